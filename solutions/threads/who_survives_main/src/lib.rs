//! What can these programs print? Write down every output, and no other.
//!
//! The programs stand in `tests/model.rs`. Each is a process of its own, and its function is the `main`. An output is
//! the lines in their order, and then how the process ends: `"main, child, exit 0"`. The code is 0 if `main` returns,
//! 101 if it panics, and otherwise what `exit` says. `vec!["main, exit 0"]` means: this one and no other.

/// Starts a thread, and does not wait for it.
pub fn detached() -> Vec<&'static str> {
    // hole: every output that the program can have
    // Nobody waits for the child. It may be late, but still come before the process is gone.
    vec!["main, exit 0", "main, child, exit 0", "child, main, exit 0"]
    // end hole
}

/// Starts a thread, does something itself, and joins it.
pub fn joined() -> Vec<&'static str> {
    // hole: every output that the program can have
    // `join` waits for the child, and says nothing of what came before.
    vec!["main, child, exit 0", "child, main, exit 0"]
    // end hole
}

/// Starts a thread in a scope.
pub fn scoped() -> Vec<&'static str> {
    // hole: every output that the program can have
    // The scope ends when the child has ended.
    vec!["main, child, after, exit 0", "child, main, after, exit 0"]
    // end hole
}

/// Calls `exit` in a scope, with something to drop.
pub fn exits() -> Vec<&'static str> {
    // hole: every output that the program can have
    // `exit` does not return: no scope ends, nothing is dropped.
    vec!["main, exit 3", "main, child, exit 3", "child, main, exit 3"]
    // end hole
}

/// Joins a thread that panics.
pub fn child_panics() -> Vec<&'static str> {
    // hole: every output that the program can have
    // The panic ends the child alone; `join` hears of it, and `main` goes on.
    vec!["child, heard, exit 0"]
    // end hole
}

/// Panics while another thread is running.
pub fn main_panics() -> Vec<&'static str> {
    // hole: every output that the program can have
    // A panic drops what `main` has, and then `main` is over, as if it had returned.
    vec!["dropped, exit 101", "dropped, child, exit 101", "child, dropped, exit 101"]
    // end hole
}
