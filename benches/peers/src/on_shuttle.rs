//! The programs on shuttle.

mod facade {
    pub(super) use shuttle::{sync, thread};

    /// shuttle looks for no data races: accesses are what they are.
    pub(super) mod cell {
        pub(crate) struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

        impl<T> UnsafeCell<T> {
            pub(crate) fn new(value: T) -> Self {
                UnsafeCell(std::cell::UnsafeCell::new(value))
            }

            pub(crate) fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
                access(self.0.get())
            }

            pub(crate) fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
                access(self.0.get())
            }
        }
    }
}
#[path = "programs.rs"]
pub(crate) mod programs;
