//! Small programs that pages show together with everything they can return.
//!
//! A listing is a file with one function of the file's name, in marks of that name: the whole is
//! what a page shows. `examples/outcomes.rs` runs each under every interleaving, and
//! `cargo workbook dev sync` writes what it finds to `book/traces/outcomes/`.

mod a_lock_for_both_accesses;
mod a_lock_for_each_access;
mod store_buffering;
mod store_buffering_relaxed;
mod two_fetch_adds;
mod two_increments;

pub use a_lock_for_both_accesses::a_lock_for_both_accesses;
pub use a_lock_for_each_access::a_lock_for_each_access;
pub use store_buffering::store_buffering;
pub use store_buffering_relaxed::store_buffering_relaxed;
pub use two_fetch_adds::two_fetch_adds;
pub use two_increments::two_increments;
