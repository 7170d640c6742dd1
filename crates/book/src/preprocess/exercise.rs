//! `{{#exercise <slug>}}`: the card of an exercise, from its manifest.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use toml::{Table, Value};

use super::{Site, html, names, reports};

/// What the reader does, by kind.
const KINDS: [(&str, &str); 7] = [
    ("implement", "fill the holes"),
    ("fix", "mend a wrong version"),
    ("predict", "say what can come out"),
    ("model", "write claims that wrong versions fail"),
    ("refactor", "change the form, keep the behaviour"),
    ("compile-fail", "mend what the compiler refuses"),
    ("process", "work with real processes"),
];

/// The manifest that the card is made from.
pub(super) fn source(site: &Site, slug: &str) -> Result<PathBuf> {
    Ok(names::exercise(&site.root.join("exercises"), slug)?.join("Cargo.toml"))
}

/// Renders the card.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let manifest = source(site, argument)?;
    let folder = manifest.parent().unwrap_or(&manifest);
    let folder = folder.strip_prefix(&site.root).unwrap_or(folder).display().to_string();
    let folder = folder.replace('\\', "/");
    let file = format!("{folder}/Cargo.toml");
    let text = fs::read_to_string(&manifest).with_context(|| format!("failed to read `{file}`"))?;
    let table: Table = text.parse().with_context(|| format!("failed to read `{file}`"))?;
    let exercise = table
        .get("package")
        .and_then(|package| package.get("metadata")?.get("exercise"))
        .ok_or_else(|| anyhow!("no `[package.metadata.exercise]` in `{file}`"))?;
    let number = |key: &str| {
        exercise
            .get(key)
            .and_then(Value::as_integer)
            .ok_or_else(|| anyhow!("no `{key} = <number>` in `{file}`"))
    };
    let kind = exercise.get("kind").and_then(Value::as_str).unwrap_or_default();
    let Some((_, task)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let kinds: Vec<_> = KINDS.iter().map(|(name, _)| (*name).to_owned()).collect();
        bail!("{:#} (in `{file}`)", names::unknown("kind", kind, &kinds));
    };
    let difficulty = number("difficulty")?;
    let minutes = number("minutes")?;
    if !(1..=4).contains(&difficulty) {
        bail!("the difficulty in `{file}` is {difficulty}: a number from 1 to 4");
    }
    let slug = html::escaped(argument);
    Ok(format!(
        "<div class=\"exercise\" data-exercise=\"{slug}\" role=\"group\" aria-label=\"Exercise {slug}\">\n\
         <p><strong>{slug}</strong> <span class=\"exercise-kind\">{kind}: {task}</span></p>\n\
         <dl>\n\
         <div><dt>Difficulty</dt><dd>{difficulty} of 4</dd></div>\n\
         <div><dt>Time</dt><dd>{minutes} minutes</dd></div>\n\
         <div><dt>Edit</dt><dd><code>{folder}/src/lib.rs</code></dd></div>\n\
         </dl>\n{}\n\n\
         ```console\ncargo workbook check {argument}\n```\n\n</div>",
        reports::mark(&slug)
    ))
}
