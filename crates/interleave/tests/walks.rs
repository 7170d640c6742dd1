//! Random walks: what they find, and what they claim.

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use interleave::sync::{Arc, Mutex};
use interleave::{Model, thread};

const MEALS: usize = 10;

/// Five philosophers: each takes the fork to the left first, or the lower one first.
fn dinner(lower_first: bool) -> impl Fn() + Send + Sync + 'static {
    move || {
        let forks: Arc<[Mutex<()>; 5]> = Arc::new(std::array::from_fn(|_| Mutex::new(())));
        let dine = move |me: usize, forks: &[Mutex<()>; 5]| {
            let (left, right) = (me, (me + 1) % 5);
            let swap = lower_first && right < left;
            let (first, second) = if swap { (right, left) } else { (left, right) };
            for _ in 0..MEALS {
                let _first = forks[first].lock().unwrap();
                let _second = forks[second].lock().unwrap();
            }
        };
        let others: Vec<_> = (1..5)
            .map(|me| {
                let forks = Arc::clone(&forks);
                thread::spawn(move || dine(me, &forks))
            })
            .collect();
        dine(0, &forks);
        others.into_iter().for_each(|other| other.join().unwrap());
    }
}

#[test]
fn a_deadlock_in_a_large_program_is_found() {
    let walks = Model::new().executions(20_000).random_walks(1, 5);
    let report = walks.try_check(dinner(false)).expect_err("all may hold one fork");
    assert_eq!(report.kind(), "deadlock");
    assert!(report.at_width(100).lines().count() <= 30, "{report}");
}

#[test]
fn a_walk_never_counts_as_exhaustive() {
    let walks = Model::new().executions(300).random_walks(1, 2);
    let checked = walks.try_check(dinner(true)).expect("the order of the forks prevents it");
    let says =
        "not exhaustive: no random execution fails; a failure of depth 2 that depends on the order";
    assert!(checked.summary.starts_with(says), "{}", checked.summary);
    assert!(checked.summary.contains("with seed 1 (300 executions; "), "{}", checked.summary);
    assert!(!checked.summary.contains("every interleaving"), "{}", checked.summary);
}

#[test]
fn a_probability_is_rounded_down_and_says_what_it_is_of() {
    let walks = Model::new().executions(200).random_walks(1, 1);
    let checked = walks.try_check(|| {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || theirs.load(SeqCst));
        assert_ne!(interleave::choose(100_000), 7);
        other.join().unwrap();
    });
    let summary = checked.expect("200 values of 100,000 are not it").summary;
    assert!(summary.contains("on the order of the threads alone"), "{summary}");
    assert!(!summary.contains("100.000 %"), "{summary}");
}

#[test]
fn where_threads_yield_nothing_is_said_of_what_was_missed() {
    let walks = Model::new().executions(50).random_walks(1, 2);
    let checked = walks.try_check(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(true, SeqCst));
        while !flag.load(SeqCst) {
            thread::yield_now();
        }
        other.join().unwrap();
    });
    let summary = checked.unwrap().summary;
    assert!(summary.contains("nothing can be said of what was missed"), "{summary}");
    assert!(!summary.contains('%'), "{summary}");
}

/// A lost update: a failure of depth 2.
fn lost_update() {
    let n = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&n);
    let other = thread::spawn(move || {
        for _ in 0..3 {
            theirs.fetch_add(1, SeqCst);
        }
        theirs.store(theirs.load(SeqCst) + 1, SeqCst);
    });
    for _ in 0..3 {
        n.fetch_add(1, SeqCst);
    }
    other.join().unwrap();
    assert_eq!(n.load(SeqCst), 7);
}

#[test]
fn a_walk_finds_a_failure_as_often_as_it_claims() {
    // Four and five accesses of the threads, and the join.
    let (threads, steps) = (2.0, 10.0);
    let claimed = 1.0 / (threads * steps);
    let (mut found, seeds) = (0, 4_000);
    for seed in 0..seeds {
        // The first is drawn before the number of steps is known.
        let walks = Model::new().executions(2).random_walks(seed, 2);
        found += u32::from(walks.try_check(lost_update).is_err());
    }
    // Of this program it is found no more often than is claimed, so chance has its part: three standard
    // deviations of it.
    let expected = claimed * seeds as f64;
    let chance = 3.0 * (expected * (1.0 - claimed)).sqrt();
    assert!(f64::from(found) >= expected - chance, "{found} of {seeds}, not about {expected}");
}

#[test]
fn the_same_seed_tries_the_same_executions() {
    let tried = |seed| {
        let walks = Model::new().executions(10_000).random_walks(seed, 2);
        walks.try_check(lost_update).expect_err("it is found").tried()
    };
    let first: Vec<_> = (0..10).map(tried).collect();
    let again: Vec<_> = (0..10).map(tried).collect();
    assert_eq!(first, again);
    assert!(first.iter().any(|tried| *tried != first[0]), "another seed, another walk: {first:?}");
}

#[test]
fn old_values_are_drawn_as_well() {
    let walks = Model::new().executions(1_000).random_walks(7, 2);
    let report = walks.try_check(|| {
        let x = Arc::new(AtomicBool::new(false));
        let y = Arc::new(AtomicBool::new(false));
        let (mine, theirs) = (Arc::clone(&x), Arc::clone(&y));
        let other = thread::spawn(move || {
            theirs.store(true, Release);
            mine.load(Acquire)
        });
        x.store(true, Release);
        let seen = y.load(Acquire);
        assert_ne!((seen, other.join().unwrap()), (false, false));
    });
    let text = report.expect_err("it takes an old value").at_width(100);
    assert!(text.contains("no interleaving of whole steps shows this"), "{text}");
}

#[test]
fn loops_that_wait_come_to_an_end() {
    let walks = Model::new().executions(200).random_walks(3, 3);
    let checked = walks.try_check(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || {
            while !theirs.load(Acquire) {
                thread::yield_now();
            }
        });
        flag.store(true, Release);
        other.join().unwrap();
    });
    assert!(checked.is_ok(), "{:?}", checked.err());
}
