//! Two kinds of text, as in most examples: what is thrown by `panic_any` is neither.
//@ fails: a_panic_with_an_io_error_is_reported: the report is Err("unknown panic")

use interleave::thread::JoinHandle;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| {
        if let Some(text) = payload.downcast_ref::<&str>() {
            text.to_string()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else {
            "unknown panic".to_owned()
        }
    })
}
