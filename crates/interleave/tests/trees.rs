//! The tree of all choices of a small program: complete, folded, and the same as what the search says.

use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed, Ordering::SeqCst};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{Model, Tree, choose, outcomes, thread};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Debug;

fn tree<T: Debug + 'static>(program: impl Fn() -> T + Send + Sync + 'static) -> Tree {
    Model::new().tree(program).unwrap()
}

fn states(tree: &Tree) -> Vec<Value> {
    let whole: Value = serde_json::from_str(&tree.to_json()).unwrap();
    whole["states"].as_array().unwrap().clone()
}

fn choices(state: &Value) -> &[Value] {
    state["choices"].as_array().unwrap()
}

fn target(choice: &Value) -> usize {
    choice["to"].as_u64().unwrap().try_into().unwrap()
}

/// In how many ways one can walk from a state to an end.
fn ways(states: &[Value], from: usize) -> usize {
    let choices = choices(&states[from]);
    assert_eq!(choices.is_empty(), !states[from]["end"].is_null(), "who cannot go on has an end");
    choices.iter().map(|choice| ways(states, target(choice))).sum::<usize>().max(1)
}

fn ends(tree: &Tree) -> BTreeSet<String> {
    let ends = states(tree).into_iter().map(|state| state["end"].clone());
    let ends = ends.filter(|end| !end.is_null());
    ends.map(|end| end["outcome"].as_str().or(end["fails"].as_str()).unwrap().to_owned()).collect()
}

/// Threads of a few `fetch_add`s each, which are all spawned before the first of them is joined.
fn adders(threads: usize, operations: usize) -> impl Fn() -> Vec<u32> {
    move || {
        let n = Arc::new(AtomicU32::new(0));
        let all: Vec<_> = (0..threads)
            .map(|_| {
                let n = Arc::clone(&n);
                thread::spawn(move || (0..operations).map(|_| n.fetch_add(1, SeqCst)).sum())
            })
            .collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    }
}

/// The same counted by hand: what is left of each thread, and how many are joined.
fn schedules_of_adders(left: &[usize], joined: usize) -> usize {
    if joined == left.len() {
        return 1;
    }
    let of_threads = (0..left.len()).filter(|thread| left[*thread] > 0).map(|thread| {
        let mut left = left.to_vec();
        left[thread] -= 1;
        schedules_of_adders(&left, joined)
    });
    let of_main = if left[joined] == 0 { schedules_of_adders(left, joined + 1) } else { 0 };
    of_threads.sum::<usize>() + of_main
}

fn lost_update() -> u32 {
    let n = Arc::new(AtomicU32::new(0));
    let m = Arc::clone(&n);
    let other = thread::spawn(move || {
        let v = m.load(SeqCst);
        m.store(v + 1, SeqCst);
    });
    let v = n.load(SeqCst);
    n.store(v + 1, SeqCst);
    other.join().unwrap();
    n.load(SeqCst)
}

#[test]
fn every_schedule_is_in_the_tree_and_none_twice() {
    for (threads, operations) in [(1, 3), (2, 1), (2, 2), (2, 4), (3, 1), (3, 2)] {
        let tree = tree(adders(threads, operations));
        let expected = schedules_of_adders(&vec![operations; threads], 0);
        assert_eq!(tree.schedules(), expected, "{threads} × {operations}");
        assert_eq!(ways(&states(&tree), 0), expected, "folding neither loses nor adds a way");
    }
}

#[test]
fn states_with_the_same_future_are_one() {
    // Every order leads to the same value of the atomic; the threads' sums tell the orders apart.
    let silent = || drop(adders(2, 4)());
    let (silent, telling) = (tree(silent), tree(adders(2, 4)));
    assert_eq!(silent.schedules(), telling.schedules());
    assert!(silent.states() < telling.states(), "{} and {}", silent.states(), telling.states());
    // What is left of each thread with none joined, with one, with both; and the beginning.
    assert_eq!(silent.states(), 5 * 5 + 5 + 1 + 1);
    let states = states(&silent);
    let different: BTreeSet<_> = states.iter().map(ToString::to_string).collect();
    assert_eq!(different.len(), states.len());
}

#[test]
fn the_leaves_are_the_outcomes() {
    let found = outcomes(lost_update);
    let found: BTreeSet<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(ends(&tree(lost_update)), found);
}

#[test]
fn each_choice_says_what_it_does_and_where() {
    let states = states(&tree(lost_update));
    let [begin] = choices(&states[0]) else { panic!("main begins alone: {}", states[0]) };
    assert_eq!(begin["operation"], "begin");
    assert_eq!(begin["does"][0]["text"], "spawn T1");
    let next = choices(&states[target(begin)]);
    let told: Vec<_> =
        next.iter().map(|choice| (&choice["thread"], &choice["operation"])).collect();
    assert_eq!(told, [(&"main".into(), &"n.load".into()), (&"T1".into(), &"n.load".into())]);
    assert_eq!(next[1]["does"][0]["text"], "n.load → 0");
    assert!(next[1]["file"].as_str().unwrap().ends_with("trees.rs"));
    assert!(next[1]["line"].as_u64().is_some());
}

#[test]
fn who_cannot_go_on_is_said_to_wait() {
    let tree = tree(|| {
        let m = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&m);
        let other = thread::spawn(move || drop(theirs.lock().unwrap()));
        drop(m.lock().unwrap());
        other.join().unwrap();
    });
    let waits: BTreeSet<_> = states(&tree)
        .iter()
        .flat_map(|state| state["waits"].as_array().unwrap().clone())
        .map(|wait| format!("{} {}", wait["thread"], wait["operation"]).replace('"', ""))
        .collect();
    let waits: Vec<_> = waits.iter().map(String::as_str).collect();
    assert_eq!(waits, ["T1 lock m", "main join T1", "main lock m"]);
}

#[test]
fn a_failure_is_a_leaf_and_the_tree_goes_on() {
    let crossed = || {
        let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
        let (c, d) = (Arc::clone(&a), Arc::clone(&b));
        let other = thread::spawn(move || {
            let _first = d.lock().unwrap();
            let _second = c.lock().unwrap();
        });
        let first = a.lock().unwrap();
        let second = b.lock().unwrap();
        drop((first, second));
        other.join().unwrap();
    };
    let crossed = tree(crossed);
    assert_eq!(ends(&crossed), ["()", "deadlock"].map(str::to_owned).into());
    let states = states(&crossed);
    let stuck = states.iter().find(|state| state["end"]["fails"] == "deadlock").unwrap();
    assert_eq!(stuck["waits"].as_array().unwrap().len(), 2);
    let asserting = tree(|| assert_eq!(lost_update(), 2));
    assert_eq!(ends(&asserting), ["()", "assertion"].map(str::to_owned).into());
}

#[test]
fn the_choices_of_a_step_are_in_the_tree() {
    assert_eq!(ends(&tree(|| choose(3))), ["0", "1", "2"].map(str::to_owned).into());
    let waiting = || {
        let pair = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&pair);
        let other = thread::spawn(move || {
            *theirs.0.lock().unwrap() = true;
            theirs.1.notify_one();
        });
        let mut ready = pair.0.lock().unwrap();
        let mut woken = 0;
        while !*ready {
            ready = pair.1.wait(ready).unwrap();
            woken += 1;
        }
        drop(ready);
        other.join().unwrap();
        woken
    };
    assert_eq!(ends(&tree(waiting)), ["0", "1", "2"].map(str::to_owned).into());
    let never = Model::new().spurious_wakeups(0).tree(waiting).unwrap();
    assert_eq!(ends(&never), ["0", "1"].map(str::to_owned).into());
}

#[test]
fn loads_return_the_newest_value() {
    let buffering = || {
        let (x, y) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let (a, b) = (Arc::clone(&x), Arc::clone(&y));
        let other = thread::spawn(move || {
            a.store(1, Relaxed);
            b.load(Relaxed)
        });
        y.store(1, Relaxed);
        let seen = x.load(Relaxed);
        (seen, other.join().unwrap())
    };
    assert!(!ends(&tree(buffering)).contains("(0, 0)"));
    assert_eq!(outcomes(buffering).to_vec()[0], (0, 0));
}

#[test]
fn a_bound_of_switches_makes_a_smaller_tree() {
    let bounded = Model::new().preemptions(0).tree(lost_update).unwrap();
    assert_eq!(ends(&bounded), ["2".to_owned()].into());
    let whole: Value = serde_json::from_str(&bounded.to_json()).unwrap();
    assert_eq!(whole["preemptions"], 0);
    assert_eq!(whole["schema"], 1);
}

#[test]
fn more_than_the_limit_is_an_error_and_no_smaller_tree() {
    let schedules = schedules_of_adders(&[4, 4], 0);
    assert!(Model::new().executions(schedules).tree(adders(2, 4)).is_ok());
    let report = Model::new().executions(schedules - 1).tree(adders(2, 4)).unwrap_err();
    assert_eq!(report.kind(), "not finished");
}

#[test]
#[should_panic(expected = "random walks have no tree")]
fn random_walks_have_no_tree() {
    let _ = Model::new().random_walks(1, 1).tree(|| ());
}
