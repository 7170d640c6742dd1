//! Joins the thread only if it has ended already, so as never to wait.
//@ fails: what_a_thread_returns_is_passed_on: still at work

use interleave::thread::JoinHandle;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    if !thread.is_finished() {
        return Err("the thread is still at work".to_owned());
    }
    thread.join().map_err(|payload| {
        if let Some(text) = payload.downcast_ref::<&str>() {
            text.to_string()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else if let Some(error) = payload.downcast_ref::<io::Error>() {
            error.to_string()
        } else {
            "unknown panic".to_owned()
        }
    })
}
