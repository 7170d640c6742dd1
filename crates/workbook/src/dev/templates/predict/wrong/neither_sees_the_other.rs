//! "Both may load before the other has stored": each load comes after a store of its own thread, so
//! the later of the two loads comes after both.
//@ fails: each_stores_then_loads: impossible: (0, 0)

pub fn store_then_load() -> Vec<(u32, u32)> {
    vec![(0, 0), (0, 1), (1, 0), (1, 1)]
}

pub fn swap() -> Vec<(u32, u32)> {
    vec![(0, 1), (1, 0)]
}
