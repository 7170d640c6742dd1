//! What an argument names, and what it may have meant.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Error, anyhow};

/// How alike two names must be for a suggestion, from 0 to 1.
const ALIKE: f64 = 0.7;

/// An error that says there is no `what` of this name, and which there are.
pub(super) fn unknown(what: &str, name: &str, known: &[String]) -> Error {
    let nearest = known
        .iter()
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    match (nearest, known) {
        (Some((_, nearest)), _) => anyhow!("no {what} `{name}`: `{nearest}`?"),
        (None, []) => anyhow!("no {what} `{name}`: there is none at all"),
        (None, known) => anyhow!("no {what} `{name}`: there are `{}`", known.join("`, `")),
    }
}

/// The names of the files in `folder` with this ending, without it, sorted.
pub(super) fn files(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut names: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|own| own == ending))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

/// The folders `<above>/<chapter>/<slug>`, sorted by slug.
pub(super) fn exercises(above: &Path) -> Vec<(String, PathBuf)> {
    let folders = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let mut found: Vec<_> = folders(above)
        .iter()
        .flat_map(|chapter| folders(chapter))
        .filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), path)))
        .collect();
    found.sort();
    found
}

/// The folder of the exercise `slug` below `above`.
pub(super) fn exercise(above: &Path, slug: &str) -> Result<PathBuf, Error> {
    let all = exercises(above);
    match all.iter().find(|(own, _)| own == slug) {
        Some((_, folder)) => Ok(folder.clone()),
        None => {
            let slugs: Vec<_> = all.into_iter().map(|(slug, _)| slug).collect();
            Err(unknown("exercise", slug, &slugs))
        }
    }
}
