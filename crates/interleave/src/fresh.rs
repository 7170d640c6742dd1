//! `fresh!`: statics that begin anew in every execution of a model, and objects that a `const` describes.

use crate::check::real;
use crate::{engine, locals};
use std::ops::Deref;
use std::sync::OnceLock;

/// A static declared with [`fresh!`](crate::fresh).
#[derive(Debug)]
pub struct FreshStatic<T: 'static> {
    init: fn() -> T,
    real: OnceLock<T>,
}

impl<T> FreshStatic<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        FreshStatic { init, real: OnceLock::new() }
    }
}

impl<T: 'static> Deref for FreshStatic<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let key = std::ptr::from_ref(self).addr();
        match locals::value_of(key, false, || engine::make_static(self.init)) {
            None => {
                real::static_of(key, self.init).unwrap_or_else(|| self.real.get_or_init(self.init))
            }
            Some(value) => {
                engine::see_static(key);
                let value = value.expect("a static lives as long as its execution");
                // SAFETY: the value lies in a box that lives until every thread of the execution
                // has finished, and is never written but through its own interior mutability.
                unsafe { &*value }
            }
        }
    }
}

/// What `fresh!(…)` in a `const` describes: a `T` that is made when it is first used. Without the feature
/// `model` it is the `T` itself.
///
/// Each copy of the `const` is an object of its own, and keeps what it made as it moves. Like a static,
/// what it made was there before every thread: no thread can be too early for it.
#[derive(Debug)]
pub struct Fresh<T> {
    init: fn() -> T,
    // In the object itself: by its address, the next one there would be taken for it.
    made: OnceLock<T>,
}

impl<T> Fresh<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        Fresh { init, made: OnceLock::new() }
    }
}

impl<T> Deref for Fresh<T> {
    type Target = T;

    fn deref(&self) -> &T {
        if !engine::in_model() {
            return self.made.get_or_init(self.init);
        }
        if self.made.get().is_none() {
            // Not within `get_or_init`: an initializer that takes steps lets other threads of the model
            // come here, on the same OS thread. Who is late uses what is there.
            let _ = self.made.set(engine::make_static(self.init));
        }
        engine::see_static(std::ptr::from_ref(self).addr());
        self.made.get().expect("it is there, or was just made")
    }
}

/// Declares statics that every execution of a model makes anew, by running their initializers when
/// they are first used. Without the feature `model` they are ordinary statics.
///
/// In a model a plain `static` would survive from one execution to the next, so its objects are
/// refused there. What a fresh one holds is dropped behind the execution; that is no step of it.
///
/// ```
/// use interleave::sync::Mutex;
///
/// interleave::fresh! {
///     static TOTAL: Mutex<u32> = Mutex::new(0);
/// }
///
/// interleave::model(|| {
///     let other = interleave::thread::spawn(|| *TOTAL.lock().unwrap() += 1);
///     *TOTAL.lock().unwrap() += 1;
///     other.join().unwrap();
///     assert_eq!(*TOTAL.lock().unwrap(), 2);
/// });
/// ```
///
/// As an expression, `fresh!(…)` is for the `const` that a trait asks for. It makes a [`Fresh`], which is used
/// like what it makes:
///
/// ```
/// use interleave::{Fresh, fresh, sync::atomic::{AtomicBool, Ordering::Acquire}};
///
/// struct Flag {
///     raised: Fresh<AtomicBool>,
/// }
///
/// impl Flag {
///     const LOWERED: Flag = Flag { raised: fresh!(AtomicBool::new(false)) };
/// }
///
/// interleave::model(|| {
///     let flag = Flag::LOWERED;
///     assert!(!flag.raised.swap(true, Acquire));
/// });
/// ```
#[macro_export]
macro_rules! fresh {
    ($($(#[$attribute:meta])* $visibility:vis static $name:ident: $type:ty = $init:expr;)+) => {$(
        $(#[$attribute])*
        $visibility static $name: $crate::__private::FreshStatic<$type> =
            $crate::__private::FreshStatic::new(|| $init);
    )+};
    ($init:expr) => {
        $crate::Fresh::new(|| $init)
    };
}
