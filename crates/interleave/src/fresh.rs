//! `fresh!`: statics that begin anew in every execution of a model.

use crate::check::real;
use crate::{engine, locals};
use std::ops::Deref;
use std::sync::OnceLock;

/// A static declared with [`fresh!`](crate::fresh).
#[derive(Debug)]
pub struct Fresh<T: 'static> {
    init: fn() -> T,
    real: OnceLock<T>,
}

impl<T> Fresh<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        Fresh { init, real: OnceLock::new() }
    }
}

impl<T: 'static> Deref for Fresh<T> {
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
#[macro_export]
macro_rules! fresh {
    ($($(#[$attribute:meta])* $visibility:vis static $name:ident: $type:ty = $init:expr;)+) => {$(
        $(#[$attribute])*
        $visibility static $name: $crate::__private::Fresh<$type> =
            $crate::__private::Fresh::new(|| $init);
    )+};
}
