//! Values that each thread has for itself.

use crate::locals;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::thread::LocalKey as RealKey;

/// A value of which each thread has its own; see [`thread_local!`](crate::thread_local).
pub struct LocalKey<T: 'static> {
    real: &'static RealKey<T>,
    init: fn() -> T,
}

/// The value has been destroyed: the thread is at its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl std::error::Error for AccessError {}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(real: &'static RealKey<T>, init: fn() -> T) -> Self {
        LocalKey { real, init }
    }

    /// Calls `f` with the calling thread's value, which is made at first use.
    ///
    /// # Panics
    /// If the value has been destroyed: the thread is at its end.
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.try_with(f).expect(
            "cannot access a Thread Local Storage value during or after destruction: AccessError",
        )
    }

    /// Calls `f` with the calling thread's value, which is made at first use.
    ///
    /// # Errors
    /// If the value has been destroyed: the thread is at its end.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        let key = std::ptr::from_ref(self).addr();
        match locals::value_of(key, true, self.init) {
            None => self.real.try_with(f).map_err(|_| AccessError),
            Some(None) => Err(AccessError),
            // SAFETY: the value lies in a box of the running thread, which is dropped at the
            // thread's end, and `f` has returned before that.
            Some(Some(value)) => Ok(f(unsafe { &*value })),
        }
    }
}

impl<T: 'static> LocalKey<T> {
    /// Writes what is there, or makes the first value.
    fn put<V>(
        &'static self,
        value: V,
        first: impl FnOnce(V) -> T,
        really: impl FnOnce(&'static RealKey<T>, V),
        write: impl FnOnce(&T, V),
    ) {
        let key = std::ptr::from_ref(self).addr();
        let mut value = Some(value);
        let place = locals::value_of(key, true, || first(value.take().expect("made once")));
        match (place, value) {
            (None, Some(value)) => really(self.real, value),
            // SAFETY: as in `try_with`.
            (Some(Some(place)), Some(value)) => write(unsafe { &*place }, value),
            (Some(None), _) => panic!(
                "cannot access a Thread Local Storage value during or after destruction: AccessError"
            ),
            (_, None) => {}
        }
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Writes the calling thread's value. If it is not there yet, this one is the first.
    pub fn set(&'static self, value: T) {
        self.put(value, |value| Cell::new(value), |key, value| key.set(value), Cell::set);
    }

    /// A copy of the calling thread's value.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the calling thread's value, and leaves the default.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Writes the calling thread's value and returns the one before.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls `f` with the calling thread's value.
    ///
    /// # Panics
    /// If it is borrowed mutably.
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Calls `f` with the calling thread's value, to be changed.
    ///
    /// # Panics
    /// If it is borrowed.
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Writes the calling thread's value. If it is not there yet, this one is the first.
    ///
    /// # Panics
    /// If it is borrowed.
    pub fn set(&'static self, value: T) {
        let write = |cell: &RefCell<T>, value| *cell.borrow_mut() = value;
        self.put(value, |value| RefCell::new(value), |key, value| key.set(value), write);
    }

    /// Takes the calling thread's value, and leaves the default.
    ///
    /// # Panics
    /// If it is borrowed.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Writes the calling thread's value and returns the one before.
    ///
    /// # Panics
    /// If it is borrowed.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

/// Declares values of which each thread has its own; std's, and in a model the explorer's.
///
/// In a model each of its threads makes its own at first use, and drops it at its end.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $visibility:vis static $name:ident: $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $crate::thread_local!(@one [$(#[$attribute])*] [$visibility] $name, $type, $init);
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attribute:meta])* $visibility:vis static $name:ident: $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $crate::thread_local!(@one [$(#[$attribute])*] [$visibility] $name, $type, $init);
        $($crate::thread_local!($($rest)*);)?
    };
    (@one [$(#[$attribute:meta])*] [$visibility:vis] $name:ident, $type:ty, $init:expr) => {
        $(#[$attribute])*
        $visibility static $name: $crate::thread::LocalKey<$type> = {
            fn init() -> $type {
                $init
            }
            ::std::thread_local! {
                static REAL: $type = init();
            }
            $crate::thread::LocalKey::new(&REAL, init)
        };
    };
}
