//! "A program ends when all its threads have ended." So it is in Python, where it says `daemon=True` if it shall not be
//! so. In Rust nobody waits unless told to.
//@ fails: a_thread_that_nobody_waits_for: missed: `main, exit 0`

pub fn detached() -> Vec<&'static str> {
    vec!["main, child, exit 0", "child, main, exit 0"]
}

pub fn joined() -> Vec<&'static str> {
    vec!["main, child, exit 0", "child, main, exit 0"]
}

pub fn scoped() -> Vec<&'static str> {
    vec!["main, child, after, exit 0", "child, main, after, exit 0"]
}

pub fn exits() -> Vec<&'static str> {
    vec!["main, exit 3", "main, child, exit 3", "child, main, exit 3"]
}

pub fn child_panics() -> Vec<&'static str> {
    vec!["child, heard, exit 0"]
}

pub fn main_panics() -> Vec<&'static str> {
    vec!["dropped, exit 101", "dropped, child, exit 101", "child, dropped, exit 101"]
}
