//! "A panic is a crash of the program." It ends the thread, and the process only if the thread is `main`.
//@ fails: a_thread_that_panics: impossible: `child, exit 101`

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
    vec!["child, exit 101"]
}

pub fn main_panics() -> Vec<&'static str> {
    vec!["dropped, exit 101", "dropped, child, exit 101", "child, dropped, exit 101"]
}
