//! "The thread is started first, so it waits by the time the message is put": the message waits for it as well.
//@ fails: a_message_in_between: missed: "pwgd"

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
    vec!["AXax", "AXxa", "AaXx", "XAax", "XAxa", "XxAa"]
}

pub fn a_message_in_between() -> Vec<&'static str> {
    vec!["wpgd"]
}
