//! What must agree in the checkout and is found out by reading.
//!
//! One module for each group. A rule is a function from what it looks at to [`Problem`]s; a new group is
//! a module and a line in one of the two lists.

mod exercise;
mod hints;
mod kinds;
mod manifest;
mod names;
mod packages;
mod pages;
mod root;
mod shipped;
mod workflows;
mod wrong_versions;

use super::Problem;
use crate::exercise::Exercise;
use crate::parallel::in_parallel;
use crate::workspace::Workspace;

pub(super) use exercise::why_none;
pub use wrong_versions::WRONG_VERSIONS;

/// Rules that look at one exercise.
const OF_AN_EXERCISE: &[fn(&Workspace, &Exercise) -> Vec<Problem>] = &[
    exercise::check,
    kinds::check,
    hints::check,
    shipped::check,
    wrong_versions::check,
    packages::of_exercise,
    names::of_exercise,
];

/// Rules that look at the whole tree.
const OF_THE_TREE: &[fn(&Workspace) -> Vec<Problem>] = &[
    names::of_tree,
    packages::of_tree,
    root::check,
    pages::check,
    workflows::check,
    super::bench::check,
];

/// Checks every rule; with `only`, those of that exercise.
pub fn check(workspace: &Workspace, only: Option<&str>) -> Vec<Problem> {
    let chosen = |exercise: &&Exercise| only.is_none_or(|slug| exercise.slug == slug);
    let exercises: Vec<&Exercise> = workspace.exercises.iter().filter(chosen).collect();
    let trees = if only.is_none() { OF_THE_TREE } else { &[] };
    // An index below the first count is an exercise, the others are rules of the tree.
    let found = in_parallel(exercises.len() + trees.len(), |index| {
        Ok(match exercises.get(index) {
            Some(exercise) => {
                OF_AN_EXERCISE.iter().flat_map(|rule| rule(workspace, exercise)).collect()
            }
            None => trees[index - exercises.len()](workspace),
        })
    });
    let found: Vec<Vec<Problem>> = found.unwrap_or_default();
    found.into_iter().flatten().collect()
}
