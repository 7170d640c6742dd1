//! What the manifest of an exercise says of it.

use super::manifest::Manifest;
use crate::dev::Problem;
use crate::exercise::{Exercise, Kind};
use crate::workspace::Workspace;

const TABLE: [&str; 3] = ["package", "metadata", "exercise"];

pub(super) fn check(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    let manifest = match Manifest::read(workspace, &exercise.manifest()) {
        Ok(manifest) => manifest,
        Err(problem) => return vec![problem],
    };
    let line = |key: &str| manifest.line_of(&[&TABLE[..], &[key]].concat());
    let mut problems = Vec::new();
    let mut report = |key: &str, message: String| {
        problems.push(manifest.problem(line(key), message));
    };
    if exercise.minutes < 1 {
        report("minutes", "no minutes: how long does it take in a workshop?".into());
    }
    if !(1..=4).contains(&exercise.difficulty) {
        report("difficulty", "the difficulty is a number from 1 to 4".into());
    }
    if let Some(message) = over_locked(workspace, exercise) {
        report("over_locked", message);
    }
    if let Some(loom) = &exercise.loom
        && why_none(loom).is_none()
    {
        report("loom", "`loom` reads `none: <why loom judges none of its models>`".into());
    }
    problems
}

/// Where a reader can lock too much, a wrong version does.
fn over_locked(workspace: &Workspace, exercise: &Exercise) -> Option<String> {
    match exercise.over_locked.as_deref() {
        None if matches!(exercise.kind, Kind::Implement | Kind::Fix) => Some(
            "no `over_locked = \"<mistake>\"`: which wrong version locks too much, and is refused by a \
             `reach!` alone? If none can, `over_locked = \"none: <why>\"`"
                .into(),
        ),
        Some(mistake) if why_none(mistake).is_none() && !exercise.wrong(mistake).is_file() => {
            let path = workspace.relative(&exercise.wrong(mistake));
            Some(format!("`{path}` does not exist (or say `none: <why>`)"))
        }
        _ => None,
    }
}

/// The reason in `none: <why>`.
pub(in crate::dev) fn why_none(text: &str) -> Option<&str> {
    text.strip_prefix("none:").map(str::trim).filter(|why| !why.is_empty())
}
