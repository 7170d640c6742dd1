//! The maintainer's tools: what must agree in the checkout, and writing what is generated.
//!
//! - [`rules`] are found out by reading files; [`claims`] by grading. Both return
//!   [`Problem`]s and change nothing, so each rule is tested on a small tree or on
//!   made-up results, without building anything.
//! - [`sync`] writes what is generated from elsewhere, [`traces`] what was recorded.

pub mod claims;
pub mod rules;
pub mod sync;
pub mod traces;

use std::fmt;

use anyhow::Result;

use crate::grade::Grader;
use crate::workspace::Workspace;

/// Two places that disagree, or one that is wrong: one line of `dev check`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Checks every rule and every claim of the checkout.
///
/// # Errors
///
/// Something could not be checked at all, such as when cargo itself fails.
pub fn check(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Problem>> {
    let mut problems = rules::check(workspace);
    let mut variants = Vec::new();
    for exercise in &workspace.exercises {
        // What cannot even be read is named by a rule, and is not graded.
        variants.extend(claims::variants(exercise).unwrap_or_default());
    }
    let graded = grader.grade(&variants)?;
    for exercise in &workspace.exercises {
        let own: Vec<_> = graded
            .iter()
            .filter(|graded| graded.variant.exercise.slug == exercise.slug)
            .cloned()
            .collect();
        problems.extend(claims::check(workspace, exercise, &own));
    }
    problems.extend(traces::check(workspace, grader)?);
    problems.sort();
    problems.dedup();
    Ok(problems)
}

#[cfg(test)]
mod tests;
