//! Shared ownership.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::ManuallyDrop;
use std::ops::Deref;

#[cfg(feature = "model")]
use crate::engine::{self, Shape, World};
#[cfg(feature = "model")]
use crate::record::Kind;

/// A pointer that shares the ownership of its value; std's, as a type of its own.
///
/// In a model, giving up a reference happens before the value's destructor, whichever thread runs
/// it. Who drops last is tried in all orders only if that destructor does operations. The count
/// itself cannot be asked for: it would make every clone and drop a step.
pub struct Arc<T: ?Sized> {
    #[cfg(feature = "model")]
    world: World,
    inner: ManuallyDrop<std::sync::Arc<T>>,
}

impl<T> Arc<T> {
    /// Moves the value to shared memory.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc::wrap(std::sync::Arc::new(value))
    }
}

impl<T: ?Sized> Arc<T> {
    #[track_caller]
    fn wrap(inner: std::sync::Arc<T>) -> Self {
        Arc {
            #[cfg(feature = "model")]
            world: engine::register(Kind::Arc, Shape::Opaque, 0, engine::here()),
            inner: ManuallyDrop::new(inner),
        }
    }

    /// Whether both point to the same value.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&this.inner, &other.inner)
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    fn clone(&self) -> Self {
        Arc {
            #[cfg(feature = "model")]
            world: self.world,
            inner: self.inner.clone(),
        }
    }
}

impl<T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        #[cfg(feature = "model")]
        if let Ok(Some(arc)) = self.world.leave() {
            // A destructor has no caller's place.
            let at = engine::here();
            let inner = std::cell::RefCell::new(&mut self.inner);
            let is_last = || std::sync::Arc::strong_count(&inner.borrow()) == 1;
            // SAFETY: the seam calls this once, and the function returns behind it: the field is
            // dropped once and not used again.
            let drop_inner = || unsafe { ManuallyDrop::drop(&mut inner.borrow_mut()) };
            return engine::drop_reference(arc, at, is_last, drop_inner);
        }
        // SAFETY: reached only if the block above did not return, so this is the one drop of the
        // field, which is not used again.
        unsafe { ManuallyDrop::drop(&mut self.inner) };
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized> Borrow<T> for Arc<T> {
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: ?Sized> From<Box<T>> for Arc<T> {
    #[track_caller]
    fn from(value: Box<T>) -> Self {
        Arc::wrap(std::sync::Arc::from(value))
    }
}

impl<T> From<T> for Arc<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Arc::new(value)
    }
}

impl<T: Default> Default for Arc<T> {
    #[track_caller]
    fn default() -> Self {
        Arc::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for Arc<T> {}

impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (**self).partial_cmp(other)
    }
}

impl<T: ?Sized + Ord> Ord for Arc<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (**self).cmp(other)
    }
}

impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
