//! `thread_local!` and `fresh!`: values that belong to a thread, or to an execution.
//!
//! std's thread-locals belong to the OS thread, which all threads of a model share, and its statics
//! survive from one execution to the next. Here both are made anew: a thread's values are dropped
//! when it ends, those of statics behind the execution, which is no step of it.

use crate::engine;
use crate::seeded::{Bug, seeded};
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whose value it is: a thread's (its number), or everybody's.
type Owner = Option<usize>;

struct Slot {
    /// The address of the static that declares it.
    key: usize,
    owner: Owner,
    execution: u64,
    /// `None`: destroyed. A box, so that references stay valid while the list grows.
    value: Option<Box<dyn Any>>,
    /// It has a destructor. Without one it is there as long as its thread.
    needs_drop: bool,
}

thread_local! {
    static SLOTS: RefCell<Vec<Slot>> = const { RefCell::new(Vec::new()) };
}

/// A value of the running execution, made by `init` if it is not there yet; `None` outside of a
/// model, `Some(None)` if it has been destroyed.
pub(crate) fn value_of<T: 'static>(
    key: usize,
    of_thread: bool,
    init: impl FnOnce() -> T,
) -> Option<Option<*const T>> {
    let (thread, execution) = engine::this_thread()?;
    let owner = of_thread.then_some(if seeded(Bug::LocalsAreShared) { 0 } else { thread });
    let find = || {
        SLOTS.with_borrow(|slots| {
            let slot = slots.iter().find(|slot| {
                slot.key == key && slot.owner == owner && slot.execution == execution
            })?;
            let value = slot.value.as_deref();
            Some(value.map(|value| {
                std::ptr::from_ref(value.downcast_ref::<T>().expect("one key, one type"))
            }))
        })
    };
    if let Some(found) = find() {
        return Some(found);
    }
    // The reader's code: nothing is borrowed while it runs, and it may use the value itself.
    let value: Box<dyn Any> = Box::new(init());
    SLOTS.with_borrow_mut(|slots| {
        let needs_drop = std::mem::needs_drop::<T>();
        slots.push(Slot { key, owner, execution, value: Some(value), needs_drop });
    });
    Some(find().expect("it was just put there"))
}

/// Drops the values of the running thread, the newest first.
pub(crate) fn end_of_thread() {
    let Some((thread, execution)) = engine::this_thread() else { return };
    loop {
        let newest = SLOTS.with_borrow_mut(|slots| {
            let mine = |slot: &&mut Slot| {
                slot.owner == Some(thread) && slot.execution == execution && slot.needs_drop
            };
            slots.iter_mut().rev().filter(mine).find_map(|slot| slot.value.take())
        });
        // Outside of the borrow: a destructor may use another value, or make one.
        match newest {
            Some(value) => drop(value),
            None => return,
        }
    }
}

/// Drops what statics hold, the newest first. Of an execution that was abandoned nothing is dropped.
pub(crate) fn end_of_execution(complete: bool) {
    // A destructor may use a static once more, and make it anew.
    while let Some(mut slot) = SLOTS.with_borrow_mut(Vec::pop) {
        match slot.value.take() {
            // No failure of anybody's: std never drops statics.
            Some(value) if complete => {
                std::mem::forget(catch_unwind(AssertUnwindSafe(move || drop(value))));
            }
            value => std::mem::forget(value),
        }
    }
}
