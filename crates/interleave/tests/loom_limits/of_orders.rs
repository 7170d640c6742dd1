//! Limits of loom's search, and of its memory model.

use super::said::{ask, ask_within, both};
use interleave::SecondOpinion;

const BRANCHES: &str = "Model exceeded maximum number of branches";

/// <https://github.com/tokio-rs/loom/issues/166>: of two accesses by one thread it keeps the last.
#[test]
fn a_load_before_a_store_hides_an_outcome() {
    let test = "of_orders::a_load_before_a_store_hides_an_outcome";
    let Some(said) = ask(test, both!(orders::load_then_store)) else { return };
    said.raw.passes(&["0"]);
    assert_eq!(said.raw.executions, 1);
    said.explored(&["0", "1"]);
    said.agreed();
}

#[test]
fn a_load_before_a_store_hides_a_data_race() {
    let test = "of_orders::a_load_before_a_store_hides_a_data_race";
    let Some(said) = ask(test, both!(orders::published_too_weakly)) else { return };
    said.raw.passes(&[""]);
    assert_eq!(said.raw.executions, 1);
    said.rejected("data race");
    // Weaker orderings are what they are for loom: here it cannot be helped.
    said.agreed();
}

/// The order of stores is kept as a partial one, and is not transitive: `1` before `3`, and `2` before
/// `1` since it was read so, do not put `2` before `3`.
#[test]
fn a_thread_reads_back_what_it_has_overwritten() {
    let test = "of_orders::a_thread_reads_back_what_it_has_overwritten";
    let Some(said) = ask(test, both!(orders::overwritten)) else { return };
    said.raw.passes(&["1 1", "1 3", "2 2", "2 3", "3 3"]);
    said.agreed();
}

#[test]
fn a_lock_by_swap_is_a_false_alarm() {
    let test = "of_orders::a_lock_by_swap_is_a_false_alarm";
    let Some(said) = ask(test, both!(orders::swap_lock)) else { return };
    said.raw.panics(BRANCHES);
    said.explored(&[""]);
    said.agreed();
}

#[test]
fn a_lock_by_compare_exchange_passes() {
    let test = "of_orders::a_lock_by_compare_exchange_passes";
    let Some(said) = ask(test, both!(orders::exchange_lock)) else { return };
    said.raw.passes(&[""]);
    said.explored(&[""]);
    said.agreed();
}

#[test]
fn an_update_against_a_store_has_an_impossible_outcome() {
    let test = "of_orders::an_update_against_a_store_has_an_impossible_outcome";
    let Some(said) = ask(test, both!(orders::update_against_store)) else { return };
    said.raw.passes(&["0 1", "0 10", "1 11"]);
    said.explored(&["0 1", "1 11"]);
}

#[test]
fn three_threads_that_spin_have_no_end_for_raw_loom() {
    let test = "of_orders::three_threads_that_spin_have_no_end_for_raw_loom";
    let Some(said) = ask(test, both!(orders::three_spinners)) else { return };
    said.raw.panics(BRANCHES);
    said.explored(&[""]);
    said.agreed();
}

#[test]
fn three_threads_that_spin_pass_with_one_preemption() {
    let test = "of_orders::three_threads_that_spin_pass_with_one_preemption";
    let Some(said) = ask_within(test, Some(1), both!(orders::three_spinners)) else { return };
    said.raw.passes(&[""]);
}

#[test]
fn a_wrong_count_is_found_where_nobody_yields() {
    let test = "of_orders::a_wrong_count_is_found_where_nobody_yields";
    let Some(said) = ask(test, both!(orders::counted_too_late_without_yield)) else {
        return;
    };
    said.raw.panics("done before it was counted");
    said.rejected("assertion");
    said.vetoed("done before it was counted");
}

#[test]
fn a_yield_hides_interleavings() {
    let test = "of_orders::a_yield_hides_interleavings";
    let Some(said) = ask(test, both!(orders::counted_too_late_with_yield)) else { return };
    said.raw.passes(&[""]);
    said.rejected("assertion");
    said.agreed();
}

#[test]
fn an_order_is_seen_if_a_lock_of_looms_is_around_it() {
    let test = "of_orders::an_order_is_seen_if_a_lock_of_looms_is_around_it";
    let Some(said) = ask(test, both!(orders::log_behind_a_lock)) else { return };
    said.raw.passes(&["mt", "tm"]);
    said.explored(&["mt", "tm"]);
    said.agreed();
}

#[test]
fn sequential_consistency_is_too_weak() {
    let test = "of_orders::sequential_consistency_is_too_weak";
    let Some(said) = ask(test, both!(orders::store_buffering)) else { return };
    said.raw.passes(&["0 0", "0 1", "1 0", "1 1"]);
    said.explored(&["0 1", "1 0", "1 1"]);
}

#[test]
fn readers_may_disagree_on_the_order_of_two_writes() {
    let test = "of_orders::readers_may_disagree_on_the_order_of_two_writes";
    let Some(said) = ask_within(test, Some(2), both!(orders::independent_readers)) else { return };
    said.raw.passes(&["agree", "disagree"]);
    said.explored(&["agree"]);
}

/// Seven stores are remembered, so of nine values the two oldest are never read.
#[test]
fn the_eighth_store_back_is_forgotten() {
    let test = "of_orders::the_eighth_store_back_is_forgotten";
    let Some(said) = ask(test, both!(orders::eighth_store)) else { return };
    said.raw.passes(&["", "2", "3", "4", "5", "6", "7", "8"]);
    said.agreed();
}

#[test]
fn a_sixth_thread_is_one_too_many() {
    let test = "of_orders::a_sixth_thread_is_one_too_many";
    let Some(said) = ask(test, both!(orders::six_threads)) else { return };
    said.raw.panics("self.threads.len() < self.max()");
    said.explored(&[""]);
    assert_eq!(said.second(), SecondOpinion::NotAsked("it has more than five threads"));
}

#[test]
fn six_hundred_loads_are_too_many() {
    let test = "of_orders::six_hundred_loads_are_too_many";
    let Some(said) = ask(test, both!(orders::six_hundred_loads)) else { return };
    said.raw.panics(BRANCHES);
    said.explored(&[""]);
    said.agreed();
}
