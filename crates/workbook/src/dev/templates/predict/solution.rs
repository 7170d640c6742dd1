//! What do the two threads see? Write down every pair, and no other.
//!
//! The programs stand in `tests/model.rs`. `x` and `y` begin at 0; the first of a pair is what the
//! first thread sees.

/// The first stores 1 to `x` and loads `y`, the second stores 1 to `y` and loads `x`.
pub fn store_then_load() -> Vec<(u32, u32)> {
    // hole: every pair that the two can see
    // hole as: vec![]
    // Never (0, 0): whichever load is the last, both stores come before it.
    vec![(0, 1), (1, 0), (1, 1)]
    // end hole
}

/// Both swap 1 into `x`, and see what was there before.
pub fn swap() -> Vec<(u32, u32)> {
    // hole: every pair that the two can see
    // hole as: vec![]
    // A swap is one step: the first of the two sees 0, the second sees its 1.
    vec![(0, 1), (1, 0)]
    // end hole
}
