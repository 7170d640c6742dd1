//! Rows for <https://doc.rust-lang.org/std/sync/struct.Arc.html>.

use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::{Arc, Mutex};
use super::start;
use crate::{Row, row};

/// Runs the first function with one pointer on a thread of its own, and the second one with another
/// pointer here. Returns what the two return.
fn share<T: Send + Sync + 'static, A: Send + 'static, B>(
    value: T,
    theirs: impl FnOnce(Arc<T>) -> A + Send + 'static,
    ours: impl FnOnce(Arc<T>) -> B,
) -> (A, B) {
    let first = Arc::new(value);
    let second = Arc::clone(&first);
    let other = start(move || theirs(second));
    let ours = ours(first);
    (other.join().unwrap(), ours)
}

/// Counts how often it is dropped.
struct Counted(Arc<AtomicU32>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// Leaves behind what is in the first list.
struct Leaves(Mutex<Vec<i32>>, Arc<Mutex<Vec<i32>>>);

impl Drop for Leaves {
    fn drop(&mut self) {
        *self.1.lock().unwrap() = self.0.get_mut().unwrap().clone();
    }
}

/// Counts how often it is cloned.
struct Cloned(u32);

impl Clone for Cloned {
    fn clone(&self) -> Self {
        Cloned(self.0 + 1)
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "get_mut of a pointer that is alone reaches the value",
        "if there are no other Arc or Weak pointers to the same allocation",
        &["2"],
        || {
            let mut value = Arc::new(1);
            *Arc::get_mut(&mut value).unwrap() += 1;
            value.to_string()
        },
    ),
    row(
        "get_mut of a pointer that is shared, or watched, reaches nothing",
        "Returns None otherwise, because it is not safe to mutate a shared value.",
        &["None None Some(1)"],
        || {
            let mut value = Arc::new(1);
            let clone = Arc::clone(&value);
            let shared = Arc::get_mut(&mut value).copied();
            drop(clone);
            let weak = Arc::downgrade(&value);
            let watched = Arc::get_mut(&mut value).copied();
            drop(weak);
            format!("{shared:?} {watched:?} {:?}", Arc::get_mut(&mut value))
        },
    ),
    row(
        "get_mut beside the drop of the other pointer reaches the value or not",
        "if there are no other Arc or Weak pointers to the same allocation",
        &["None", "Some(1)"],
        || {
            let (_, seen) = share(1, drop, |mut value| Arc::get_mut(&mut value).copied());
            format!("{seen:?}")
        },
    ),
    row(
        "try_unwrap of a pointer that is alone gives the value, though it is watched",
        "This will succeed even if there are outstanding weak references.",
        &["Ok(1) None"],
        || {
            let value = Arc::new(1);
            let weak = Arc::downgrade(&value);
            let unwrapped = Arc::try_unwrap(value);
            format!("{unwrapped:?} {:?}", weak.upgrade())
        },
    ),
    row(
        "try_unwrap of a pointer that is shared gives it back",
        "Otherwise, an Err is returned with the same Arc that was passed in.",
        &["Err(1), 2 pointers"],
        || {
            let value = Arc::new(1);
            let _clone = Arc::clone(&value);
            match Arc::try_unwrap(value) {
                Ok(value) => format!("Ok({value})"),
                Err(value) => format!("Err({value}), {} pointers", Arc::strong_count(&value)),
            }
        },
    ),
    row(
        "of two try_unwrap that drop what they do not get, at most one gets the value",
        "but neither thread will ever be able to use the value",
        &["None None", "None Some(1)", "Some(1) None"],
        || {
            let unwrap = |value: Arc<i32>| Arc::try_unwrap(value).ok();
            let (theirs, ours) = share(1, unwrap, unwrap);
            format!("{theirs:?} {ours:?}")
        },
    ),
    row(
        "of two into_inner exactly one gets the value",
        "it is guaranteed that exactly one of the calls returns the inner value",
        &["None Some(1)", "Some(1) None"],
        || {
            let (theirs, ours) = share(1, Arc::into_inner, Arc::into_inner);
            format!("{theirs:?} {ours:?}")
        },
    ),
    row(
        "an into_inner beside a drop gets the value or not",
        "Returns the inner value, if the Arc has exactly one strong reference.",
        &["None, dropped", "Some, kept"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let ((), inner) = share(Counted(Arc::clone(&drops)), drop, Arc::into_inner);
            let dropped = if drops.load(SeqCst) == 1 { "dropped" } else { "kept" };
            format!("{}, {dropped}", if inner.is_some() { "Some" } else { "None" })
        },
    ),
    row(
        "strong_count counts the pointers, weak_count the weak ones",
        "Gets the number of strong (Arc) pointers to this allocation.",
        &["1 0, 2 1, 1 0"],
        || {
            let value = Arc::new(1);
            let counts = || format!("{} {}", Arc::strong_count(&value), Arc::weak_count(&value));
            let first = counts();
            let others = (Arc::clone(&value), Arc::downgrade(&value));
            let second = counts();
            drop(others);
            format!("{first}, {second}, {}", counts())
        },
    ),
    row(
        "strong_count beside a clone and its drops may be any that ever was",
        "Another thread can change the strong count at any time",
        &["1", "2", "3"],
        || {
            let clone_and_drop = |value: Arc<i32>| {
                drop(Arc::clone(&value));
                drop(value);
            };
            let ((), seen) = share(1, clone_and_drop, |value| Arc::strong_count(&value));
            seen.to_string()
        },
    ),
    row(
        "a clone is counted from its place in the program on",
        "Another thread can change the strong count at any time",
        &["0: 2", "0: 3", "1: 2", "1: 3", "2: 3"],
        || {
            let clone = |value: Arc<AtomicU32>| {
                value.store(1, SeqCst);
                let another = Arc::clone(&value);
                value.store(2, SeqCst);
                // Counted to the end.
                [value, another]
            };
            let look = |value: Arc<AtomicU32>| {
                let (before, count) = (value.load(SeqCst), Arc::strong_count(&value));
                (format!("{before}: {count}"), value)
            };
            let (_, (seen, _)) = share(AtomicU32::new(0), clone, look);
            seen
        },
    ),
    row(
        "the value is dropped with the last pointer, not before",
        "When the last Arc pointer to a given allocation is destroyed, the value stored in that allocation",
        &["0 1"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let value = Arc::new(Counted(Arc::clone(&drops)));
            let clone = Arc::clone(&value);
            drop(value);
            let before = drops.load(SeqCst);
            drop(clone);
            format!("{before} {}", drops.load(SeqCst))
        },
    ),
    row(
        "of two drops exactly one drops the value",
        "When the last Arc pointer to a given allocation is destroyed",
        &["1"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            share(Counted(Arc::clone(&drops)), drop, drop);
            drops.load(SeqCst).to_string()
        },
    ),
    row(
        "after a drop the value lives on with the other pointer, or is gone",
        "is also dropped",
        &["0", "1"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let ((), seen) = share(Counted(Arc::clone(&drops)), drop, |value| {
                drop(value);
                drops.load(SeqCst)
            });
            seen.to_string()
        },
    ),
    row(
        "the destructor finds what all threads have written",
        "Arc<T> makes it thread safe to have multiple ownership of the same data",
        &["[1, 2]", "[2, 1]"],
        || {
            let left = Arc::new(Mutex::new(Vec::new()));
            let write = |number| {
                move |value: Arc<Leaves>| {
                    value.0.lock().unwrap().push(number);
                }
            };
            let value = Leaves(Mutex::new(Vec::new()), Arc::clone(&left));
            share(value, write(1), write(2));
            format!("{:?}", left.lock().unwrap())
        },
    ),
    row(
        "make_mut of a pointer that is alone clones nothing",
        "This approach clones the data only when needed (when there are multiple references)",
        &["0 clones"],
        || {
            let mut value = Arc::new(Cloned(0));
            format!("{} clones", Arc::make_mut(&mut value).0)
        },
    ),
    row(
        "make_mut of a pointer that is shared leaves the other one alone",
        "clone the inner value to a new allocation to ensure unique ownership",
        &["2 1"],
        || {
            let mut value = Arc::new(1);
            let other = Arc::clone(&value);
            *Arc::make_mut(&mut value) += 1;
            format!("{value} {other}")
        },
    ),
    row(
        "make_mut of a pointer that is only watched clones nothing and loses the watchers",
        "then the Weak pointers will be dissociated and the inner value will not be cloned",
        &["0 clones, None"],
        || {
            let mut value = Arc::new(Cloned(0));
            let weak = Arc::downgrade(&value);
            let clones = Arc::make_mut(&mut value).0;
            let upgraded = if weak.upgrade().is_some() { "Some" } else { "None" };
            format!("{clones} clones, {upgraded}")
        },
    ),
    row(
        "make_mut beside the drop of the other pointer clones or not",
        "If there are other Arc pointers to the same allocation",
        &["0 clones", "1 clones"],
        || {
            let ((), clones) = share(Cloned(0), drop, |mut value| Arc::make_mut(&mut value).0);
            format!("{clones} clones")
        },
    ),
    row(
        "two pointers are the same only if they point to one allocation",
        "Returns true if the two Arcs point to the same allocation",
        &["true false"],
        || {
            let value = Arc::new(1);
            let clone = Arc::clone(&value);
            let same = Arc::ptr_eq(&value, &clone);
            format!("{same} {}", Arc::ptr_eq(&value, &Arc::new(1)))
        },
    ),
];
