//! What can these programs print? Write down every output, and no other.
//!
//! The programs stand in `tests/model.rs`. Each is a process of its own, and its function is the `main`. An output is
//! the lines in their order, and then how the process ends: `"main, child, exit 0"`. The code is 0 if `main` returns,
//! 101 if it panics, and otherwise what `exit` says. `vec!["main, exit 0"]` means: this one and no other.

/// Starts a thread, and does not wait for it.
pub fn detached() -> Vec<&'static str> {
    todo!("every output that the program can have")
}

/// Starts a thread, does something itself, and joins it.
pub fn joined() -> Vec<&'static str> {
    todo!("every output that the program can have")
}

/// Starts a thread in a scope.
pub fn scoped() -> Vec<&'static str> {
    todo!("every output that the program can have")
}

/// Calls `exit` in a scope, with something to drop.
pub fn exits() -> Vec<&'static str> {
    todo!("every output that the program can have")
}

/// Joins a thread that panics.
pub fn child_panics() -> Vec<&'static str> {
    todo!("every output that the program can have")
}

/// Panics while another thread is running.
pub fn main_panics() -> Vec<&'static str> {
    todo!("every output that the program can have")
}
