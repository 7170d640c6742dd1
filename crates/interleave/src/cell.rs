//! Plain memory that several threads may touch: [`UnsafeCell`].

#[cfg(feature = "model")]
use crate::engine::{self, World};
#[cfg(feature = "model")]
use crate::record::Kind;

/// Memory that its owner shares on its own responsibility.
///
/// As std's, but accessed through [`with`](UnsafeCell::with) and
/// [`with_mut`](UnsafeCell::with_mut): in a model these see every access. Two that nothing orders are
/// reported as a data race, and one while the pointer of another is in use as misuse, also if one
/// thread does both: readers may overlap, a writer must be alone.
#[derive(Debug)]
pub struct UnsafeCell<T: ?Sized> {
    #[cfg(feature = "model")]
    watched: Watched,
    data: std::cell::UnsafeCell<T>,
}

/// Where the cell lives. Apart from the value, so that a cell may be dropped after what its value
/// borrows, as without the feature.
#[cfg(feature = "model")]
#[derive(Debug)]
struct Watched(World);

impl<T> UnsafeCell<T> {
    /// Makes a cell that holds `value`.
    #[cfg(not(feature = "model"))]
    pub const fn new(value: T) -> Self {
        UnsafeCell { data: std::cell::UnsafeCell::new(value) }
    }

    /// Makes a cell that holds `value`.
    #[cfg(feature = "model")]
    #[track_caller]
    pub fn new(value: T) -> Self {
        let world = engine::register(Kind::Cell, engine::shape_of::<T>(), 0, engine::here());
        UnsafeCell { watched: Watched(world), data: std::cell::UnsafeCell::new(value) }
    }

    /// Takes the value out. In a model this is a write, of an owner with whom nobody interferes.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }
}

#[cfg(not(feature = "model"))]
impl<T: ?Sized> UnsafeCell<T> {
    /// Reads: calls `f` with a pointer to the value, which it may read while it runs.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        f(self.data.get())
    }

    /// Writes: calls `f` with a pointer to the value, which it may read and write while it runs.
    #[inline]
    pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.data.get())
    }
}

#[cfg(feature = "model")]
impl<T: ?Sized> UnsafeCell<T> {
    /// Reads: calls `f` with a pointer to the value, which it may read while it runs.
    #[track_caller]
    pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        let (at, data) = (engine::here(), self.data.get());
        let Some(cell) = self.watched.0.enter(Kind::Cell) else { return f(data) };
        let access = engine::access(cell, false, at);
        // SAFETY: the value is live, and no other thread of the model runs now.
        engine::record_access(cell, false, at, unsafe { engine::peek(data) });
        let result = f(data);
        access.end();
        result
    }

    /// Writes: calls `f` with a pointer to the value, which it may read and write while it runs.
    #[track_caller]
    pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        let (at, data) = (engine::here(), self.data.get());
        let Some(cell) = self.watched.0.enter(Kind::Cell) else { return f(data) };
        let access = engine::access(cell, true, at);
        let result = f(data);
        access.end();
        // SAFETY: as in `with`.
        engine::record_access(cell, true, at, unsafe { engine::peek(data) });
        result
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    /// The value, of which the caller is the only owner. In a model this is a write.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        #[cfg(feature = "model")]
        self.watched.0.own(engine::here());
        self.data.get_mut()
    }
}

/// Whoever drops a cell must come after all who used it: memory that is freed too early is a race.
#[cfg(feature = "model")]
impl Drop for Watched {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    #[track_caller]
    fn default() -> Self {
        UnsafeCell::new(T::default())
    }
}
