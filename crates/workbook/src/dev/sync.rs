//! Writes what is generated: shipped texts and the fingerprints of tests.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};
use toml_edit::{DocumentMut, Item, value};

use crate::exercise::Exercise;
use crate::files;
use crate::fingerprint::fingerprint;
use crate::workspace::Workspace;

/// What [`sync`] did.
#[derive(Debug, Default)]
pub struct Synced {
    /// The files that were written, from the root.
    pub written: Vec<String>,
    /// The files that hold somebody's edits and were left alone, from the root.
    pub kept: Vec<String>,
}

/// Writes every exercise's src/lib.rs and the fingerprint of its tests, where they differ.
///
/// A src/lib.rs that is not as committed holds somebody's edits and is left alone,
/// unless `force` says otherwise.
///
/// # Errors
///
/// A file cannot be read or written, or a hole mark stands where it may not.
pub fn sync(workspace: &Workspace, force: bool) -> Result<Synced> {
    let mut synced = Synced::default();
    for exercise in &workspace.exercises {
        let answer = exercise.answer();
        let name = workspace.relative(&answer);
        let shipped = exercise.shipped()?;
        let current = fs::read_to_string(&answer).ok();
        if current.as_deref().map(|text| text.replace("\r\n", "\n")) != Some(shipped.clone()) {
            if force || current.is_none() || is_committed(&workspace.root, &answer) {
                files::write(&answer, &with_line_ends_of(&shipped, current.as_deref()))?;
                synced.written.push(name);
            } else {
                synced.kept.push(name);
            }
        }
        if write_fingerprint(exercise)? {
            synced.written.push(workspace.relative(&exercise.manifest()));
        }
    }
    Ok(synced)
}

/// Returns `text`, which has LF line ends, with those of `like`.
pub fn with_line_ends_of(text: &str, like: Option<&str>) -> String {
    if like.is_some_and(|like| like.contains("\r\n")) {
        text.replace('\n', "\r\n")
    } else {
        text.to_owned()
    }
}

pub(super) fn write_fingerprint(exercise: &Exercise) -> Result<bool> {
    let path = exercise.manifest();
    let mut manifest: DocumentMut = files::read(&path)?
        .parse()
        .with_context(|| format!("failed to read `{}`", path.display()))?;
    let table = manifest
        .get_mut("package")
        .and_then(|item| item.get_mut("metadata"))
        .and_then(|item| item.get_mut("exercise"))
        .and_then(Item::as_table_mut)
        .ok_or_else(|| anyhow!("no `[package.metadata.exercise]` in `{}`", path.display()))?;
    let new = fingerprint(&exercise.tests_text()?);
    if table.get("tests").and_then(Item::as_str) == Some(&new) {
        return Ok(false);
    }
    table["tests"] = value(new);
    files::write(&path, &manifest.to_string())?;
    Ok(true)
}

/// Whether git has the file, exactly as it is. Without git nobody can tell, so: no.
fn is_committed(root: &Path, path: &Path) -> bool {
    let git = |arguments: &[&str]| {
        Command::new("git")
            .current_dir(root)
            .args(arguments)
            .arg("--")
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    git(&["ls-files", "--error-unmatch"]) && git(&["diff", "--quiet", "HEAD"])
}
