//! What the program `guards` looks at, compiled in the edition 2021.

#[path = "../../programs/src/held.rs"]
mod held;

/// Each construct, and whether a lock was held at its marked place.
pub fn constructs() -> Vec<(&'static str, bool)> {
    held::constructs()
}
