//! Three hints, each of which says more than the one before.

use super::manifest::Manifest;
use crate::dev::Problem;
use crate::exercise::Exercise;
use crate::text::folded;
use crate::workspace::Workspace;

/// Hints that share so much say the same: of the letters of the longer one.
const ALIKE: f64 = 0.8;

pub(super) fn check(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    // Another rule names a manifest that cannot be read.
    let Ok(manifest) = Manifest::read(workspace, &exercise.manifest()) else { return Vec::new() };
    let mut problems = Vec::new();
    let list = manifest.at(&["package", "metadata", "exercise", "hints"]);
    let array = list.and_then(|(hints, _)| hints.as_array());
    let table = manifest.line_of(&["package", "metadata", "exercise", "hints"]);
    let line = |index: usize| {
        let span = array.and_then(|array| array.get(index)).and_then(|hint| hint.span());
        span.map_or(table, |span| manifest.line(&span))
    };
    let hints: Vec<String> = exercise.hints.iter().map(|hint| folded(hint)).collect();
    let said = hints.iter().filter(|hint| !hint.is_empty()).count();
    if said != 3 || hints.len() != 3 {
        let message =
            format!("{said} hints: there are three, a nudge, the idea, and nearly the code");
        problems.push(manifest.problem(table, message));
    }
    for (second, hint) in hints.iter().enumerate() {
        let repeats = |first: &usize| alike(&hints[*first], hint);
        if let Some(first) = (0..second).find(repeats) {
            let message = format!("hint {} repeats hint {}: say more", second + 1, first + 1);
            problems.push(manifest.problem(line(second), message).see(&manifest.file, line(first)));
        }
    }
    problems
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    !a.is_empty() && !b.is_empty() && strsim::normalized_levenshtein(&a, &b) > ALIKE
}
