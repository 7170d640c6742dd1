//! Rows for <https://doc.rust-lang.org/std/sync/struct.Weak.html>, and for the parts of
//! <https://doc.rust-lang.org/std/sync/struct.Arc.html> that are about it.

use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::{Arc, Weak};
use super::start;
use crate::{Row, row};

/// Counts how often it is dropped.
struct Counted(Arc<AtomicU32>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// Knows itself, and leaves a 1 if it can reach itself while it is dropped, else a 2.
struct Itself(Weak<Itself>, Arc<AtomicU32>);

impl Drop for Itself {
    fn drop(&mut self) {
        let left = if self.0.upgrade().is_some() { 1 } else { 2 };
        self.1.store(left, SeqCst);
    }
}

/// Drops the only pointer on a thread of its own, while the function has a weak one here.
fn beside_drop<T: Send + Sync + 'static, A>(value: T, ours: impl FnOnce(Weak<T>) -> A) -> A {
    let value = Arc::new(value);
    let weak = Arc::downgrade(&value);
    let other = start(move || drop(value));
    let ours = ours(weak);
    other.join().unwrap();
    ours
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "an upgrade finds the value while a pointer lives, and nothing after",
        "Returns None if the inner value has since been dropped.",
        &["Some(1) None"],
        || {
            let value = Arc::new(1);
            let weak = Arc::downgrade(&value);
            let before = weak.upgrade().as_deref().copied();
            drop(value);
            format!("{before:?} {:?}", weak.upgrade().as_deref().copied())
        },
    ),
    row(
        "an upgrade beside the last drop finds the value or nothing",
        "Returns None if the inner value has since been dropped.",
        &["None", "Some(1)"],
        || format!("{:?}", beside_drop(1, |weak| weak.upgrade().as_deref().copied())),
    ),
    row(
        "an upgraded pointer keeps the value",
        "delaying dropping of the inner value if successful",
        &["None, dropped", "Some, kept"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let counted = Counted(Arc::clone(&drops));
            // The destructor may still run while the upgrade says that it is too late.
            let upgraded = beside_drop(counted, |weak| weak.upgrade());
            let dropped = if drops.load(SeqCst) == 1 { "dropped" } else { "kept" };
            format!("{}, {dropped}", if upgraded.is_some() { "Some" } else { "None" })
        },
    ),
    row(
        "an upgrade is no proof that the destructor has ended",
        "Returns None if the inner value has since been dropped. [reading: the destructor may still run]",
        &["None 0", "None 1", "Some 0"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let counted = Counted(Arc::clone(&drops));
            beside_drop(counted, |weak| {
                let upgraded = weak.upgrade();
                let word = if upgraded.is_some() { "Some" } else { "None" };
                format!("{word} {}", drops.load(SeqCst))
            })
        },
    ),
    row(
        "a weak pointer does not keep the value",
        "it will not prevent the value stored in the allocation from being dropped",
        &["1"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let value = Arc::new(Counted(Arc::clone(&drops)));
            let _weak = Arc::downgrade(&value);
            drop(value);
            drops.load(SeqCst).to_string()
        },
    ),
    row(
        "a destructor cannot reach its own value again",
        "this will return None if the value stored in the allocation has already been dropped",
        &["None"],
        || {
            let left = Arc::new(AtomicU32::new(0));
            drop(Arc::new_cyclic(|weak| Itself(Weak::clone(weak), Arc::clone(&left))));
            match left.load(SeqCst) {
                0 => "not dropped".to_owned(),
                1 => "Some".to_owned(),
                _ => "None".to_owned(),
            }
        },
    ),
    row(
        "new_cyclic gives the value a pointer to itself, which is good only afterwards",
        "calling upgrade on the weak reference inside your closure will fail and result in a None value",
        &["None true"],
        || {
            let left = Arc::new(AtomicU32::new(0));
            let mut inside = "never called";
            let value = Arc::new_cyclic(|weak: &Weak<Itself>| {
                inside = if weak.upgrade().is_some() { "Some" } else { "None" };
                Itself(Weak::clone(weak), Arc::clone(&left))
            });
            let same = value.0.upgrade().is_some_and(|itself| Arc::ptr_eq(&itself, &value));
            format!("{inside} {same}")
        },
    ),
    row(
        "a weak pointer to nothing never finds anything",
        "Calling upgrade on the return value always gives None.",
        &["None 0 0"],
        || {
            let weak = Weak::<i32>::new();
            format!("{:?} {} {}", weak.upgrade(), weak.strong_count(), weak.weak_count())
        },
    ),
    row(
        "a weak pointer counts like a strong one, and no weak one without those",
        "if there are no remaining strong pointers, this will return 0",
        &["1 2, 0 0"],
        || {
            let value = Arc::new(1);
            let weak = Arc::downgrade(&value);
            let _clone = weak.clone();
            let alive = format!("{} {}", weak.strong_count(), weak.weak_count());
            drop(value);
            format!("{alive}, {} {}", weak.strong_count(), weak.weak_count())
        },
    ),
    row(
        "strong_count of a weak pointer beside the last drop is one or none",
        "Gets the number of strong (Arc) pointers pointing to this allocation.",
        &["0", "1"],
        || beside_drop(1, |weak| weak.strong_count()).to_string(),
    ),
    row(
        "two weak pointers are the same if they point to one allocation, or to none",
        "Since this compares pointers it means that Weak::new() will equal each other",
        &["true false true"],
        || {
            let (one, other) = (Arc::new(1), Arc::new(1));
            let weak = Arc::downgrade(&one);
            let same = weak.ptr_eq(&Arc::downgrade(&one));
            let differs = weak.ptr_eq(&Arc::downgrade(&other));
            format!("{same} {differs} {}", Weak::<i32>::new().ptr_eq(&Weak::new()))
        },
    ),
];
