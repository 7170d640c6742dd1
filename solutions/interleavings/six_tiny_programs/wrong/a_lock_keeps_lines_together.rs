//! "There is a lock, so the letters of a thread stand together": only what is done while it is held does.
//@ fails: a_line_under_the_lock: missed: "XAxa", by the steps

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
    vec!["AaXx", "XxAa"]
}

pub fn a_message_in_between() -> Vec<&'static str> {
    vec!["pwgd", "wpgd"]
}
