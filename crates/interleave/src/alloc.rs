//! Memory whose owner frees it by hand.

#[cfg(feature = "model")]
use crate::engine::{self, Shape, World};
#[cfg(feature = "model")]
use crate::record::Kind;
use std::ops::{Deref, DerefMut};

/// A value that must be dropped before the execution ends.
///
/// Put it into what travels as a raw pointer, such as the node of a list: a node that nobody frees
/// is a leak, which no assertion sees. In a model it is reported with the place that made it. Without the
/// feature `model` it is the value and nothing else.
#[derive(Debug)]
pub struct Track<T> {
    #[cfg(feature = "model")]
    world: World,
    value: T,
}

impl<T> Track<T> {
    /// Tracks the value from here on.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Track {
            #[cfg(feature = "model")]
            world: engine::register(Kind::Track, Shape::Opaque, 0, engine::here()),
            value,
        }
    }

    /// Takes the value out, which is not tracked any more.
    pub fn into_inner(self) -> T {
        #[cfg(feature = "model")]
        self.give_back();
        let this = std::mem::ManuallyDrop::new(self);
        // SAFETY: `this` is not used or dropped any more, so the value is moved out once.
        unsafe { std::ptr::read(&raw const this.value) }
    }

    #[cfg(feature = "model")]
    fn give_back(&self) {
        if let Ok(Some(track)) = self.world.leave() {
            engine::give_back(track);
        }
    }
}

#[cfg(feature = "model")]
impl<T> Drop for Track<T> {
    fn drop(&mut self) {
        self.give_back();
    }
}

impl<T> Deref for Track<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Track<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
