//! "When `main` panics its handles are dropped, and that waits for the threads." Dropping a `JoinHandle` lets go of the
//! thread.
//@ fails: a_main_that_panics: missed: `dropped, exit 101`

pub fn detached() -> Vec<&'static str> {
    vec!["main, exit 0", "main, child, exit 0", "child, main, exit 0"]
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
    vec!["dropped, child, exit 101", "child, dropped, exit 101"]
}
