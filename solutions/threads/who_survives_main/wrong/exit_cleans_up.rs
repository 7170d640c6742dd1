//! "What is in scope is dropped when the program ends." It is dropped when its function is left, and that does not
//! happen any more.
//@ fails: a_process_that_exits: impossible: `main, dropped, exit 3`

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
    vec!["main, dropped, exit 3", "main, child, dropped, exit 3", "child, main, dropped, exit 3"]
}

pub fn child_panics() -> Vec<&'static str> {
    vec!["child, heard, exit 0"]
}

pub fn main_panics() -> Vec<&'static str> {
    vec!["dropped, exit 101", "dropped, child, exit 101", "child, dropped, exit 101"]
}
