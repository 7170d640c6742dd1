//! Each thread looks into the list, lets go of it, and takes what it has seen.

use interleave::sync::{Arc, Mutex};
use interleave::{model, thread};

fn work(jobs: &Mutex<Vec<u32>>) {
    if !jobs.lock().unwrap().is_empty() {
        jobs.lock().unwrap().pop().expect("there was a job");
    }
}

#[test]
fn whoever_sees_a_job_gets_it() {
    model(|| {
        let jobs = Arc::new(Mutex::new(vec![7]));
        let theirs = Arc::clone(&jobs);
        let other = thread::spawn(move || work(&theirs));
        work(&jobs);
        other.join().unwrap();
    });
}
