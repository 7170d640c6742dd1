//! Code that runs once.

use crate::engine::{self, Loc, World};
use crate::machine::once::{self, Act, Left};
use crate::machine::{self, Answer, Machine};
use crate::record::Kind;
use std::fmt;

/// Runs an initializer once, whoever comes first; std's, and in a model the explorer's.
///
/// In a model everybody else waits until it is through. Calling it from its own initializer is a
/// deadlock, and an initializer that panics poisons it.
pub struct Once {
    world: World,
    real: std::sync::Once,
}

/// What is known of a [`Once`] while its initializer runs.
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Whether an earlier initializer panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl fmt::Debug for OnceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceState").field("poisoned", &self.poisoned).finish()
    }
}

/// How a call to begin came out.
pub(super) enum Begun {
    /// The caller is to initialize.
    Mine {
        poisoned: bool,
    },
    Complete,
    Poisoned,
}

impl Once {
    /// Makes one whose initializer has not run.
    #[track_caller]
    pub fn new() -> Self {
        let shape = engine::Shape::Opaque;
        let world = engine::register_machine(Kind::Once, shape, engine::here(), |_| {
            Machine::Once(once::Once::new())
        });
        Once { world, real: std::sync::Once::new() }
    }

    /// Runs `f` if no initializer has run, and waits if one is running.
    ///
    /// # Panics
    /// If an initializer panicked.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        match self.enter() {
            None => self.real.call_once(f),
            Some(once) => match begin(once, false, engine::here()) {
                Begun::Complete => {}
                Begun::Mine { .. } => run(once, Left::Poisoned, engine::here(), f),
                Begun::Poisoned => panic!("Once instance has previously been poisoned"),
            },
        }
    }

    /// Like [`call_once`](Once::call_once), but also after an initializer panicked.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        match self.enter() {
            None => self.real.call_once_force(|state| {
                f(&OnceState { poisoned: state.is_poisoned() });
            }),
            Some(once) => {
                if let Begun::Mine { poisoned } = begin(once, true, engine::here()) {
                    let f = || f(&OnceState { poisoned });
                    run(once, Left::Poisoned, engine::here(), f);
                }
            }
        }
    }

    /// Whether an initializer is through.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        match self.enter() {
            None => self.real.is_completed(),
            Some(once) => is_completed(once, engine::here()),
        }
    }

    /// Waits until an initializer is through.
    ///
    /// # Panics
    /// If it panicked.
    #[track_caller]
    pub fn wait(&self) {
        match self.enter() {
            None => self.real.wait(),
            Some(once) => {
                let waited = act(once, Act::Wait { force: false }, engine::here());
                assert!(waited.value == 0, "Once instance has previously been poisoned");
            }
        }
    }

    /// Waits until an initializer is through that did not panic.
    #[track_caller]
    pub fn wait_force(&self) {
        match self.enter() {
            None => self.real.wait_force(),
            Some(once) => {
                act(once, Act::Wait { force: true }, engine::here());
            }
        }
    }

    /// Like `enter`, for who only looks.
    pub(super) fn is_here(&self) -> Option<u32> {
        self.world.leave().ok().flatten()
    }

    #[track_caller]
    pub(super) fn enter(&self) -> Option<u32> {
        self.world.enter(Kind::Once)
    }
}

pub(super) fn act(once: u32, act: Act, at: Loc) -> Answer {
    engine::act(once, machine::Act::Once(act), at)
}

pub(super) fn begin(once: u32, force: bool, at: Loc) -> Begun {
    // Once complete it stays so, and to look is a step that commutes with other looks.
    let complete = engine::machine(
        once,
        |machine| matches!(machine, Machine::Once(state) if state.left() == Left::Complete),
    );
    if complete && is_completed(once, at) {
        return Begun::Complete;
    }
    let answer = act(once, Act::Begin { force }, at);
    match (answer.done, answer.value) {
        (true, poisoned) => Begun::Mine { poisoned: poisoned != 0 },
        (false, 0) => Begun::Complete,
        (false, _) => Begun::Poisoned,
    }
}

pub(super) fn is_completed(once: u32, at: Loc) -> bool {
    act(once, Act::IsCompleted, at).value != 0
}

/// Runs the initializer, and leaves word how it ended.
pub(super) fn run<R>(once: u32, if_it_panics: Left, at: Loc, f: impl FnOnce() -> R) -> R {
    struct Finish(u32, Left, Loc);
    impl Drop for Finish {
        fn drop(&mut self) {
            act(self.0, Act::Finish(self.1), self.2);
        }
    }
    let mut finish = Finish(once, if_it_panics, at);
    let value = f();
    finish.1 = Left::Complete;
    value
}

impl Default for Once {
    #[track_caller]
    fn default() -> Self {
        Once::new()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
