//! The program `book`, run as a reader and as the companion run it.

mod attacks;
mod build;
mod fixture;
mod live;
mod preprocess;
mod reports;
mod serve;
mod server;
