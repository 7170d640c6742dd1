//! Answers to `counter`.

use super::copy::{Copy, Ran};

/// A counter with these bodies.
pub(crate) fn counter(new: &str, increment: &str) -> String {
    format!(
        "use interleave::sync::Mutex;
pub struct Counter {{ value: Mutex<u32> }}
impl Counter {{
    pub fn new(start: u32) -> Counter {{ {new} Counter {{ value: Mutex::new(start) }} }}
    pub fn increment(&self) {{ {increment} }}
    pub fn value(&self) -> u32 {{ *self.value.lock().unwrap() }}
}}
"
    )
}

pub(crate) const LOST_UPDATE: &str =
    "let old = *self.value.lock().unwrap(); *self.value.lock().unwrap() = old + 1;";
pub(crate) const RIGHT: &str = "*self.value.lock().unwrap() += 1;";

/// Checks `counter` with this body of `increment`, which is refused with `words`.
pub(crate) fn refused(increment: &str, words: &str) -> Ran {
    refused_in(&Copy::take(), increment, words)
}

pub(crate) fn refused_in(copy: &Copy, increment: &str, words: &str) -> Ran {
    let text = counter("", increment);
    copy.answer(&text);
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.folded().contains(words), "{words}: {ran}");
    assert_eq!(copy.read(Copy::ANSWER), text, "the reader's text is as it was");
    ran
}
