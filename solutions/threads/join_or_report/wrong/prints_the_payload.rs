//! Formats what `join` returns. A `dyn Any` does not know what it is, so all that it says is `Any { .. }`.
//@ fails: a_panic_with_a_text_is_reported: Any { .. }

use interleave::thread::JoinHandle;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| format!("{payload:?}"))
}
