//! Is sure that a panic has one of three types. Whoever waits for a thread must survive whatever it does.
//@ fails: a_panic_with_anything_else_is_reported_too: a panic is a text or an error

use interleave::thread::JoinHandle;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| {
        if let Some(text) = payload.downcast_ref::<&str>() {
            return text.to_string();
        }
        if let Some(text) = payload.downcast_ref::<String>() {
            return text.clone();
        }
        let error = payload.downcast_ref::<io::Error>().expect("a panic is a text or an error");
        error.to_string()
    })
}
