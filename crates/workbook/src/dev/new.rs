//! `dev new`: an exercise to begin with, of every kind.
//!
//! What is written is complete: solution, tests, wrong versions, hints, and the shipped text that is
//! made of them. Everything holds as it stands, so an author replaces one thing after the other by
//! their own, and sees at once what that breaks.

mod templates;

use std::fmt;
use std::path::Path;

use anyhow::{Result, anyhow};
use toml_edit::DocumentMut;

use super::sync::write_fingerprint;
use crate::exercise::{Exercise, Kind};
use crate::files;
use crate::summary;
use crate::workspace::Workspace;

/// Stands in the templates for the name of the exercise.
const SLUG: &str = "template_slug";
/// Where in a manifest the table of the exercise stands.
const METADATA: &str = "# metadata\n";

/// Names that a package or a crate of the reader's cannot have.
const TAKEN: [&str; 12] = [
    "alloc",
    "bench",
    "benches",
    "book",
    "core",
    "doc",
    "interleave",
    "model",
    "programs",
    "std",
    "test",
    "tests",
];
/// The keywords that are names of things otherwise.
const KEYWORDS: &str = "as async await become box break const continue crate do dyn else enum extern \
    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self \
    static struct super trait try type typeof unsafe unsized use virtual where while yield abstract \
    false true";

/// Why there is no such exercise to write: what was asked for, and what to ask for instead.
#[derive(Debug)]
pub struct NotWritten(String);

impl fmt::Display for NotWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotWritten {}

/// Writes an exercise of this kind, with its solution. Returns the files, from the root.
///
/// # Errors
///
/// [`NotWritten`], before anything is written; or a file cannot be written.
pub fn write(workspace: &Workspace, chapter: &str, slug: &str, kind: Kind) -> Result<Vec<String>> {
    refuse(workspace, chapter, slug).map_err(NotWritten)?;
    let template = templates::of(kind);
    let at = |folder: &str| workspace.root.join(folder).join(chapter).join(slug);
    let (dir, solution) = (at("exercises"), at("solutions"));

    let mut written = Vec::new();
    let mut write = |folder: &Path, path: &str, text: &str| {
        let path = folder.join(path);
        files::write(&path, &text.replace(SLUG, slug))?;
        written.push(workspace.relative(&path));
        anyhow::Ok(())
    };
    write(&solution, "Cargo.toml", &solution_manifest(kind))?;
    write(&solution, "src/lib.rs", template.solution)?;
    for (name, text) in template.wrong {
        write(&solution, &format!("wrong/{name}.rs"), text)?;
    }
    write(&dir, "Cargo.toml", &exercise_manifest(kind))?;
    write(&dir, "tests/model.rs", template.tests)?;
    for (name, text) in template.given {
        write(&dir, &format!("src/given/{name}.rs"), text)?;
    }
    let exercise = Exercise::load(&workspace.root, chapter, slug)?;
    write_fingerprint(&exercise)?;
    write(&dir, "src/lib.rs", &exercise.shipped()?)?;
    written.sort();
    Ok(written)
}

/// Why this exercise cannot be written, if it cannot.
fn refuse(workspace: &Workspace, chapter: &str, slug: &str) -> Result<(), String> {
    let words = |name: &str| {
        let word = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase());
        name.split('_').all(word)
    };
    if !words(slug) {
        return Err(format!(
            "`{slug}` is no name for an exercise: words of the letters a to z, joined by `_`, such as \
             `bounded_queue`"
        ));
    }
    let dependency = || {
        let manifest = files::read(&workspace.root.join("Cargo.toml")).unwrap_or_default();
        let manifest: DocumentMut = manifest.parse().unwrap_or_default();
        let all = manifest.get("workspace").and_then(|all| all.get("dependencies"));
        let names = all.and_then(|all| all.as_table_like());
        names.is_some_and(|all| all.iter().any(|(name, _)| name.replace('-', "_") == slug))
    };
    if let Some(exercise) = workspace.exercises.iter().find(|exercise| exercise.slug == slug) {
        return Err(format!(
            "there is an exercise `{slug}`, `{}`: two of one name cannot be told apart; take another",
            workspace.relative(&exercise.dir)
        ));
    }
    // Cargo tells packages apart by name: those of this workspace, and what they depend on. An exercise that
    // was deleted may still stand there, with its solution.
    let locked = || {
        let lock = files::read(&workspace.root.join("Cargo.lock")).unwrap_or_default();
        let has = |name: &str| lock.lines().any(|line| line == format!("name = \"{name}\""));
        (has(slug) || has(&slug.replace('_', "-"))) && !has(&format!("{slug}_solution"))
    };
    if TAKEN.contains(&slug)
        || KEYWORDS.split(' ').any(|keyword| keyword == slug)
        || slug.ends_with("_solution")
        || dependency()
        || locked()
    {
        return Err(format!(
            "`{slug}` means something else in Rust or in this workspace: take another"
        ));
    }
    let book = workspace.root.join("book").join("src").join("SUMMARY.md");
    let summary = files::read(&book).map_err(|error| format!("{error:#}"))?;
    let pages = summary::pages(&summary);
    if !pages.iter().any(|page| page.chapter() == chapter) {
        return Err(format!(
            "`{chapter}` is no chapter: add the line `- [The title]({chapter}.md)` to `{}`, and write the \
             page; the order of the lines is that of the book",
            workspace.relative(&book)
        ));
    }
    for folder in ["exercises", "solutions"] {
        let path = workspace.root.join(folder).join(chapter).join(slug);
        if path.exists() {
            return Err(format!(
                "`{}` is there already: move it away, or take another name",
                workspace.relative(&path)
            ));
        }
    }
    Ok(())
}

/// The manifest of an exercise, before its name is put in.
fn exercise_manifest(kind: Kind) -> String {
    let text = templates::EXERCISE.replace(METADATA, templates::of(kind).metadata);
    with_the_checker(kind, &text)
}

/// The manifest of a solution, before its name is put in.
fn solution_manifest(kind: Kind) -> String {
    with_the_checker(kind, templates::SOLUTION)
}

/// Where the answer itself runs models, it needs the checker, not its tests alone.
fn with_the_checker(kind: Kind, manifest: &str) -> String {
    match kind {
        Kind::Model => manifest.replace(
            "[dependencies]\ninterleave.workspace = true",
            "[dependencies]\ninterleave = { workspace = true, features = [\"model\"] }",
        ),
        _ => manifest.to_owned(),
    }
}

/// What every manifest says of its exercise, in this order.
const SAID: [&str; 5] = ["kind", "difficulty", "minutes", "hints", "tests"];

/// Compares the manifests of an exercise with those that are written: all but the values of what they
/// say of it, and what it depends on, which may be what it is about.
///
/// # Errors
///
/// Names the manifest that differs.
pub fn compare(exercise: &Exercise) -> Result<()> {
    let form = |text: &str| {
        let mut manifest: DocumentMut = text.parse()?;
        for table in ["dependencies", "dev-dependencies"] {
            manifest.remove(table);
        }
        let metadata = manifest["package"].as_table_mut().and_then(|it| it.remove("metadata"));
        let said = metadata.as_ref().and_then(|it| it.get("exercise")).and_then(|it| it.as_table());
        let keys = said.into_iter().flat_map(|table| table.iter()).map(|(key, _)| key);
        let keys: Vec<_> = keys.filter(|key| SAID.contains(key)).collect();
        anyhow::Ok(format!("{manifest}{}", keys.join(" ")))
    };
    let manifests = [
        (exercise.manifest(), exercise_manifest(exercise.kind)),
        (exercise.solution_dir.join("Cargo.toml"), solution_manifest(exercise.kind)),
    ];
    for (path, expected) in manifests {
        let expected = form(&expected.replace(SLUG, &exercise.slug))?;
        let found = form(&files::read(&path)?.replace("\r\n", "\n"))?;
        if found != expected {
            return Err(anyhow!("`{}` is not as `dev new` writes it", path.display()));
        }
    }
    Ok(())
}
