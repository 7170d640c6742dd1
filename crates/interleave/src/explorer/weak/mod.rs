//! Weak memory: what loads may return when not every access is sequentially consistent.
//!
//! The model is RC11 (Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing sequential consistency in
//! C/C++11", PLDI 2017) with the release sequences of C++20. An execution is still a sequence of
//! steps, in which a load reads from a store that stands before it. But it may read an older one
//! than the newest, and a store may take its place in the modification order before one that was
//! executed earlier:
//!
//! - each atomic keeps all its stores in [modification order](modification);
//! - what happens before an access decides which of them it may still read from (coherence): it is
//!   known from the clocks that every primitive carries anyway, so that locks, channels and joins
//!   need to know nothing of weak memory;
//! - of the `SeqCst` accesses and fences there must be [one order](seq_cst) that all threads agree
//!   on. It need not be the order of the steps, so it is never chosen: a choice that leaves no such
//!   order is not offered.
//!
//! Every graph of reads-from and modification orders that RC11 allows is reached in this way, for
//! a part of an allowed graph that is closed under "program order or reads from" is allowed, and
//! can be extended by reading from the newest store, or by storing behind it.

mod access;
mod futex;
pub(crate) mod modification;
mod seq_cst;
mod ways;

pub(super) use seq_cst::Graph;

/// Which values loads may return.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Memory {
    /// The newest only: every execution is an interleaving.
    #[default]
    SequentiallyConsistent,
    /// Whatever RC11 allows.
    Weak,
}
