//! The companion of the workbook: what the command line and the tests share.
//!
//! - [`workspace`] finds the checkout and its exercises, in the book's order.
//! - [`shipped`] makes an exercise's shipped text from its solution; [`wrong`]
//!   reads what a wrong version says about itself.
//! - [`grade`] builds and runs answers, and judges them.
//! - [`handed_in`] grades what others handed in; [`diff`] compares an answer with the
//!   reference; [`words`] say what a verdict means.
//! - [`doctor`] looks at what surrounds the exercises; [`update`] brings a clone up to date,
//!   and [`adopt`] takes answers along where there is no git.
//! - [`dev`] proves that exercises, solutions, wrong versions and pages agree.
//!
//! The command line (`src/main.rs`) adds the terminal, the progress and the
//! watching; it judges nothing itself.

pub mod adopt;
pub mod dev;
pub mod diff;
pub mod doctor;
pub mod exercise;
pub mod files;
pub mod fingerprint;
pub mod grade;
pub mod handed_in;
pub mod includes;
pub mod junit;
mod parallel;
pub mod process;
pub mod progress;
pub mod shipped;
pub mod summary;
pub mod text;
pub mod update;
pub mod words;
pub mod workspace;
pub mod wrong;
