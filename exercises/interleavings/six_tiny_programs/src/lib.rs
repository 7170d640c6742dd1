//! What can these six programs come to? Write down every result, and no other.
//!
//! They stand in `tests/model.rs`. Some keep a log of single letters, in which a letter stands where it was
//! written: "Ax" means that A came first.

/// The first thread writes A, then B; the second one x, then y.
pub fn two_lines_each() -> Vec<&'static str> {
    // every log that is possible
    vec![]
}

/// The first thread sleeps for a minute, then writes A. The second one writes x.
pub fn a_sleep_first() -> Vec<&'static str> {
    // every log that is possible
    vec![]
}

/// Each thread adds one to `n` in a single step, then loads `n`: what the first saw, and what the second
/// saw.
pub fn add_then_look() -> Vec<(u32, u32)> {
    // every pair that is possible
    vec![]
}

/// Each thread increments `first` and then `second`, each by a load and a store: what both are in the end.
pub fn confused_counter() -> Vec<(u32, u32)> {
    // every pair that is possible
    vec![]
}

/// Each thread locks, writes a capital letter (A or X), unlocks, and then writes the small one.
pub fn a_line_under_the_lock() -> Vec<&'static str> {
    // every log that is possible
    vec![]
}

/// A thread writes w (it waits), receives a message, and writes g (it got it). Main, meanwhile, writes p (it
/// puts), sends the message, joins the thread, and writes d (done). `recv` waits until there is a message.
pub fn a_message_in_between() -> Vec<&'static str> {
    // every log that is possible
    vec![]
}
