//! The programs on loom.

mod facade {
    pub(super) use loom::{cell, sync, thread};
}
#[path = "programs.rs"]
pub(crate) mod programs;
