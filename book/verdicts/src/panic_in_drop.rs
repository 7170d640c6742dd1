//! A destructor that insists, while its thread is unwinding.

use interleave::sync::{Arc, Mutex};
use interleave::{model, thread};

struct Task {
    done: bool,
}

impl Drop for Task {
    fn drop(&mut self) {
        assert!(self.done, "a task was dropped before it was done");
    }
}

#[test]
fn every_task_is_done() {
    model(|| {
        let input = Arc::new(Mutex::new(None::<u32>));
        let theirs = Arc::clone(&input);
        let worker = thread::spawn(move || {
            let mut task = Task { done: false };
            theirs.lock().unwrap().expect("there is input");
            task.done = true;
        });
        *input.lock().unwrap() = Some(1);
        worker.join().unwrap();
    });
}
