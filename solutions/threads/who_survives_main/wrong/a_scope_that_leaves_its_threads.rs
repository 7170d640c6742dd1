//! Takes a scope for a pair of braces: at its end, it waits for its threads.
//@ fails: a_thread_in_a_scope: impossible: `main, after, exit 0`

pub fn detached() -> Vec<&'static str> {
    vec!["main, exit 0", "main, child, exit 0", "child, main, exit 0"]
}

pub fn joined() -> Vec<&'static str> {
    vec!["main, child, exit 0", "child, main, exit 0"]
}

pub fn scoped() -> Vec<&'static str> {
    vec!["main, child, after, exit 0", "child, main, after, exit 0", "main, after, exit 0", "main, after, child, exit 0"]
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
