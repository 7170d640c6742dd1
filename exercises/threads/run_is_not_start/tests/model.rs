//! What starting a worker must do.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, mpsc};
use interleave::{Model, model, reach, thread};

use run_is_not_start::Worker;

// ANCHOR: usage
#[test]
fn joining_gives_the_result_of_the_work() {
    // That the thread does some of the work is for the other tests.
    Model::new().idle_threads().check(|| {
        let washer = Worker::new("washer", || 40 + 2);
        let washed = washer.start().join();
        assert_eq!(washed.ok(), Some(42), "40 plates and 2 more");
    });
}
// ANCHOR_END: usage

#[test]
fn the_thread_bears_the_name_of_the_worker() {
    model(|| {
        let washer = Worker::new("washer", || {
            thread::yield_now();
            thread::current().name().map(str::to_owned)
        });
        let who = washer.start().join().unwrap();
        let who = who.as_deref().unwrap_or("a thread without a name");
        assert_eq!(who, "washer", "the work was done by `{who}`");
    });
}

#[test]
fn the_caller_goes_on_while_the_worker_works() {
    model(|| {
        let (sender, soap) = mpsc::channel();
        // The washer cannot end before the soap comes.
        let washer = Worker::new("washer", move || soap.recv().is_ok());
        let washing = washer.start();
        sender.send("soap").unwrap();
        assert!(washing.join().unwrap(), "the washer got no soap");
    });
}

#[test]
fn two_workers_work_at_the_same_time() {
    model(|| {
        let at_work = Arc::new(AtomicU32::new(0));
        let threads = ["cook", "washer"].map(|name| {
            let at_work = Arc::clone(&at_work);
            let work = move || {
                if at_work.fetch_add(1, SeqCst) == 1 {
                    reach!("the cook and the washer are at work");
                }
                at_work.fetch_sub(1, SeqCst);
            };
            // Each has a caller of its own: that one of them waits shall not keep the two apart.
            thread::spawn(move || Worker::new(name, work).start().join().unwrap())
        });
        for thread in threads {
            thread.join().unwrap();
        }
    });
}
