//! The companion of the workbook: what the command line and the tests share.
//!
//! - [`workspace`] finds the checkout and its exercises, in the book's order.
//! - [`shipped`] makes an exercise's shipped text from its solution; [`wrong`]
//!   reads what a wrong version says about itself.
//! - [`grade`] builds and runs answers, and judges them.
//! - [`dev`] proves that exercises, solutions, wrong versions and pages agree.
//!
//! The command line (`src/main.rs`) adds the terminal, the progress and the
//! watching; it judges nothing itself.

pub mod dev;
pub mod exercise;
pub mod files;
pub mod fingerprint;
pub mod grade;
pub mod includes;
mod parallel;
pub mod process;
pub mod progress;
pub mod shipped;
pub mod summary;
pub mod text;
pub mod workspace;
pub mod wrong;
