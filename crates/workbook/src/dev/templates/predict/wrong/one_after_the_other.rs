//! "One thread is the first, and sees nothing of the other": threads take turns within their work, too.
//@ fails: each_stores_then_loads: missed: (1, 1)

pub fn store_then_load() -> Vec<(u32, u32)> {
    vec![(0, 1), (1, 0)]
}

pub fn swap() -> Vec<(u32, u32)> {
    vec![(0, 1), (1, 0)]
}
