//! Time: [`Duration`], and an [`Instant`] that in a model goes by the model's own clock.

pub use std::time::Duration;

#[cfg(not(feature = "model"))]
pub use std::time::Instant;

#[cfg(feature = "model")]
pub use modelled::Instant;
#[cfg(feature = "model")]
pub(crate) use modelled::limit;

#[cfg(feature = "model")]
mod modelled {
    use super::Duration;
    use crate::engine;
    use std::ops::{Add, AddAssign, Sub, SubAssign};

    /// A point in time; std's, and in a model the explorer's.
    ///
    /// In a model the clock stands still while threads work. It moves on by the length of each
    /// sleep, and of each wait whose time is up; and once in an execution it may move on by itself
    /// between two readings of one thread, past everything that is waited for. So both sides of a
    /// comparison with a deadline are tried.
    ///
    /// Sleeps and waits of several threads add up, also where they would overlap: a thread that sleeps
    /// beside another one wakes later by this clock than by a real one, and never earlier.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
    pub struct Instant(Point);

    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
    enum Point {
        Real(std::time::Instant),
        Model(Duration),
    }

    /// When an execution begins. There is a time before it, as on any clock.
    const BEGINNING: Duration = Duration::from_secs(24 * 60 * 60);

    impl Instant {
        /// The time at which it is called. In a model this is a step.
        #[must_use]
        #[track_caller]
        pub fn now() -> Instant {
            Instant(if engine::in_model() {
                Point::Model(BEGINNING + Duration::from_nanos(engine::now(engine::here())))
            } else {
                Point::Real(std::time::Instant::now())
            })
        }

        /// The time since then.
        #[must_use]
        #[track_caller]
        pub fn elapsed(&self) -> Duration {
            Instant::now().saturating_duration_since(*self)
        }

        /// The time from `earlier` to this; zero if `earlier` is later.
        #[must_use]
        pub fn duration_since(&self, earlier: Instant) -> Duration {
            self.saturating_duration_since(earlier)
        }

        /// The time from `earlier` to this; zero if `earlier` is later.
        #[must_use]
        pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
            self.checked_duration_since(earlier).unwrap_or_default()
        }

        /// The time from `earlier` to this; `None` if `earlier` is later.
        #[must_use]
        pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
            match (self.0, earlier.0) {
                (Point::Real(this), Point::Real(earlier)) => this.checked_duration_since(earlier),
                (Point::Model(this), Point::Model(earlier)) => this.checked_sub(earlier),
                _ => mixed(),
            }
        }

        /// This much later, if that can be represented.
        #[must_use]
        pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
            Some(Instant(match self.0 {
                Point::Real(this) => Point::Real(this.checked_add(duration)?),
                Point::Model(this) => Point::Model(this.checked_add(duration)?),
            }))
        }

        /// This much earlier, if that can be represented.
        #[must_use]
        pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
            Some(Instant(match self.0 {
                Point::Real(this) => Point::Real(this.checked_sub(duration)?),
                Point::Model(this) => Point::Model(this.checked_sub(duration)?),
            }))
        }
    }

    #[cold]
    fn mixed() -> ! {
        panic!("an instant of a model was compared with one from outside: take both in the model")
    }

    impl Add<Duration> for Instant {
        type Output = Instant;

        /// # Panics
        /// If the result cannot be represented.
        #[track_caller]
        fn add(self, duration: Duration) -> Instant {
            self.checked_add(duration).expect("overflow when adding duration to instant")
        }
    }

    impl AddAssign<Duration> for Instant {
        #[track_caller]
        fn add_assign(&mut self, duration: Duration) {
            *self = *self + duration;
        }
    }

    impl Sub<Duration> for Instant {
        type Output = Instant;

        /// # Panics
        /// If the result cannot be represented.
        #[track_caller]
        fn sub(self, duration: Duration) -> Instant {
            self.checked_sub(duration).expect("overflow when subtracting duration from instant")
        }
    }

    impl SubAssign<Duration> for Instant {
        #[track_caller]
        fn sub_assign(&mut self, duration: Duration) {
            *self = *self - duration;
        }
    }

    impl Sub<Instant> for Instant {
        type Output = Duration;

        fn sub(self, earlier: Instant) -> Duration {
            self.duration_since(earlier)
        }
    }

    /// A time limit as the engine counts it; `None` if it is so long that it is none.
    pub(crate) fn limit(duration: Duration) -> Option<u64> {
        u64::try_from(duration.as_nanos()).ok()
    }
}
