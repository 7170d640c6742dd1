//! The smallest program for each verdict of the checker. A page of the book shows it with what the checker says.
//!
//! A program is one test, in a file that has the verdict's name. All but `holds` fail, so this package is no
//! default member of the workspace: `cargo test -p verdicts <verdict>` runs one of them.
//! `cargo workbook dev sync` runs each in a process of its own, and writes what is said to
//! `book/traces/verdicts/`. A line `//@ replay: <code>` in the header gives it that code.

#[cfg(test)]
mod abort;
#[cfg(test)]
mod assertion;
#[cfg(test)]
mod bad_memory_access;
#[cfg(test)]
mod data_race;
#[cfg(test)]
mod deadlock;
#[cfg(test)]
mod endless_loop;
#[cfg(test)]
mod exit;
#[cfg(test)]
mod holds;
#[cfg(test)]
mod leak;
#[cfg(test)]
mod livelock;
#[cfg(test)]
mod misuse;
#[cfg(test)]
mod no_end_in_sight;
#[cfg(test)]
mod no_prediction;
#[cfg(test)]
mod not_deterministic;
#[cfg(test)]
mod not_finished;
#[cfg(test)]
mod not_linearizable;
#[cfg(test)]
mod panic;
#[cfg(test)]
mod panic_in_drop;
#[cfg(test)]
mod stack_overflow;
#[cfg(test)]
mod stale_code;
#[cfg(test)]
mod stale_read;
#[cfg(test)]
mod unfinished;
#[cfg(test)]
mod unreached_witness;
#[cfg(test)]
mod unseen;
#[cfg(test)]
mod vacuous;
#[cfg(all(test, feature = "loom"))]
mod veto_by_loom;
#[cfg(test)]
mod wrong_prediction;
