//! What can these six programs come to? Write down every result, and no other.
//!
//! They stand in `tests/model.rs`. Some keep a log of single letters, in which a letter stands where it was
//! written: "Ax" means that A came first.

/// The first thread writes A, then B; the second one x, then y.
pub fn two_lines_each() -> Vec<&'static str> {
    // hole: every log that is possible
    // hole as: vec![]
    // Two columns of two, merged in every way.
    vec!["ABxy", "AxBy", "AxyB", "xABy", "xAyB", "xyAB"]
    // end hole
}

/// The first thread sleeps for a minute, then writes A. The second one writes x.
pub fn a_sleep_first() -> Vec<&'static str> {
    // hole: every log that is possible
    // hole as: vec![]
    // A thread may be stopped for longer than a minute. That it rarely is makes no order impossible.
    vec!["Ax", "xA"]
    // end hole
}

/// Each thread adds one to `n` in a single step, then loads `n`: what the first saw, and what the second
/// saw.
pub fn add_then_look() -> Vec<(u32, u32)> {
    // hole: every pair that is possible
    // hole as: vec![]
    // Whoever adds last sees both, so (1, 1) is impossible.
    vec![(1, 2), (2, 1), (2, 2)]
    // end hole
}

/// Each thread increments `first` and then `second`, each by a load and a store: what both are in the end.
pub fn confused_counter() -> Vec<(u32, u32)> {
    // hole: every pair that is possible
    // hole as: vec![]
    // The threads can collide at either, at both, or not at all. That `second` is 2 says nothing of
    // `first`.
    vec![(1, 1), (1, 2), (2, 1), (2, 2)]
    // end hole
}

/// Each thread locks, writes a capital letter (A or X), unlocks, and then writes the small one.
pub fn a_line_under_the_lock() -> Vec<&'static str> {
    // hole: every log that is possible
    // hole as: vec![]
    // The small letters are written when the lock is free, so they go anywhere behind their capitals.
    vec!["AXax", "AXxa", "AaXx", "XAax", "XAxa", "XxAa"]
    // end hole
}

/// A thread writes w (it waits), receives a message, and writes g (it got it). Main, meanwhile, writes p (it
/// puts), sends the message, joins the thread, and writes d (done). `recv` waits until there is a message.
pub fn a_message_in_between() -> Vec<&'static str> {
    // hole: every log that is possible
    // hole as: vec![]
    // g comes after the message, so after p; d comes after the join, so after g.
    vec!["pwgd", "wpgd"]
    // end hole
}
