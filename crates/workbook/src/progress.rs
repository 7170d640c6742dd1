//! What the reader has solved and which hints were shown, in one text file.
//!
//! ```text
//! solved counter crc32:89abcdef
//! hint counter 2
//! ```
//!
//! It lies in `.workbook` in the root, outside all folders that are edited, so that
//! neither an update nor a reset touches it. The fingerprint is that of the tests
//! that the answer passed: if they change, the exercise is to be checked again. Lines
//! that this version does not know are kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::exercise::Exercise;
use crate::files;
use crate::workspace::Workspace;

const HEAD: &str = "# What `cargo workbook` remembers. Safe to delete: it only forgets.";

/// How far the reader is with an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The answer passed these tests.
    Solved,
    /// The answer passed tests that have changed since.
    CheckAgain,
    /// Neither.
    Open,
}

/// The progress file.
#[derive(Clone, Debug)]
pub struct Progress {
    folder: PathBuf,
    moved: bool,
    lines: Vec<String>,
}

impl Progress {
    /// Reads the progress of a checkout.
    ///
    /// If the checkout is read-only and `$CARGO_TARGET_DIR` names another place,
    /// progress is kept there.
    pub fn load(workspace: &Workspace) -> Progress {
        let beside = workspace.root.join(".workbook");
        let elsewhere = workspace.target.join("workbook").join("progress");
        let moved = !workspace.target.starts_with(&workspace.root) && !is_writable(&beside);
        let folder = if moved { elsewhere } else { beside };
        let text = fs::read_to_string(folder.join("progress.txt")).unwrap_or_default();
        Progress { folder, moved, lines: text.lines().map(str::to_owned).collect() }
    }

    /// The folder in which progress is kept.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where progress is kept instead of `.workbook`, because the checkout is read-only.
    pub fn moved_to(&self) -> Option<&Path> {
        self.moved.then_some(&self.folder)
    }

    /// How far the reader is with `exercise`.
    pub fn state(&self, exercise: &Exercise) -> State {
        match (self.value("solved", &exercise.slug), &exercise.fingerprint) {
            (None, _) => State::Open,
            (Some(passed), Some(tests)) if passed != tests => State::CheckAgain,
            (Some(_), _) => State::Solved,
        }
    }

    /// Remembers that the answer of `exercise` passes.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn solved(&mut self, exercise: &Exercise) -> Result<()> {
        let tests = exercise.fingerprint.clone().unwrap_or_else(|| "-".into());
        self.set("solved", &exercise.slug, Some(&tests))
    }

    /// Forgets what is known of `slug`, as after a reset.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn forget(&mut self, slug: &str) -> Result<()> {
        self.set("solved", slug, None)?;
        self.set("hint", slug, None)
    }

    /// How many hints were shown for `slug`.
    pub fn hints(&self, slug: &str) -> usize {
        let value = self.value("hint", slug);
        value.and_then(|value| value.parse().ok()).unwrap_or(0)
    }

    /// Remembers that `count` hints were shown for `slug`.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn show_hints(&mut self, slug: &str, count: usize) -> Result<()> {
        self.set("hint", slug, Some(&count.to_string()))
    }

    /// Keeps a copy of a file that is about to be replaced, and returns its path.
    ///
    /// # Errors
    ///
    /// The copy cannot be written, or the file not be read: then it must not be replaced.
    pub fn back_up(&self, exercise: &Exercise) -> Result<PathBuf> {
        let text = fs::read(exercise.answer())
            .with_context(|| format!("failed to read `{}`", exercise.answer().display()))?;
        let folder = self.folder.join("backup");
        fs::create_dir_all(&folder)
            .with_context(|| format!("failed to make `{}`", folder.display()))?;
        for number in 1_u32.. {
            let path = folder.join(format!("{}.{number}.rs", exercise.slug));
            match File::create_new(&path) {
                Ok(_) => {
                    fs::write(&path, text)
                        .with_context(|| format!("failed to write `{}`", path.display()))?;
                    return Ok(path);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(error)
                        .with_context(|| format!("failed to write `{}`", path.display()));
                }
            }
        }
        anyhow::bail!("no free name for a backup in `{}`", folder.display())
    }

    fn value(&self, word: &str, slug: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| {
            let (key, value) = line.rsplit_once(' ')?;
            (key.split_once(' ') == Some((word, slug))).then_some(value)
        })
    }

    /// Reads, changes and writes the file under a lock: another `cargo workbook` may do the same.
    fn set(&mut self, word: &str, slug: &str, value: Option<&str>) -> Result<()> {
        let path = self.folder.join("progress.txt");
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to make `{}`", self.folder.display()))?;
        let lock = self.folder.join("lock");
        let lock =
            File::create(&lock).with_context(|| format!("failed to write `{}`", lock.display()))?;
        lock.lock().context("failed to lock the progress")?;
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.is_empty() {
            lines.push(HEAD.to_owned());
        }
        let key = format!("{word} {slug} ");
        lines.retain(|line| !line.starts_with(&key));
        lines.extend(value.map(|value| format!("{key}{value}")));
        files::write(&path, &format!("{}\n", lines.join("\n")))?;
        self.lines = lines;
        Ok(())
    }
}

/// Tries it, where the folder is or would be made.
fn is_writable(folder: &Path) -> bool {
    let existing = folder.ancestors().find(|folder| folder.exists());
    existing.is_some_and(|folder| tempfile::tempfile_in(folder).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkout() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let manifest = "[package.metadata.exercise]\nkind = \"fix\"\ntests = \"crc32:1\"\n";
        files::write(&folder.path().join("exercises/a/one/Cargo.toml"), manifest).unwrap();
        files::write(&folder.path().join("exercises/a/one/src/lib.rs"), "answer").unwrap();
        let mut workspace = Workspace::load(folder.path()).unwrap();
        workspace.target = folder.path().join("target");
        (folder, workspace)
    }

    #[test]
    fn a_solved_exercise_is_remembered_until_its_tests_change() {
        let (_folder, workspace) = checkout();
        let mut exercise = workspace.exercises[0].clone();
        let mut progress = Progress::load(&workspace);
        assert_eq!(progress.state(&exercise), State::Open);
        progress.solved(&exercise).unwrap();
        assert_eq!(Progress::load(&workspace).state(&exercise), State::Solved);
        exercise.fingerprint = Some("crc32:2".into());
        assert_eq!(progress.state(&exercise), State::CheckAgain);
        progress.forget("one").unwrap();
        assert_eq!(Progress::load(&workspace).state(&exercise), State::Open);
    }

    #[test]
    fn lines_of_others_are_kept() {
        let (folder, workspace) = checkout();
        let path = folder.path().join(".workbook/progress.txt");
        files::write(&path, "# mine\r\nfuture one 3\r\nhint two 1\r\n").unwrap();
        let mut progress = Progress::load(&workspace);
        assert_eq!(progress.hints("two"), 1);
        progress.show_hints("one", 2).unwrap();
        assert_eq!(files::read(&path).unwrap(), "# mine\nfuture one 3\nhint two 1\nhint one 2\n");
    }

    #[test]
    fn every_backup_has_a_name_of_its_own() {
        let (_folder, workspace) = checkout();
        let progress = Progress::load(&workspace);
        let first = progress.back_up(&workspace.exercises[0]).unwrap();
        let second = progress.back_up(&workspace.exercises[0]).unwrap();
        assert_ne!(first, second);
        assert_eq!(files::read(&first).unwrap(), "answer");
    }

    #[test]
    fn in_a_read_only_checkout_progress_moves_to_the_place_for_builds() {
        let (folder, mut workspace) = checkout();
        files::write(&folder.path().join(".workbook"), "in the way").unwrap();
        assert!(Progress::load(&workspace).moved_to().is_none(), "there is no other place");
        let elsewhere = tempfile::tempdir().unwrap();
        workspace.target = elsewhere.path().to_owned();
        let mut progress = Progress::load(&workspace);
        assert!(progress.moved_to().is_some_and(|to| to.starts_with(elsewhere.path())));
        progress.solved(&workspace.exercises[0]).unwrap();
        let progress = Progress::load(&workspace);
        assert_eq!(progress.state(&workspace.exercises[0]), State::Solved);
    }
}
