//! Deadlocks of every primitive that can block: who holds what, who waits, for whom, and where.

use interleave::sync::atomic::AtomicU32;
use interleave::sync::mpsc::{channel, sync_channel};
use interleave::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, futex};
use interleave::thread;

/// Runs the two functions beside each other, on the same state.
fn both<S: Send + Sync + 'static>(state: S, theirs: fn(&S), ours: fn(&S)) {
    let state = Arc::new(state);
    let shared = Arc::clone(&state);
    let other = thread::spawn(move || theirs(&shared));
    ours(&state);
    other.join().unwrap();
}

struct Cache {
    map: RwLock<u32>,
}

crate::reports! { "deadlocks", "deadlock":
    fn a_lock_that_its_holder_locks_again() {
        let total = Mutex::new(0);
        let _first = total.lock().unwrap();
        let _second = total.lock().unwrap();
    }

    fn a_guard_that_is_forgotten() {
        both(
            Mutex::new(0),
            |total| std::mem::forget(total.lock()),
            |total| *total.lock().unwrap() += 1,
        );
    }

    fn three_philosophers() {
        let forks = Arc::new([Mutex::new(()), Mutex::new(()), Mutex::new(())]);
        let others: Vec<_> = (0..2)
            .map(|seat| {
                let forks = Arc::clone(&forks);
                thread::spawn(move || dine(&forks, seat))
            })
            .collect();
        dine(&forks, 2);
        for other in others {
            other.join().unwrap();
        }
    }

    fn a_reader_that_reads_again_behind_a_writer() {
        both(
            Cache { map: RwLock::new(0) },
            |cache| *cache.map.write().unwrap() += 1,
            |cache| {
                let first = cache.map.read().unwrap();
                let second = cache.map.read().unwrap();
                assert_eq!(*first, *second);
            },
        );
    }

    fn a_reader_that_wants_to_write() {
        let cache = Cache { map: RwLock::new(0) };
        let seen = cache.map.read().unwrap();
        if *seen == 0 {
            *cache.map.write().unwrap() = 1;
        }
    }

    fn two_readers_that_want_to_write() {
        let upgrade = |cache: &Cache| {
            let seen = cache.map.read().unwrap();
            *cache.map.write().unwrap() = *seen + 1;
        };
        both(Cache { map: RwLock::new(0) }, upgrade, upgrade);
    }

    fn a_writer_while_a_reader_waits_for_it() {
        both(
            (RwLock::new(0), Mutex::new(0)),
            |(map, log)| {
                let _log = log.lock().unwrap();
                *map.write().unwrap() += 1;
            },
            |(map, log)| {
                let _map = map.read().unwrap();
                *log.lock().unwrap() += 1;
            },
        );
    }

    fn a_notification_before_the_wait() {
        both(
            (Mutex::new(()), Condvar::new()),
            |(_, changed)| changed.notify_one(),
            |(lock, changed)| drop(changed.wait(lock.lock().unwrap())),
        );
    }

    fn a_barrier_with_one_missing() {
        let start = Arc::new(Barrier::new(3));
        let others: Vec<_> = (0..2)
            .map(|_| {
                let start = Arc::clone(&start);
                thread::spawn(move || _ = start.wait())
            })
            .collect();
        for other in others {
            other.join().unwrap();
        }
    }

    fn a_once_that_calls_itself() {
        let setup = Once::new();
        setup.call_once(|| setup.call_once(|| ()));
    }

    fn two_onces_that_need_each_other() {
        both(
            (OnceLock::new(), OnceLock::new()),
            |(config, logger)| {
                config.get_or_init(|| *logger.get_or_init(|| 1));
            },
            |(config, logger)| {
                logger.get_or_init(|| *config.get_or_init(|| 2));
            },
        );
    }

    fn a_wait_for_a_cell_that_nobody_sets() {
        let config = OnceLock::<u32>::new();
        config.wait();
    }

    fn a_receiver_with_a_living_sender() {
        let (tx, rx) = channel();
        let theirs = tx.clone();
        let other = thread::spawn(move || theirs.send(1).unwrap());
        let all: Vec<u32> = rx.iter().collect();
        drop(tx);
        other.join().unwrap();
        assert_eq!(all, [1]);
    }

    fn a_send_into_a_full_channel() {
        let (jobs, queue) = sync_channel(1);
        jobs.send(1).unwrap();
        jobs.send(2).unwrap();
        drop(queue);
    }

    fn a_rendezvous_that_nobody_comes_to() {
        let (tx, rx) = sync_channel(0);
        let other = thread::spawn(move || tx.send(7));
        other.join().unwrap().unwrap();
        drop(rx);
    }

    fn two_threads_that_receive_before_they_send() {
        let (ask, asked) = channel::<u32>();
        let (answer, answered) = channel::<u32>();
        let other = thread::spawn(move || {
            let question = asked.recv().unwrap();
            answer.send(question + 1).unwrap();
        });
        let reply = answered.recv().unwrap();
        ask.send(reply).unwrap();
        other.join().unwrap();
    }

    fn a_park_that_nobody_ends() {
        let waiter = thread::spawn(thread::park);
        waiter.join().unwrap();
    }

    fn a_futex_that_nobody_wakes() {
        let state = Arc::new(AtomicU32::new(1));
        let theirs = Arc::clone(&state);
        let other = thread::spawn(move || futex::wait(&theirs, 1));
        other.join().unwrap();
    }

    fn a_join_with_the_lock_held() {
        let total = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&total);
        let worker = thread::Builder::new().name("worker".to_owned());
        let worker = worker.spawn(move || *theirs.lock().unwrap() += 1).unwrap();
        let mut guard = total.lock().unwrap();
        worker.join().unwrap();
        *guard += 1;
    }

    fn two_threads_that_join_each_other() {
        let (handles, handle) = channel::<thread::JoinHandle<()>>();
        let first = thread::spawn(move || handle.recv().unwrap().join().unwrap());
        let second = thread::spawn(move || first.join().unwrap());
        handles.send(second).unwrap();
    }

    fn a_scope_with_the_lock_held() {
        let total = Mutex::new(0);
        let guard = total.lock().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| *total.lock().unwrap() += 1);
        });
        drop(guard);
    }
}

/// Takes the fork on the left, then the one on the right.
fn dine(forks: &[Mutex<()>; 3], seat: usize) {
    let _left = forks[seat].lock().unwrap();
    let _right = forks[(seat + 1) % 3].lock().unwrap();
}
