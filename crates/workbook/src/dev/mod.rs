//! The maintainer's tools: what must agree in the checkout, and writing what is generated.
//!
//! - [`rules`] are found out by reading files; [`claims`] and [`lessons`] by grading: what
//!   each version claims, and what the tests teach. All return [`Problem`]s and change nothing, so each rule
//!   is tested on a small tree or on made-up results, without building anything.
//! - [`pages`] asks the book machine about the pages.
//! - [`survival`] counts what real threads would have shown.
//! - [`new`] writes an exercise to begin with, of every kind.
//! - [`sync`] writes what is generated from elsewhere, [`traces`] what was recorded.
//! - [`outcomes`] keeps what listings can return, [`mod@bench`] what something costs.

pub mod bench;
pub mod claims;
pub mod lessons;
pub mod new;
pub mod outcomes;
pub mod pages;
mod problem;
pub mod rules;
mod share;
pub mod survival;
pub mod sync;
pub mod traces;

mod criterion;
mod machine;

use anyhow::Result;

use crate::exercise::Exercise;
use crate::grade::{Graded, Grader};
use crate::workspace::Workspace;

pub use problem::Problem;
pub use share::{Part, Share};

/// Looks at an exercise and the results of its versions.
type GradedPart = fn(&Workspace, &Exercise, &[Graded]) -> Vec<Problem>;
const OF_GRADED: &[GradedPart] = &[claims::check, lessons::check];

/// Looks at what the whole workbook has in common, and builds or runs something.
type BookPart = fn(&Workspace, &Grader<'_>) -> Result<Vec<Problem>>;
const OF_THE_BOOK: &[BookPart] = &[outcomes::check, traces::check, pages::check];

/// What `dev check` found.
#[derive(Debug)]
pub struct Checked {
    /// Sorted by place.
    pub problems: Vec<Problem>,
    /// The results of all variants, for whoever wants to know more.
    pub graded: Vec<Graded>,
}

/// Checks every rule and every claim of the checkout.
///
/// Of one exercise that is its rules, its claims, its lessons, and of a share of the exercises the claims and
/// lessons of each. What the whole workbook has in common is left out then: the pages, the recorded runs.
///
/// # Errors
///
/// Something could not be checked at all, such as when cargo itself fails, and no exercise has the name.
pub fn check(workspace: &Workspace, grader: &Grader<'_>, part: Part<'_>) -> Result<Checked> {
    let (chosen, only, in_common): (Vec<&Exercise>, _, _) = match part {
        Part::All => (workspace.exercises.iter().collect(), None, true),
        Part::Only(slug) => (vec![workspace.exercise(slug)?], Some(slug), false),
        Part::Share(share) => (share.take(&workspace.exercises).collect(), None, share.is_first()),
    };
    let mut problems = rules::check(workspace, only);
    // What cannot even be read is named by a rule, and is not graded.
    let variants: Vec<_> =
        chosen.iter().flat_map(|exercise| claims::variants(exercise).unwrap_or_default()).collect();
    let graded = grader.grade(&variants)?;
    for exercise in chosen {
        let of_exercise = |graded: &&Graded| graded.variant.exercise.slug == exercise.slug;
        let own: Vec<_> = graded.iter().filter(of_exercise).cloned().collect();
        problems.extend(OF_GRADED.iter().flat_map(|part| part(workspace, exercise, &own)));
    }
    if in_common {
        for part in OF_THE_BOOK {
            problems.extend(part(workspace, grader)?);
        }
    }
    problems.sort();
    problems.dedup();
    Ok(Checked { problems, graded })
}

#[cfg(test)]
mod tests;
