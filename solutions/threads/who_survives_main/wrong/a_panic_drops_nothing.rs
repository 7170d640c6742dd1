//! Takes a panic for an `exit` with another code. A panic drops what its thread has, on its way to the end.
//@ fails: a_main_that_panics: impossible: `exit 101`

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
    vec!["exit 101", "child, exit 101"]
}
