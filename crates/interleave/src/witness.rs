//! Witnesses: what at least one execution of a model must do.
//!
//! A witness that no execution reaches runs no code, so it must be known without having run. The
//! macro registers it when the program starts, with the path of the function it stands in; a model
//! expects the witnesses whose path lies below its closure's.

use crate::explorer::context;
use crate::record::{Effect, Event};
use std::panic::Location;

/// A place marked by [`reach!`](crate::reach).
pub struct Witness {
    what: &'static str,
    path: fn() -> &'static str,
}

impl Witness {
    #[doc(hidden)]
    pub const fn new(what: &'static str, path: fn() -> &'static str) -> Self {
        Witness { what, path }
    }
}

inventory::collect!(Witness);

/// Marks a place that at least one execution of the model must reach.
///
/// A model in which no execution does is red, although nothing in it went wrong: a lock that keeps
/// everybody out breaks no assertion. The text names what was to be seen:
///
/// ```
/// use interleave::{model, reach, sync::{Arc, Mutex}, thread};
///
/// model(|| {
///     let lock = Arc::new(Mutex::new(()));
///     let held = Arc::clone(&lock);
///     let other = thread::spawn(move || drop(held.lock()));
///     if lock.try_lock().is_err() {
///         reach!("the lock was busy");
///     }
///     other.join().unwrap();
/// });
/// ```
///
/// Write it in the model's own closure or in one inside it. A model does not know of those in
/// functions that it calls, and two models in one function share theirs.
#[macro_export]
macro_rules! reach {
    ($what:literal) => {{
        fn here() {}
        fn path() -> &'static str {
            ::std::any::type_name_of_val(&here)
        }
        $crate::__private::inventory::submit! {
            $crate::__private::Witness::new($what, path)
        }
        $crate::__private::reached($what)
    }};
}

/// The running execution reached a witness.
#[track_caller]
pub fn reached(what: &'static str) {
    if let Some(shared) = context::current() {
        shared.engine().run.note(Effect::Reached { what }, Location::caller());
    }
}

/// The witnesses that were reached so far.
#[derive(Clone, Default)]
pub(crate) struct Witnesses(Vec<&'static str>);

impl Witnesses {
    pub(crate) fn add(&mut self, log: &[Event]) {
        for event in log {
            if let Effect::Reached { what } = event.effect
                && !self.0.contains(&what)
            {
                self.0.push(what);
            }
        }
    }

    /// Those that the model with this closure should have reached and did not.
    pub(crate) fn missing(&self, closure: &str) -> Vec<&'static str> {
        let below = |path: &str| {
            path.strip_prefix(&without_generics(closure)).is_some_and(|rest| rest.starts_with("::"))
        };
        inventory::iter::<Witness>()
            .filter(|witness| below(&without_generics((witness.path)())))
            .map(|witness| witness.what)
            .filter(|what| !self.0.contains(what))
            .collect()
    }
}

/// Items inside a generic function do not carry its parameters in their path.
fn without_generics(path: &str) -> String {
    let mut depth = 0_usize;
    path.chars()
        .filter(|&c| {
            depth += usize::from(c == '<');
            let outside = depth == 0;
            depth -= usize::from(c == '>' && depth > 0);
            outside
        })
        .collect()
}
