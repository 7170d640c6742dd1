//! Small programs that pages show together with everything they can return.
//!
//! A listing is a file with one function of the file's name, in marks of that name: the whole is
//! what a page shows. `examples/outcomes.rs` runs each under every interleaving, and
//! `cargo workbook dev sync` writes what it finds to `book/traces/outcomes/`.

mod a_letter;
mod a_lock_for_both_accesses;
mod a_lock_for_both_fields;
mod a_lock_for_each_access;
mod a_lock_for_each_field;
mod a_permit_erased;
mod a_pulse;
mod an_atomic_each;
mod clock_and_flag;
mod one_thread_again_and_again;
mod parked_in_a_loop;
mod parked_once;
mod store_buffering;
mod store_buffering_relaxed;
mod two_fetch_adds;
mod two_increments;

pub use a_letter::a_letter;
pub use a_lock_for_both_accesses::a_lock_for_both_accesses;
pub use a_lock_for_both_fields::a_lock_for_both_fields;
pub use a_lock_for_each_access::a_lock_for_each_access;
pub use a_lock_for_each_field::a_lock_for_each_field;
pub use a_permit_erased::a_permit_erased;
pub use a_pulse::a_pulse;
pub use an_atomic_each::an_atomic_each;
pub use clock_and_flag::clock_and_flag;
pub use one_thread_again_and_again::one_thread_again_and_again;
pub use parked_in_a_loop::parked_in_a_loop;
pub use parked_once::parked_once;
pub use store_buffering::store_buffering;
pub use store_buffering_relaxed::store_buffering_relaxed;
pub use two_fetch_adds::two_fetch_adds;
pub use two_increments::two_increments;
