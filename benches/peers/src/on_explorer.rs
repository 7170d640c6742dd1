//! The programs on this project's checker.

mod facade {
    pub(super) use interleave::{cell, sync, thread};
}
#[path = "programs.rs"]
pub(crate) mod programs;
