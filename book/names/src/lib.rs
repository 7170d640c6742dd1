//! The names that the page *Names side by side* compares: `tests/names.rs` compiles all of them.
