//! "Each adds one and sees one": both have added before both have looked, or one has before the other began.
//@ fails: add_then_look: impossible: (1, 1)

pub fn two_lines_each() -> Vec<&'static str> {
    vec!["ABxy", "AxBy", "AxyB", "xABy", "xAyB", "xyAB"]
}

pub fn a_sleep_first() -> Vec<&'static str> {
    vec!["Ax", "xA"]
}

pub fn add_then_look() -> Vec<(u32, u32)> {
    vec![(1, 1), (1, 2), (2, 1), (2, 2)]
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
