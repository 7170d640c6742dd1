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
    value: T,
    #[cfg(feature = "model")]
    _tracked: Tracked,
}

/// Where the allocation lives. Apart from the value, so that a `Track` may be dropped after what its
/// value borrows, as without the feature.
#[cfg(feature = "model")]
#[derive(Debug)]
struct Tracked(World);

impl<T> Track<T> {
    /// Tracks the value from here on.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Track {
            value,
            #[cfg(feature = "model")]
            _tracked: Tracked(engine::register(Kind::Track, Shape::Opaque, 0, engine::here())),
        }
    }

    /// Takes the value out, which is not tracked any more.
    pub fn into_inner(self) -> T {
        self.value
    }
}

#[cfg(feature = "model")]
impl Drop for Tracked {
    fn drop(&mut self) {
        if let Ok(Some(track)) = self.0.leave() {
            engine::give_back(track);
        }
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
