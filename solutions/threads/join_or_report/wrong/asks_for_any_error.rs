//! An `io::Error` is an error, so this asks for a boxed `dyn Error`. A downcast knows exactly one type, and no trait.
//@ fails: a_panic_with_an_io_error_is_reported: asks_for_any_error.rs

use interleave::thread::JoinHandle;
use std::error::Error;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| {
        if let Some(text) = payload.downcast_ref::<&str>() {
            text.to_string()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else if let Some(error) = payload.downcast_ref::<Box<dyn Error + Send + Sync>>() {
            error.to_string()
        } else {
            "unknown panic".to_owned()
        }
    })
}
