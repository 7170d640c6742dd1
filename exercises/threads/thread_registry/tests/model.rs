//! What a registry of threads must know.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{choose, model, reach, thread};

use thread_registry::Registry;

// ANCHOR: usage
#[test]
fn when_all_are_joined_only_main_is_left() {
    model(|| {
        let registry = Registry::begin();
        assert_eq!(registry.enumerate(), ["main"]);
        registry.spawn("washer", thread::yield_now);
        let panicked = registry.join_all();
        assert!(panicked.is_empty(), "{panicked:?} have not panicked");
        assert_eq!(registry.enumerate(), ["main"], "`join_all` has returned");
        assert_eq!(registry.active_count(), 1);
        assert_eq!(registry.main_thread().id(), thread::current().id());
    });
}
// ANCHOR_END: usage

#[test]
fn a_thread_is_in_the_list_until_its_job_has_ended() {
    model(|| {
        let registry = Registry::begin();
        let ended = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&ended);
        registry.spawn("washer", move || theirs.store(1, SeqCst));
        let names = registry.enumerate();
        // Asked afterwards: if it has not ended now, it had not then.
        if ended.load(SeqCst) == 0 {
            assert_eq!(names, ["main", "washer"], "the washer has not ended its job");
        }
        registry.join_all();
    });
}

#[test]
fn a_thread_leaves_the_list_before_it_is_joined() {
    model(|| {
        let registry = Registry::begin();
        registry.spawn("washer", thread::yield_now);
        if registry.active_count() == 1 {
            reach!("the washer has left, and nobody has joined it");
        }
        registry.join_all();
    });
}

#[test]
fn a_thread_that_panics_leaves_the_list_too() {
    model(|| {
        let registry = Registry::begin();
        registry.spawn("washer", || {
            thread::yield_now();
            panic!("a plate is broken");
        });
        registry.join_all();
        let names = registry.enumerate();
        assert!(names == ["main"], "all have ended, and in the list are {names:?}");
    });
}

#[test]
fn whoever_panicked_is_named() {
    model(|| {
        let registry = Registry::begin();
        registry.spawn("washer", || {
            thread::yield_now();
            panic!("a plate is broken");
        });
        let panicked = registry.join_all();
        assert!(panicked == ["washer"], "the washer panicked, and named are {panicked:?}");
    });
}

#[test]
fn whoever_ends_leaves_the_list_alone() {
    model(|| {
        let registry = Arc::new(Registry::begin());
        let found = Arc::new(AtomicU32::new(0));
        let one_name = choose(2) == 0;
        for name in [if one_name { "washer" } else { "cook" }, "washer"] {
            let (theirs, found) = (Arc::clone(&registry), Arc::clone(&found));
            registry.spawn(name, move || {
                if theirs.enumerate().contains(&name.to_owned()) {
                    found.fetch_add(1, SeqCst);
                }
            });
        }
        registry.join_all();
        assert_eq!(found.load(SeqCst), 2, "not everyone who was at work was in the list");
        assert_eq!(registry.active_count(), 1, "both have ended");
    });
}

#[test]
fn threads_of_threads_are_joined_too() {
    model(|| {
        let registry = Arc::new(Registry::begin());
        let ended = Arc::new(AtomicU32::new(0));
        let (theirs, to_count) = (Arc::clone(&registry), Arc::clone(&ended));
        registry.spawn("cook", move || {
            theirs.spawn("washer", move || to_count.store(1, SeqCst));
        });
        registry.join_all();
        assert_eq!(ended.load(SeqCst), 1, "`join_all` has returned, and the washer is at work");
    });
}

#[test]
fn two_jobs_are_done_at_the_same_time() {
    model(|| {
        let registry = Registry::begin();
        let at_work = Arc::new(AtomicU32::new(0));
        for name in ["cook", "washer"] {
            let at_work = Arc::clone(&at_work);
            registry.spawn(name, move || {
                if at_work.fetch_add(1, SeqCst) == 1 {
                    reach!("the cook and the washer are at work");
                }
                at_work.fetch_sub(1, SeqCst);
            });
        }
        registry.join_all();
    });
}
