//! The program `book`, run as a reader and as the companion run it.

mod build;
mod fixture;
mod live;
mod preprocess;
mod serve;
mod server;
