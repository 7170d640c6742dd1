//! Shared ownership.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::ManuallyDrop;
use std::ops::Deref;

#[cfg(feature = "model")]
use crate::engine::{self, Counting, Shape, World};
#[cfg(feature = "model")]
use crate::record::Kind;

/// What is done with the counts; only a model wants to know.
#[cfg(not(feature = "model"))]
#[derive(Clone, Copy)]
enum Counting {
    More,
    Look,
    Take,
    Upgrade,
}

/// A pointer that shares the ownership of its value; std's, as a type of its own.
///
/// In a model, giving up a reference happens before the value's destructor, whichever thread runs
/// it. Clones and drops are steps only where that makes a difference: if the destructor does
/// operations, or if anybody looks at the count ([`strong_count`](Arc::strong_count),
/// [`get_mut`](Arc::get_mut), [`try_unwrap`](Arc::try_unwrap), [`Weak`] …). A value that is never
/// dropped is a leak, and fails the model.
pub struct Arc<T: ?Sized> {
    #[cfg(feature = "model")]
    world: World,
    inner: ManuallyDrop<std::sync::Arc<T>>,
}

// SAFETY: as for std's, which is the only field that leads to a `T`. Said here, where rustc would find
// it out from the fields, so that its messages speak of this type and not of what it is made of.
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}

/// A pointer to the value of an [`Arc`] that does not keep it alive; std's, as a type of its own.
pub struct Weak<T: ?Sized> {
    #[cfg(feature = "model")]
    counted: Counted,
    inner: std::sync::Weak<T>,
}

/// Where the value of a [`Weak`] lives; `None` of one that was made by `Weak::new`. Apart from the
/// pointer, so that it may be dropped after what the value borrows, as without the feature.
#[cfg(feature = "model")]
struct Counted(Option<World>);

impl<T> Arc<T> {
    /// Moves the value to shared memory.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc::wrap(std::sync::Arc::new(value))
    }

    /// The same, for an object that stands in the source at `at`.
    #[cfg(feature = "model")]
    pub(crate) fn new_at(at: engine::Loc, value: T) -> Self {
        Arc {
            world: engine::register(Kind::Arc, Shape::Opaque, 0, at),
            inner: ManuallyDrop::new(std::sync::Arc::new(value)),
        }
    }

    /// Makes a value that holds a weak pointer to itself.
    #[track_caller]
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Self {
        #[cfg(feature = "model")]
        let world = engine::register(Kind::Arc, Shape::Opaque, 0, engine::here());
        let inner = std::sync::Arc::new_cyclic(|inner| {
            let weak = Weak {
                #[cfg(feature = "model")]
                counted: Counted(Some(world)),
                inner: inner.clone(),
            };
            data_fn(&weak)
        });
        Arc {
            #[cfg(feature = "model")]
            world,
            inner: ManuallyDrop::new(inner),
        }
    }

    /// Takes the value out, if this is the only strong reference.
    ///
    /// # Errors
    /// The reference, if there are others.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        this.count(Counting::Look);
        let mut this = ManuallyDrop::new(this);
        // SAFETY: `this` is not dropped, so the field is taken out once and not used again.
        let inner = unsafe { ManuallyDrop::take(&mut this.inner) };
        match std::sync::Arc::try_unwrap(inner) {
            Ok(value) => {
                this.end(true);
                Ok(value)
            }
            Err(inner) => Err(Arc {
                #[cfg(feature = "model")]
                world: this.world,
                inner: ManuallyDrop::new(inner),
            }),
        }
    }

    /// Takes the value out, if this is the last strong reference; gives it up otherwise. Of several
    /// threads that call it on their references exactly one gets the value.
    #[track_caller]
    pub fn into_inner(this: Self) -> Option<T> {
        this.count(Counting::Take);
        let mut this = ManuallyDrop::new(this);
        // SAFETY: as in `try_unwrap`.
        let inner = unsafe { ManuallyDrop::take(&mut this.inner) };
        let value = std::sync::Arc::into_inner(inner);
        this.end(value.is_some());
        value
    }

    /// The value, or a clone of it if it is shared.
    #[track_caller]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}

impl<T: Clone> Arc<T> {
    /// The value for this reference alone: a clone of it, if it is shared.
    #[track_caller]
    pub fn make_mut(this: &mut Self) -> &mut T {
        this.count(Counting::Look);
        let before = Arc::as_ptr(this);
        let alone = std::sync::Arc::strong_count(&this.inner) == 1;
        std::sync::Arc::make_mut(&mut this.inner);
        if Arc::as_ptr(this) == before {
            this.own_alone();
        } else {
            // The value has moved, or is a clone: at the old place this is a reference less.
            this.end(alone);
            #[cfg(feature = "model")]
            {
                this.world = engine::register(Kind::Arc, Shape::Opaque, 0, engine::here());
            }
        }
        std::sync::Arc::get_mut(&mut this.inner).expect("it was found or made to be alone")
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

    /// Where the value lies.
    #[must_use]
    pub fn as_ptr(this: &Self) -> *const T {
        std::sync::Arc::as_ptr(&this.inner)
    }

    /// The value, if there is no other reference, strong or weak.
    #[track_caller]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        this.count(Counting::Look);
        if std::sync::Arc::get_mut(&mut this.inner).is_some() {
            this.own_alone();
        }
        std::sync::Arc::get_mut(&mut this.inner)
    }

    /// Strong references at this moment.
    #[must_use]
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        this.count(Counting::Look);
        std::sync::Arc::strong_count(&this.inner)
    }

    /// Weak references at this moment.
    #[must_use]
    #[track_caller]
    pub fn weak_count(this: &Self) -> usize {
        this.count(Counting::Look);
        std::sync::Arc::weak_count(&this.inner)
    }

    /// A weak reference to the value.
    #[must_use = "a weak reference that is not kept is of no use"]
    #[track_caller]
    pub fn downgrade(this: &Self) -> Weak<T> {
        this.count(Counting::More);
        Weak {
            #[cfg(feature = "model")]
            counted: Counted(Some(this.world)),
            inner: std::sync::Arc::downgrade(&this.inner),
        }
    }

    /// The step with which the count is used.
    #[track_caller]
    fn count(&self, counting: Counting) {
        #[cfg(feature = "model")]
        if let Some(arc) = self.world.enter(Kind::Arc) {
            engine::count(arc, counting, engine::here());
        }
        #[cfg(not(feature = "model"))]
        let _ = counting;
    }

    /// A strong reference less, without a destructor. The last one learns what all others did.
    fn end(&self, last: bool) {
        #[cfg(feature = "model")]
        if let Ok(Some(arc)) = self.world.leave() {
            engine::end_reference(arc, last);
        }
        #[cfg(not(feature = "model"))]
        let _ = last;
    }

    /// The only owner learns what all former ones did.
    fn own_alone(&self) {
        #[cfg(feature = "model")]
        if let Ok(Some(arc)) = self.world.leave() {
            engine::own_alone(arc);
        }
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        #[cfg(feature = "model")]
        if let Ok(Some(arc)) = self.world.leave() {
            engine::count(arc, Counting::More, engine::here());
            engine::add_reference(arc);
        }
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

impl<T> Weak<T> {
    /// A weak reference to nothing.
    #[must_use]
    pub const fn new() -> Self {
        Weak {
            #[cfg(feature = "model")]
            counted: Counted(None),
            inner: std::sync::Weak::new(),
        }
    }
}

impl<T: ?Sized> Weak<T> {
    /// A strong reference, if the value is still there.
    #[must_use]
    #[track_caller]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        self.count(Counting::Upgrade);
        let inner = ManuallyDrop::new(self.inner.upgrade()?);
        #[cfg(feature = "model")]
        let world = {
            let world = self.counted.0.expect("what points to a value has a world");
            if let Ok(Some(arc)) = world.leave() {
                engine::add_reference(arc);
                engine::own_alone(arc);
            }
            world
        };
        Some(Arc {
            #[cfg(feature = "model")]
            world,
            inner,
        })
    }

    /// Strong references at this moment.
    #[must_use]
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.count(Counting::Look);
        self.inner.strong_count()
    }

    /// Weak references at this moment; zero if there is no strong one.
    #[must_use]
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.count(Counting::Look);
        self.inner.weak_count()
    }

    /// Whether both point to the same value, or both to nothing.
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.inner.ptr_eq(&other.inner)
    }

    #[track_caller]
    fn count(&self, counting: Counting) {
        #[cfg(feature = "model")]
        if let Some(arc) = self.counted.0.and_then(|world| world.enter(Kind::Arc)) {
            engine::count(arc, counting, engine::here());
        }
        #[cfg(not(feature = "model"))]
        let _ = counting;
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.count(Counting::More);
        Weak {
            #[cfg(feature = "model")]
            counted: Counted(self.counted.0),
            inner: self.inner.clone(),
        }
    }
}

#[cfg(feature = "model")]
impl Drop for Counted {
    fn drop(&mut self) {
        if let Some(Ok(Some(arc))) = self.0.map(World::leave) {
            engine::count(arc, Counting::Less, engine::here());
        }
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Self {
        Weak::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
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
