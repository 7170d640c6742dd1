//! "A swap loads and then stores, so both may load 0": nothing fits in between, it is one step.
//@ fails: both_swap: impossible: (0, 0)

pub fn store_then_load() -> Vec<(u32, u32)> {
    vec![(0, 1), (1, 0), (1, 1)]
}

pub fn swap() -> Vec<(u32, u32)> {
    vec![(0, 0), (0, 1), (1, 0)]
}
