//! What starting many jobs must do.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Barrier};
use interleave::{choose, model, reach, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};

use spawn_all::spawn_all;

// ANCHOR: usage
#[test]
fn results_come_in_the_order_of_the_jobs() {
    model(|| {
        let done = Arc::new(AtomicU32::new(0));
        let jobs = ["wash", "cook"].map(|job| {
            let done = Arc::clone(&done);
            move || {
                if done.fetch_add(1, SeqCst) == 0 && job == "cook" {
                    reach!("the second job is done before the first");
                }
                job
            }
        });
        let results = spawn_all(jobs.into());
        assert_eq!(results, ["wash", "cook"], "the results are not in the order of the jobs");
        assert_eq!(done.load(SeqCst), 2, "each of the two jobs is done once");
    });
}
// ANCHOR_END: usage

#[test]
fn all_jobs_run_at_the_same_time() {
    model(|| {
        // Nobody passes `all_are_here` before all three have come.
        let all_are_here = Arc::new(Barrier::new(3));
        let jobs = [1, 2, 3].map(|_| {
            let all_are_here = Arc::clone(&all_are_here);
            move || {
                all_are_here.wait();
            }
        });
        spawn_all(jobs.into());
    });
}

#[test]
fn a_job_that_panics_is_not_overlooked() {
    model(|| {
        let job = || {
            thread::yield_now();
            panic!("the job fails");
        };
        let result = catch_unwind(|| spawn_all::<(), _>(vec![job]));
        assert!(result.is_err(), "a job panicked, and the caller knows nothing");
    });
}

#[test]
fn no_job_outlives_the_call_when_another_panics() {
    model(|| {
        let ended = Arc::new(AtomicU32::new(0));
        let fails = choose(2);
        let jobs = [0, 1].map(|job| {
            let ended = Arc::clone(&ended);
            move || {
                ended.fetch_add(1, SeqCst);
                assert_ne!(job, fails, "this job fails");
            }
        });
        let result = catch_unwind(AssertUnwindSafe(|| spawn_all(jobs.into())));
        assert_eq!(ended.load(SeqCst), 2, "`spawn_all` has left, and a job is still at work");
        drop(result);
    });
}
