//! What stands in for loom in a build without the feature `loom`: nobody is ever asked.

#[path = "opinion.rs"]
mod opinion;

use crate::engine::{Counting, Op};
use crate::explorer::context::Fate;
use crate::explorer::learned::Fact;
use crate::machine::{Answer, Machine};
use crate::record::{Kind, Loc};
use std::panic::PanicHookInfo;
use std::sync::Arc;

pub use opinion::Opinion;

pub(crate) type Closure = Arc<dyn Fn() + Send + Sync>;

/// There is none.
pub(crate) enum Pass {}

#[inline]
pub(crate) fn current() -> Option<&'static Pass> {
    None
}

pub(crate) fn warm_up() {}

pub(crate) fn judge(_: &str, _: &Closure, _: Option<u32>) -> Opinion {
    Opinion::NotAsked("")
}

macro_rules! never {
    ($(fn $name:ident($($argument:ty),*) $(-> $result:ty)?;)+) => {
        impl Pass {$(
            pub(crate) fn $name(&self, $(_: $argument),*) $(-> $result)? {
                match *self {}
            }
        )+}
    };
}

never! {
    fn access(u32, bool);
    fn add_machine(Kind, Loc, impl FnOnce(&dyn Fn(Fact) -> bool) -> Machine) -> u32;
    fn add_object(Kind, u64, Loc) -> u32;
    fn close_thread(bool);
    fn count(u32, Counting, Loc);
    fn drop_reference(u32, Loc, impl Fn() -> bool, impl FnOnce());
    fn has_died(usize) -> bool;
    fn is_finished(usize, Loc) -> bool;
    fn knows_explored(u32, Fact) -> bool;
    fn learn_explored(u32, Fact);
    fn leave_thread();
    fn misuse(&str) -> !;
    fn lend(u32);
    fn my_parker() -> u32;
    fn name_of(usize) -> Option<String>;
    fn note_panic(&PanicHookInfo<'_>);
    fn number() -> u64;
    fn panicking() -> bool;
    fn parker_of(usize) -> u32;
    fn perform(Op, Loc) -> Answer;
    fn poisoned(u32) -> bool;
    fn see_static(usize);
    fn set_fate(Fate);
    fn set_value(u32, u64);
    fn spawn(Option<String>, Loc, Box<dyn FnOnce()>) -> usize;
    fn this_thread() -> (usize, u64);
    fn value_of(u32) -> u64;
}

impl Pass {
    pub(crate) fn machine<R>(&self, _: u32, _: impl FnOnce(&mut Machine) -> R) -> R {
        match *self {}
    }
}
