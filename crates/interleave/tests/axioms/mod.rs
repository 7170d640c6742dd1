//! What weak memory allows, from the papers: all that a checker's engine is compared with, and that has
//! no code in common with it.
//!
//! - [`rc11`]: all outcomes by the axioms of RC11. The axioms themselves are in [`execution`].
//! - [`sc`]: all outcomes by interleaving.
//! - [`engine`]: all outcomes by the explorer; the only one that knows it.
//! - [`compare`]: whether they agree on a program.
//! - [`random`], [`shrink`]: the programs.
//!
//! Only the tests know the rest of the folder: programs with outcomes that are written down by hand
//! (`literature`), the classics with every ordering (`litmus`), an enumeration without any thought
//! (`brute`), and how many executions another checker finds (`genmc`).

pub(crate) mod compare;
pub(crate) mod engine;
pub(crate) mod events;
pub(crate) mod execution;
pub(crate) mod location;
pub(crate) mod parallel;
pub(crate) mod program;
pub(crate) mod random;
pub(crate) mod rc11;
pub(crate) mod relation;
pub(crate) mod sc;
pub(crate) mod shrink;
