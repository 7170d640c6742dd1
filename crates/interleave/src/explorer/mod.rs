//! The explorer: runs a model under every interleaving.
//!
//! The threads of a model are coroutines on one OS thread, so exactly one of them runs at any time
//! and a switch costs nanoseconds. Each operation on a shared object goes through three moments:
//!
//! 1. the thread *announces* it ([`scheduler`]): the scheduler now knows the next step of
//!    every thread, also of those that cannot take it;
//! 2. the search chooses whose step is next ([`search`]), and the host switches there ([`host`]);
//! 3. the chosen thread *performs* its operation ([`perform`]), which the record notes.
//!
//! An execution that fails is abandoned where it stands: its coroutines are never unwound, for
//! destructors that wait, join or take a lock would run on in a world that no longer moves.
//!
//! Atomics are sequentially consistent, and their orderings count for happens-before only; or
//! loads may return old values, as far as the orderings allow: [`weak`].

pub(crate) mod clock;
pub(crate) mod context;
pub(crate) mod execution;
mod fairness;
pub(crate) mod host;
pub(crate) mod learned;
mod life;
mod memory;
pub(crate) mod moment;
pub(crate) mod objects;
pub(crate) mod op;
pub(crate) mod perform;
mod races;
pub(crate) mod scheduler;
pub(crate) mod search;
mod spin;
mod stage;
pub(crate) mod sweep;
mod thread;
mod waits;
pub(crate) mod weak;

#[cfg(test)]
mod tests;
