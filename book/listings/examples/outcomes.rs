//! Prints what every listing can return: its name, a tab, how many orders of its steps end in what, a tab,
//! and the set, both as JSON, one listing a line.

use std::fmt::Debug;

use interleave::Model;

/// Runs listings under every interleaving, and prints what they return.
macro_rules! print_outcomes {
    ($($listing:ident),* $(,)?) => {
        $(print(stringify!($listing), listings::$listing);)*
    };
}

fn print<T: Ord + Debug + Send + 'static>(name: &str, listing: fn() -> T) {
    // Orders alone: no wait ends without a reason. Where they are too many to run them all, none are counted.
    let tree = Model::new().spurious_wakeups(0).tree(listing);
    let orders =
        tree.map_or_else(|_| serde_json::json!({}), |tree| serde_json::json!(tree.outcomes()));
    println!("{name}\t{orders}\t{}", interleave::outcomes(listing).to_json());
}

fn main() {
    print_outcomes!(
        a_letter,
        a_lock_for_both_accesses,
        a_lock_for_both_fields,
        a_lock_for_each_access,
        a_lock_for_each_field,
        a_pulse,
        clock_and_flag,
        one_thread_again_and_again,
        parked_in_a_loop,
        parked_once,
        a_permit_erased,
        an_atomic_each,
        store_buffering,
        store_buffering_relaxed,
        two_fetch_adds,
        two_increments,
    );
}
