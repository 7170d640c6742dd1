//! Claims that are themselves under test: what holds must keep them, what is wrong must not.

use super::verdict::Scope;
use super::{Subject, record_file};
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::path::Path;

/// What the models of this thread come to while their claims are tried.
struct Trial {
    /// Failures are what is hoped for: they are neither printed nor recorded.
    quiet: bool,
    models: usize,
    executions: usize,
    failure: Option<String>,
}

thread_local! {
    static TRIAL: RefCell<Option<Trial>> = const { RefCell::new(None) };
}

/// A model holds. Returns whether that is no verdict.
pub(super) fn holds(executions: usize) -> bool {
    TRIAL.with_borrow_mut(|trial| {
        let Some(trial) = trial else { return false };
        trial.models += 1;
        trial.executions += executions;
        trial.quiet
    })
}

/// A model fails. Returns whether that is no verdict.
pub(super) fn fails(headline: impl FnOnce() -> String) -> bool {
    TRIAL.with_borrow_mut(|trial| match trial {
        Some(trial) if trial.quiet => {
            trial.failure.get_or_insert_with(headline);
            true
        }
        _ => false,
    })
}

fn run(quiet: bool, claims: impl FnOnce()) -> (Trial, std::thread::Result<()>) {
    let new = Trial { quiet, models: 0, executions: 0, failure: None };
    let inside = TRIAL.with_borrow(Option::is_some);
    assert!(!inside, "claims cannot be tried inside of other claims: try one after the other");
    TRIAL.set(Some(new));
    let result = catch_unwind(AssertUnwindSafe(claims));
    (TRIAL.take().expect("nobody else takes it"), result)
}

/// The message of a panic.
pub(crate) fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned()
}

/// Says why `claims` refuse what they are about, in a line; `None` if they accept it.
///
/// The models in `claims` give no verdicts here: one that fails prints and records nothing. Only what
/// ends the process, such as an endless loop, is a failure here as anywhere.
pub fn refuses(claims: impl FnOnce()) -> Option<String> {
    let (trial, result) = run(true, claims);
    let payload = result.err()?;
    Some(trial.failure.unwrap_or_else(|| text_of(&*payload)))
}

/// Tries `claims` on something that is right: they must hold.
///
/// Each of their models gives its verdict as always. That there is none yet is no failure here: such
/// claims [accept](assert_refuses) what is wrong.
///
/// # Panics
/// If one of the claims does not hold.
#[track_caller]
pub fn assert_keeps<F: FnOnce()>(claims: F) {
    let subject = Subject::of::<F>(Location::caller());
    let (trial, result) = run(false, claims);
    if let Err(payload) = result {
        resume_unwind(payload);
    }
    if trial.models == 0 {
        record_file::append(&record_file::holds(
            &subject,
            "there is no model to keep",
            &Scope::beyond(0),
        ));
    }
}

/// Tries `claims` on something that is wrong, and has this name: they must refuse it, for whatever
/// reason.
///
/// # Panics
/// If they accept it.
#[track_caller]
pub fn assert_refuses<F: FnOnce()>(wrong: &str, claims: F) {
    let subject = Subject::of::<F>(Location::caller());
    let (trial, result) = run(true, claims);
    if let Err(payload) = result {
        let why = trial.failure.unwrap_or_else(|| text_of(&*payload));
        let summary = format!("refuses `{wrong}`: {}", why.trim());
        record_file::append(&record_file::holds(
            &subject,
            &summary,
            &Scope::beyond(trial.executions),
        ));
        return;
    }
    let tried = match trial.models {
        0 => "no model was run".to_owned(),
        1 => format!("the one model holds for it too (executions: {})", trial.executions),
        n => format!("all models hold for it too: {n} (executions: {})", trial.executions),
    };
    let what = format!("accepts the wrong version `{wrong}`");
    let report = format!(
        "━━ ACCEPTS THE WRONG VERSION `{wrong}`\n   {tried}\n\n   What does it do that it must not? \
         Write the smallest model in which that shows."
    );
    record_file::refuse(&subject, "accepts the wrong version", &what, &report)
}

/// Says whether code has the form that is asked for, which no execution shows.
///
/// `what` is the demand, such as "a lock around an `Rc` must not be `Sync`".
///
/// # Panics
/// If it has not.
#[track_caller]
pub fn assert_form<F: FnOnce() -> bool>(what: &str, holds: F) {
    let subject = Subject::of::<F>(Location::caller());
    let holds = holds();
    if holds {
        record_file::append(&record_file::holds(
            &subject,
            &format!("form: {what}"),
            &Scope::beyond(0),
        ));
        return;
    }
    let file = Path::new(subject.at.file()).file_name().unwrap_or_default().display();
    let report = format!("━━ FORM: {what}\n   asked for in {file}:{}", subject.at.line());
    record_file::refuse(&subject, "form", &format!("form: {what}"), &report)
}

/// Whether a type implements a trait, as a `bool`: `implements!(Rc<u8>: Send)` is false.
///
/// Both must be written out: a type parameter has no more than what its bounds say.
#[macro_export]
macro_rules! implements {
    ($type:ty: $($bound:tt)+) => {{
        // The inherent constant wins where it exists, which is where the bound holds.
        trait Otherwise {
            const HOLDS: bool = false;
        }
        impl<T: ?Sized> Otherwise for T {}
        #[allow(dead_code)]
        struct Asked<T: ?Sized>(::core::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: ?Sized + $($bound)+> Asked<T> {
            const HOLDS: bool = true;
        }
        <Asked<$type>>::HOLDS
    }};
}
