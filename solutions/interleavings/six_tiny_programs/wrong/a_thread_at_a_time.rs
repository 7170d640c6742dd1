//! "A thread, once it runs, runs to its end": short threads do so nearly always.
//@ fails: two_lines_each: missed: "AxBy", by this execution

pub fn two_lines_each() -> Vec<&'static str> {
    vec!["ABxy", "xyAB"]
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
    vec!["pwgd", "wpgd"]
}
