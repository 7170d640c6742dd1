//! Values that a model leaves open.

use crate::check::real;
use crate::engine;

/// One of `0..options`: the model is run with each of them, in every interleaving.
///
/// For what the code under test cannot decide: which request comes first, how many there are,
/// whether a callback fails.
///
/// ```
/// use interleave::{choose, outcomes};
///
/// assert_eq!(outcomes(|| choose(3) * 10).to_vec(), [0, 10, 20]);
/// ```
///
/// # Panics
/// If there are no options, and outside of a model.
#[track_caller]
pub fn choose(options: usize) -> usize {
    assert!(options > 0, "`choose(0)` has nothing to choose from");
    if let Some(value) = real::random(options).filter(|_| !engine::in_model()) {
        return value;
    }
    assert!(
        engine::in_model(),
        "`choose` asks the model that the running code belongs to: there is none"
    );
    engine::choose(options, engine::here())
}
