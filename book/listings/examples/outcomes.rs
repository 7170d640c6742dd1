//! Prints what every listing can return: its name, a tab, and the set as JSON, one listing a line.

use std::fmt::Debug;

/// Runs listings under every interleaving, and prints what they return.
macro_rules! print_outcomes {
    ($($listing:ident),* $(,)?) => {
        $(print(stringify!($listing), listings::$listing);)*
    };
}

fn print<T: Ord + Debug + Send + 'static>(name: &str, listing: fn() -> T) {
    println!("{name}\t{}", interleave::outcomes(listing).to_json());
}

fn main() {
    print_outcomes!(
        a_lock_for_both_accesses,
        a_lock_for_each_access,
        store_buffering,
        store_buffering_relaxed,
        two_fetch_adds,
        two_increments,
    );
}
