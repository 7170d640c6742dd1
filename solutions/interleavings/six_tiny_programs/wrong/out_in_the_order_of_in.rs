//! "Who got the lock first is first after it, too": behind the lock the threads are as free as before.
//@ fails: a_line_under_the_lock: missed: "AXxa", by this execution

pub fn two_lines_each() -> Vec<&'static str> {
    vec!["ABxy", "AxBy", "AxyB", "xABy", "xAyB", "xyAB"]
}

pub fn a_sleep_first() -> Vec<&'static str> {
    vec!["Ax", "xA"]
}

pub fn add_then_look() -> Vec<(u32, u32)> {
    vec![(1, 2), (2, 1), (2, 2)]
}

pub fn confused_counter() -> Vec<(u32, u32)> {
    vec![(1, 1), (1, 2), (2, 1), (2, 2)]
}

pub fn a_line_under_the_lock() -> Vec<&'static str> {
    vec!["AXax", "AaXx", "XAxa", "XxAa"]
}

pub fn a_message_in_between() -> Vec<&'static str> {
    vec!["pwgd", "wpgd"]
}
