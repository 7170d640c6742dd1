//! Passes `&payload` to a function that takes `&dyn Any`. A box is `Any`, too: it is asked whether the box
//! is a text, not what lies in it.
//@ fails: a_panic_with_a_text_is_reported: not Err("out of paper")

use interleave::thread::JoinHandle;
use std::any::Any;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| words_of(&payload))
}

fn words_of(payload: &dyn Any) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        text.to_string()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else if let Some(error) = payload.downcast_ref::<io::Error>() {
        error.to_string()
    } else {
        "unknown panic".to_owned()
    }
}
