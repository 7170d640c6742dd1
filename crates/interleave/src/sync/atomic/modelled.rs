//! The atomic types of the feature `model`.
//!
//! A value travels through the engine as 64 bits; the type here turns it into them and back.

use super::Ordering;
use crate::engine::{self, Exchange, Loc, Op, Shape, Update, World};
use crate::record::Kind;
use std::fmt;
use std::sync::atomic as real;

/// Where an atomic lives.
#[derive(Debug)]
struct Atomic {
    world: World,
    /// `get_mut` has lent the value out: the newest one is in the real atomic.
    lent: real::AtomicBool,
}

impl Atomic {
    fn new(shape: Shape, bits: u64, at: Loc) -> Self {
        let world = engine::register(Kind::Atomic, shape, bits, at);
        Atomic { world, lent: real::AtomicBool::new(false) }
    }

    /// The only owner is about to change the value.
    #[track_caller]
    fn lend(&self, atomic: u32) {
        engine::lend(atomic, engine::here());
        // All threads of a model run on one OS thread.
        self.lent.store(true, Ordering::Relaxed);
    }

    /// Gives the engine the value that the owner left.
    fn take_back(&self, atomic: u32, bits: impl FnOnce() -> u64) {
        if self.lent.load(Ordering::Relaxed) {
            self.lent.store(false, Ordering::Relaxed);
            engine::set_value(atomic, bits());
        }
    }

    #[inline]
    #[track_caller]
    fn enter(&self, bits: impl FnOnce() -> u64) -> Option<u32> {
        let atomic = self.world.enter(Kind::Atomic)?;
        self.take_back(atomic, bits);
        Some(atomic)
    }
}

/// Whoever drops an atomic must come after all who used it.
impl Drop for Atomic {
    fn drop(&mut self) {
        engine::drop_atomic(self.world);
    }
}

// std's words for orderings that an access cannot have.
fn check_load(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release load"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release load"),
        _ => {}
    }
}

fn check_store(order: Ordering) {
    match order {
        Ordering::Acquire => panic!("there is no such thing as an acquire store"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release store"),
        _ => {}
    }
}

fn check_failure(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release failure ordering"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release failure ordering"),
        _ => {}
    }
}

/// An atomic fence; see [`std::sync::atomic::fence`].
///
/// # Panics
/// If the ordering is `Relaxed`.
#[track_caller]
pub fn fence(order: Ordering) {
    if engine::in_model() {
        assert!(order != Ordering::Relaxed, "there is no such thing as a relaxed fence");
        engine::perform(Op::Fence { order }, engine::here());
    } else {
        real::fence(order);
    }
}

/// The operations that all atomics have.
macro_rules! atomic {
    ($(#[$doc:meta])* $name:ident $(<$param:ident>)?, $value:ty, $shape:expr, $to:expr, $from:expr) => {
        $(#[$doc])*
        pub struct $name $(<$param>)? {
            place: Atomic,
            real: real::$name $(<$param>)?,
        }

        impl$(<$param>)? $name $(<$param>)? {
            /// Makes an atomic with this value.
            #[track_caller]
            pub fn new(value: $value) -> Self {
                let place = Atomic::new($shape, $to(value), engine::here());
                $name { place, real: real::$name::new(value) }
            }

            #[inline]
            #[track_caller]
            fn enter(&self) -> Option<u32> {
                self.place.enter(|| $to(self.real.load(Ordering::Relaxed)))
            }

            /// Reads the value.
            ///
            /// # Panics
            /// If the ordering is `Release` or `AcqRel`.
            #[track_caller]
            #[inline]
            pub fn load(&self, order: Ordering) -> $value {
                match self.enter() {
                    None => self.real.load(order),
                    Some(atomic) => {
                        check_load(order);
                        $from(engine::perform(Op::Load { atomic, order }, engine::here()).value)
                    }
                }
            }

            /// Writes a value.
            ///
            /// # Panics
            /// If the ordering is `Acquire` or `AcqRel`.
            #[track_caller]
            #[inline]
            pub fn store(&self, value: $value, order: Ordering) {
                match self.enter() {
                    None => self.real.store(value, order),
                    Some(atomic) => {
                        check_store(order);
                        let value = $to(value);
                        engine::perform(Op::Store { atomic, value, order }, engine::here());
                    }
                }
            }

            /// Writes a value and returns the one before it, in one step.
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                match self.enter() {
                    None => self.real.swap(value, order),
                    Some(atomic) => {
                        let update =
                            Update { name: "swap", operand: $to(value), apply: |_, new| new };
                        let op = Op::Update { atomic, update, order };
                        $from(engine::perform(op, engine::here()).value)
                    }
                }
            }

            /// Writes `new` if the value is `current`, in one step.
            ///
            /// # Errors
            /// The value found, if it is another one.
            ///
            /// # Panics
            /// If the failure ordering is `Release` or `AcqRel`.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                match self.exchange(current, new, success, failure, false) {
                    None => self.real.compare_exchange(current, new, success, failure),
                    Some(result) => result,
                }
            }

            /// Like [`compare_exchange`](Self::compare_exchange), but may fail although the value is
            /// `current`. In a model one in an execution may.
            ///
            /// # Errors
            /// The value found.
            ///
            /// # Panics
            /// If the failure ordering is `Release` or `AcqRel`.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                match self.exchange(current, new, success, failure, true) {
                    None => self.real.compare_exchange_weak(current, new, success, failure),
                    Some(result) => result,
                }
            }

            /// The compare-exchange of a model; `None` outside of one.
            #[track_caller]
            fn exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
                weak: bool,
            ) -> Option<Result<$value, $value>> {
                let atomic = self.enter()?;
                check_failure(failure);
                let (expected, new) = ($to(current), $to(new));
                let exchange = Exchange { expected, new, success, failure, weak };
                let op = Op::CompareExchange { atomic, exchange };
                let answer = engine::perform(op, engine::here());
                let found = $from(answer.value);
                Some(if answer.done { Ok(found) } else { Err(found) })
            }

            /// Replaces the value by what `f` makes of it; tries again if another thread was
            /// faster.
            ///
            /// # Errors
            /// The value found, if `f` returns `None`.
            #[track_caller]
            pub fn fetch_update<F>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: F,
            ) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                let mut old = self.load(fetch_order);
                while let Some(new) = f(old) {
                    match self.compare_exchange_weak(old, new, set_order, fetch_order) {
                        Ok(old) => return Ok(old),
                        Err(found) => old = found,
                    }
                }
                Err(old)
            }

            /// Replaces the value by what `f` makes of it, and returns the one before; tries again
            /// if another thread was faster.
            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($value) -> $value,
            ) -> $value {
                let mut old = self.load(fetch_order);
                loop {
                    match self.compare_exchange_weak(old, f(old), set_order, fetch_order) {
                        Ok(old) => return old,
                        Err(found) => old = found,
                    }
                }
            }

            /// Like [`fetch_update`](Self::fetch_update), under its newer name.
            ///
            /// # Errors
            /// The value found, if `f` returns `None`.
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                f: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.fetch_update(set_order, fetch_order, f)
            }

            /// The value, of which the caller is the only owner.
            #[track_caller]
            pub fn get_mut(&mut self) -> &mut $value {
                if let Some(atomic) = self.enter() {
                    *self.real.get_mut() = $from(engine::value_of(atomic));
                    self.place.lend(atomic);
                }
                self.real.get_mut()
            }

            /// Takes the value out.
            #[track_caller]
            pub fn into_inner(self) -> $value {
                match self.enter() {
                    None => self.real.into_inner(),
                    Some(atomic) => $from(engine::value_of(atomic)),
                }
            }
        }

        impl$(<$param>)? fmt::Debug for $name $(<$param>)? {
            /// Shows the value, without a step.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let value: $value = match self.place.world.leave() {
                    Ok(Some(atomic)) => {
                        self.place.take_back(atomic, || $to(self.real.load(Ordering::Relaxed)));
                        $from(engine::value_of(atomic))
                    }
                    _ => self.real.load(Ordering::Relaxed),
                };
                value.fmt(f)
            }
        }

        impl$(<$param>)? From<$value> for $name $(<$param>)? {
            #[track_caller]
            fn from(value: $value) -> Self {
                $name::new(value)
            }
        }
    };
}

/// A read-modify-write operation: the real one, or the same function on the bits.
macro_rules! update {
    ($(#[$doc:meta])* $method:ident, $value:ty, $to:expr, $from:expr, $apply:expr) => {
        $(#[$doc])*
        #[track_caller]
        #[inline]
        pub fn $method(&self, value: $value, order: Ordering) -> $value {
            match self.enter() {
                None => self.real.$method(value, order),
                Some(atomic) => {
                    let update = Update {
                        name: stringify!($method),
                        operand: $to(value),
                        apply: |old, operand| {
                            let apply: fn($value, $value) -> $value = $apply;
                            $to(apply($from(old), $from(operand)))
                        },
                    };
                    let op = Op::Update { atomic, update, order };
                    $from(engine::perform(op, engine::here()).value)
                }
            }
        }
    };
}

macro_rules! integers {
    ($($name:ident, $value:ty, $shape:ident;)+) => {$(
        atomic!(
            #[doc = concat!("A `", stringify!($value), "` that threads share; see [`std::sync::atomic::", stringify!($name), "`].")]
            $name, $value, Shape::$shape, |value: $value| value as u64, |bits: u64| bits as $value
        );

        impl $name {
            update!(/// Adds, wrapping around, and returns the value before.
                fetch_add, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old.wrapping_add(v));
            update!(/// Subtracts, wrapping around, and returns the value before.
                fetch_sub, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old.wrapping_sub(v));
            update!(/// Bitwise and; returns the value before.
                fetch_and, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old & v);
            update!(/// Bitwise not-and; returns the value before.
                fetch_nand, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| !(old & v));
            update!(/// Bitwise or; returns the value before.
                fetch_or, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old | v);
            update!(/// Bitwise exclusive or; returns the value before.
                fetch_xor, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old ^ v);
            update!(/// The larger of both; returns the value before.
                fetch_max, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old.max(v));
            update!(/// The smaller of both; returns the value before.
                fetch_min, $value, |v: $value| v as u64, |b: u64| b as $value, |old, v| old.min(v));
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                $name::new(0)
            }
        }
    )+};
}

integers! {
    AtomicU8, u8, Unsigned;
    AtomicU16, u16, Unsigned;
    AtomicU32, u32, Unsigned;
    AtomicU64, u64, Unsigned;
    AtomicUsize, usize, Unsigned;
    AtomicI8, i8, Signed;
    AtomicI16, i16, Signed;
    AtomicI32, i32, Signed;
    AtomicI64, i64, Signed;
    AtomicIsize, isize, Signed;
}

atomic!(
    /// A `bool` that threads share; see [`std::sync::atomic::AtomicBool`].
    AtomicBool, bool, Shape::Bool, u64::from, |bits: u64| bits != 0
);

impl AtomicBool {
    update!(/// And; returns the value before.
        fetch_and, bool, u64::from, |b: u64| b != 0, |old, v| old & v);
    update!(/// Not-and; returns the value before.
        fetch_nand, bool, u64::from, |b: u64| b != 0, |old, v| !(old & v));
    update!(/// Or; returns the value before.
        fetch_or, bool, u64::from, |b: u64| b != 0, |old, v| old | v);
    update!(/// Exclusive or; returns the value before.
        fetch_xor, bool, u64::from, |b: u64| b != 0, |old, v| old ^ v);
}

impl AtomicBool {
    /// Not; returns the value before.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

impl AtomicU32 {
    /// Waits on the address of this atomic; `false` outside of a model.
    pub(in crate::sync) fn futex_wait(&self, value: u32, at: Loc) -> bool {
        let Some(atomic) = self.enter() else { return false };
        let expected = u64::from(value);
        if !engine::perform(Op::FutexWait { atomic, expected }, at).done {
            engine::perform(Op::FutexWoken { atomic }, at);
        }
        true
    }

    /// Wakes who waits on the address of this atomic; `false` outside of a model.
    pub(in crate::sync) fn futex_wake(&self, all: bool, at: Loc) -> bool {
        let Some(atomic) = self.enter() else { return false };
        engine::perform(Op::FutexWake { atomic, all }, at);
        true
    }

    /// The atomic of the real world.
    pub(in crate::sync) fn real(&self) -> &real::AtomicU32 {
        &self.real
    }
}

impl Default for AtomicBool {
    #[track_caller]
    fn default() -> Self {
        AtomicBool::new(false)
    }
}

atomic!(
    /// A pointer that threads share; see [`std::sync::atomic::AtomicPtr`].
    AtomicPtr<T>, *mut T, Shape::Pointer,
    |pointer: *mut T| pointer.expose_provenance() as u64,
    |bits: u64| std::ptr::with_exposed_provenance_mut(bits as usize)
);

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> Self {
        AtomicPtr::new(std::ptr::null_mut())
    }
}
