//! `{:?}` where `{}` belongs: the words are in it, wrapped into what only a programmer understands.
//@ fails: a_panic_with_an_io_error_is_reported: Custom

use interleave::thread::JoinHandle;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| {
        if let Some(text) = payload.downcast_ref::<&str>() {
            text.to_string()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else if let Some(error) = payload.downcast_ref::<io::Error>() {
            format!("{error:?}")
        } else {
            "unknown panic".to_owned()
        }
    })
}
