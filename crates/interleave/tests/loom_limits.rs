//! What loom 0.7.2 makes of small programs at its limits, beside what the explorer says of the same
//! source, and what loom says when it is asked as the second opinion.
//!
//! These are the reasons why loom is not asked alone, and not asked raw. If a newer loom changes one
//! of them, its test says so.

#![expect(clippy::duplicate_mod, reason = "one source, with two sets of primitives")]

/// The programs with loom's primitives.
#[path = "loom_limits"]
mod with_loom {
    pub(crate) mod lib {
        pub(crate) use loom::{cell, thread};
        pub(crate) mod sync {
            pub(crate) use loom::sync::Arc as CountedArc;
            pub(crate) use loom::sync::{Barrier, Condvar, Mutex, RwLock, atomic, mpsc};
            // Not loom's: its destructor aborts the process after a deadlock.
            pub(crate) use std::sync::Arc;
        }
    }
    pub(crate) mod gaps;
    pub(crate) mod orders;
    pub(crate) mod waits;
}

/// The same source with ours.
#[path = "loom_limits"]
mod with_ours {
    pub(crate) mod lib {
        pub(crate) use interleave::{cell, thread};
        pub(crate) mod sync {
            pub(crate) use interleave::sync::Arc as CountedArc;
            pub(crate) use interleave::sync::{Arc, Barrier, Condvar, Mutex, RwLock, atomic, mpsc};
        }
    }
    pub(crate) mod gaps;
    pub(crate) mod orders;
    pub(crate) mod waits;
}

#[path = "loom_limits/said.rs"]
mod said;

#[path = "loom_limits/of_gaps.rs"]
mod of_gaps;
#[path = "loom_limits/of_orders.rs"]
mod of_orders;
#[path = "loom_limits/of_waits.rs"]
mod of_waits;
