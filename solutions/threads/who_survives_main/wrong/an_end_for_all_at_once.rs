//! "`main` says its line and is over, so the child can come before it or never." Between the last line of `main` and the
//! end of the process there is time enough for a line.
//@ fails: a_thread_that_nobody_waits_for: missed: `main, child, exit 0`

pub fn detached() -> Vec<&'static str> {
    vec!["main, exit 0", "child, main, exit 0"]
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
