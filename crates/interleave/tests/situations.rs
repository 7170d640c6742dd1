//! The record says after each step who holds what and who waits for what.

mod common;

use common::records::{is_program, records_of};
use interleave::sync::{Arc, Barrier, Condvar, Mutex, Once, RwLock, mpsc};
use interleave::{model, thread};
use serde_json::{Value, json};
use std::panic::catch_unwind;

/// Who holds or waits after the step with this number or mark.
fn situation<'a>(record: &'a Value, mark: &str) -> &'a Value {
    let mut steps = record["steps"].as_array().expect("its steps").iter();
    &steps.find(|step| step["step"] == mark).expect("that step")["situation"]
}

/// Where `holds_and_joins` locks.
const LOCKED_AT: u32 = line!() + 5;

/// Joins a thread that needs what this one holds.
fn holds_and_joins() {
    let lock = Arc::new(Mutex::new(0));
    let _held = lock.lock().unwrap();
    let theirs = Arc::clone(&lock);
    let other = thread::spawn(move || drop(theirs.lock().unwrap()));
    other.join().unwrap();
}

#[test]
fn each_step_says_who_holds_and_who_waits() {
    if is_program() {
        return model(holds_and_joins);
    }
    let [record] = &records_of("each_step_says_who_holds_and_who_waits")[..] else {
        panic!("one record")
    };
    let holds = format!("holds `lock` (locked at situations.rs:{LOCKED_AT})");
    let main = json!({"thread": "main", "holds": [holds], "waits": null});
    assert_eq!(situation(record, "1"), &json!([main]), "{record}");
    let main = json!({"thread": "main", "holds": [holds], "waits": "waits for T1 to end"});
    let other = json!({"thread": "T1", "holds": [], "waits": "waits for `lock`, held by main"});
    for step in ["2", "waits"] {
        assert_eq!(situation(record, step), &json!([main, other]), "{record}");
    }
    let text = record["sources"].as_object().and_then(|files| files.values().next());
    let text = text.and_then(Value::as_str).expect("the source as it was");
    let line = text.lines().nth(LOCKED_AT as usize - 1);
    assert_eq!(line, Some("    let _held = lock.lock().unwrap();"));
}

#[test]
fn a_thread_that_was_notified_waits_for_the_mutex_alone() {
    if is_program() {
        return model(|| {
            let shared = Arc::new((Mutex::new(false), Condvar::new()));
            let theirs = Arc::clone(&shared);
            let other = thread::spawn(move || {
                let _waited = theirs.1.wait(theirs.0.lock().unwrap()).unwrap();
            });
            let _ready = shared.0.lock().unwrap();
            shared.1.notify_one();
            other.join().unwrap();
        });
    }
    let records = records_of("a_thread_that_was_notified_waits_for_the_mutex_alone");
    let steps = records[0]["steps"].as_array().expect("its steps");
    let waits: Vec<_> = steps
        .iter()
        .flat_map(|step| step["situation"].as_array().unwrap())
        .filter(|stands| stands["thread"] == "T1")
        .filter_map(|stands| stands["waits"].as_str())
        .collect();
    assert!(!waits.is_empty(), "{}", records[0]);
    assert!(
        waits.iter().all(|waits| waits.contains("held by main") || waits.starts_with("waits on"))
    );
}

/// Programs in which somebody waits for ever, for each thing that there is to wait for.
const STUCK: [fn(); 12] = [
    holds_and_joins,
    || {
        let lock = Mutex::new(());
        let _first = lock.lock().unwrap();
        let _second = lock.lock().unwrap();
    },
    || {
        let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
        let (theirs_a, theirs_b) = (Arc::clone(&a), Arc::clone(&b));
        let other = thread::spawn(move || {
            let _b = theirs_b.lock().unwrap();
            drop(theirs_a.lock().unwrap());
        });
        let _a = a.lock().unwrap();
        drop(b.lock().unwrap());
        other.join().unwrap();
    },
    || {
        let (lock, ready) = (Mutex::new(()), Condvar::new());
        drop(ready.wait(lock.lock().unwrap()));
        drop(ready.wait(lock.lock().unwrap()));
    },
    || {
        let lock = RwLock::new(());
        let _reads = lock.read().unwrap();
        drop(lock.write());
    },
    || {
        let lock = Arc::new(RwLock::new(()));
        let theirs = Arc::clone(&lock);
        let _writes = lock.write().unwrap();
        thread::spawn(move || drop(theirs.read())).join().unwrap();
    },
    || {
        let barrier = Arc::new(Barrier::new(3));
        let theirs = Arc::clone(&barrier);
        let other = thread::spawn(move || theirs.wait());
        barrier.wait();
        other.join().unwrap();
    },
    || {
        let once = Once::new();
        once.call_once(|| once.call_once(|| {}));
    },
    || {
        let (sender, receiver) = mpsc::channel::<u32>();
        sender.send(1).unwrap();
        receiver.recv().unwrap();
        receiver.recv().unwrap();
    },
    || {
        let (sender, _receiver) = mpsc::sync_channel(1);
        sender.send(1).unwrap();
        sender.send(2).unwrap();
    },
    || {
        let (sender, _receiver) = mpsc::sync_channel(0);
        sender.send(1).unwrap();
    },
    || {
        thread::current().unpark();
        // The first takes the token, the second may return for no reason.
        (0..3).for_each(|_| thread::park());
    },
];

/// What is read off the steps agrees with how the engine itself stood at the end, which the report tells.
#[test]
fn at_the_end_of_a_deadlock_it_says_what_the_report_says() {
    if is_program() {
        STUCK.iter().for_each(|stuck| drop(catch_unwind(|| model(stuck))));
        return;
    }
    let records = records_of("at_the_end_of_a_deadlock_it_says_what_the_report_says");
    assert_eq!(records.len(), STUCK.len());
    for record in &records {
        assert_eq!(record["kind"], "deadlock", "{}", record["report"]);
        let last = record["steps"].as_array().and_then(|steps| steps.last()).expect("its steps");
        let said: Vec<_> =
            last["situation"].as_array().expect("a situation").iter().map(told).collect();
        let lines = record["explanation"].as_array().expect("an explanation");
        let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
        for said in &said {
            let is_said = lines.iter().any(|line| line.starts_with(said));
            assert!(is_said, "`{said}` is not in the report:\n{}", record["report"]);
        }
        let waiting =
            lines.iter().filter(|line| line.contains(" wait") || line.contains("is parked"));
        assert_eq!(said.len(), waiting.count(), "{said:?}\n{}", record["report"]);
    }
}

/// `main holds ... and waits for ...`
fn told(stands: &Value) -> String {
    let holds = stands["holds"].as_array().into_iter().flatten();
    let holds: Vec<_> = holds.filter_map(Value::as_str).collect();
    let and = if holds.is_empty() { "" } else { " and " };
    let (thread, waits) = (stands["thread"].as_str().unwrap(), stands["waits"].as_str());
    let waits = waits.unwrap_or_else(|| panic!("it only holds: {stands}"));
    format!("{thread} {}{and}{waits}", holds.join(", "))
}

/// Who waits for a message, room or a thread's end waits until it is there, and no longer.
#[test]
fn who_was_waited_for_is_not_waited_for_any_more() {
    if is_program() {
        return model(|| {
            let (sender, receiver) = mpsc::channel();
            let other = thread::spawn(move || sender.send(1).unwrap());
            let received: u32 = receiver.recv().unwrap();
            other.join().unwrap();
            assert_eq!(received, 2);
        });
    }
    let records = records_of("who_was_waited_for_is_not_waited_for_any_more");
    let steps = records[0]["steps"].as_array().expect("its steps");
    let waits = |at: usize| {
        let main =
            steps[at]["situation"].as_array().unwrap().iter().find(|it| it["thread"] == "main");
        main.map_or(Value::Null, |main| main["waits"].clone())
    };
    let at = |text: &str| {
        let found = steps.iter().position(|step| step["text"].as_str().unwrap().starts_with(text));
        found.unwrap_or_else(|| panic!("no `{text}` in {}", records[0]["report"]))
    };
    assert_eq!(waits(at("spawn")), "waits for a message on `receiver`");
    assert_eq!(waits(at("send") - 1), "waits for a message on `receiver`");
    assert_eq!(waits(at("send")), Value::Null);
    assert_eq!(waits(at("exit")), Value::Null);
}
