//! "If `second` got to 2, so did `first`, for it comes before": each thread has been past it, and one may have
//! lost its increment there.
//@ fails: confused_counter: missed: (1, 2), by this execution

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
    vec![(1, 1), (2, 1), (2, 2)]
}

pub fn a_line_under_the_lock() -> Vec<&'static str> {
    vec!["AXax", "AXxa", "AaXx", "XAax", "XAxa", "XxAa"]
}

pub fn a_message_in_between() -> Vec<&'static str> {
    vec!["pwgd", "wpgd"]
}
