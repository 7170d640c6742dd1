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
//!
//! Two machines may meet in it. What git leaves of a conflict is read as both sides, and the
//! copies that a synchronized folder makes, such as `progress (conflicted copy).txt`, are
//! merged with the next line that is written, and then kept beside the backups.

mod lines;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::exercise::Exercise;
use crate::files;
use crate::workspace::Workspace;

const FILE: &str = "progress.txt";
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
        let (lines, _) = all_lines(&folder).unwrap_or_default();
        Progress { folder, moved, lines }
    }

    /// The folder in which progress is kept.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where progress is kept instead of `.workbook`, because the checkout is read-only.
    pub fn moved_to(&self) -> Option<&Path> {
        self.moved.then_some(&self.folder)
    }

    /// Proves that progress can be read and written, and returns its file.
    ///
    /// # Errors
    ///
    /// It cannot: nothing new would be remembered.
    pub fn check(&self) -> Result<PathBuf> {
        all_lines(&self.folder)?;
        if !is_writable(&self.folder) {
            bail!("failed to write in `{}`", self.folder.display());
        }
        Ok(self.folder.join(FILE))
    }

    /// How far the reader is with `exercise`.
    pub fn state(&self, exercise: &Exercise) -> State {
        let mut passed = self.values("solved", &exercise.slug);
        // Two machines may have different tests: then both are remembered.
        let by_these = |passed: &str| exercise.fingerprint.as_ref().is_none_or(|it| it == passed);
        match passed.next() {
            None => State::Open,
            Some(first) if by_these(first) || passed.any(by_these) => State::Solved,
            Some(_) => State::CheckAgain,
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
        self.values("hint", slug).filter_map(|value| value.parse().ok()).max().unwrap_or(0)
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
        for number in 1_u32.. {
            let path = folder.join(format!("{}.{number}.rs", exercise.slug));
            match files::write_new(&path, &text) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(error)
                        .with_context(|| format!("failed to write `{}`", path.display()));
                }
            }
        }
        anyhow::bail!("no free name for a backup in `{}`", folder.display())
    }

    /// Adds what another machine remembers: `from` is its progress file, or its checkout.
    ///
    /// Returns how many lines are new.
    ///
    /// # Errors
    ///
    /// It cannot be read, is no progress, or ours cannot be written.
    pub fn merge(&mut self, from: &Path) -> Result<usize> {
        let theirs = theirs(from)?;
        let mut before = Vec::new();
        self.change(|lines| {
            before.clone_from(lines);
            *lines = lines::union(std::mem::take(lines), theirs);
        })?;
        Ok(self.lines.iter().filter(|line| !before.contains(line)).count())
    }

    fn values(&self, word: &str, slug: &str) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(move |line| {
            let (key, value) = line.rsplit_once(' ')?;
            (key.split_once(' ') == Some((word, slug))).then_some(value)
        })
    }

    fn set(&mut self, word: &str, slug: &str, value: Option<&str>) -> Result<()> {
        let key = format!("{word} {slug} ");
        self.change(|lines| {
            lines.retain(|line| !line.starts_with(&key));
            lines.extend(value.map(|value| format!("{key}{value}")));
        })
    }

    /// Reads, changes and writes the file under a lock: another `cargo workbook` may do the same.
    fn change(&mut self, change: impl FnOnce(&mut Vec<String>)) -> Result<()> {
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to make `{}`", self.folder.display()))?;
        let lock = self.folder.join("lock");
        let lock =
            File::create(&lock).with_context(|| format!("failed to write `{}`", lock.display()))?;
        lock.lock().context("failed to lock the progress")?;
        // What cannot be read is not written over: it may hold more than is known here.
        let (mut lines, copies) = all_lines(&self.folder)?;
        if lines.is_empty() {
            lines.push(HEAD.to_owned());
        }
        change(&mut lines);
        files::write(&self.folder.join(FILE), &format!("{}\n", lines.join("\n")))?;
        self.lines = lines;
        for copy in copies {
            self.put_away(&copy);
        }
        Ok(())
    }

    /// Moves a copy that is merged out of the way: read again, it would bring back what is forgotten
    /// from here on. One that cannot be moved is merged again, which loses nothing.
    fn put_away(&self, copy: &Path) {
        let backup = self.folder.join("backup");
        let _ = fs::create_dir_all(&backup);
        let name = copy.file_name().unwrap_or_default().to_string_lossy();
        let free = (1_u32..1000).map(|number| backup.join(format!("{number}. {name}")));
        if let Some(path) = { free }.find(|path| !path.exists()) {
            let _ = fs::rename(copy, path);
        }
    }
}

/// The lines of the progress file in `folder` with those of its copies, and the copies.
fn all_lines(folder: &Path) -> Result<(Vec<String>, Vec<PathBuf>)> {
    let mut lines = lines::union(read(&folder.join(FILE))?, Vec::new());
    let copies = copies(folder);
    for copy in &copies {
        lines = lines::union(lines, read(copy)?);
    }
    Ok((lines, copies))
}

/// What a program that synchronizes folders left beside the progress file, sorted.
fn copies(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    copies.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("progress") && name.ends_with(".txt") && name != FILE && path.is_file()
    });
    copies.sort();
    copies
}

/// The lines of `path`; none if there is no such file. Bytes that are no text spoil their line alone.
fn read(path: &Path) -> Result<Vec<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(lines::lines(&String::from_utf8_lossy(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| format!("failed to read `{}`", path.display())),
    }
}

/// The lines of another machine, given its progress file or a folder above.
fn theirs(from: &Path) -> Result<Vec<String>> {
    let folders = [from.join(".workbook"), from.to_owned()];
    let found = folders.iter().find(|folder| folder.join(FILE).is_file());
    let lines = match found {
        Some(folder) => all_lines(folder)?.0,
        None if from.is_dir() => {
            bail!("no progress in `{}`: name its `.workbook/{FILE}`", from.display())
        }
        None => {
            let text =
                fs::read(from).with_context(|| format!("failed to read `{}`", from.display()))?;
            lines::lines(&String::from_utf8_lossy(&text))
        }
    };
    let known = |line: &String| ["solved ", "hint "].iter().any(|word| line.starts_with(word));
    if !lines.iter().any(known) {
        bail!("no progress in `{}`: no line begins with `solved` or `hint`", from.display());
    }
    Ok(lines)
}

/// Tries it, where the folder is or would be made.
fn is_writable(folder: &Path) -> bool {
    let existing = folder.ancestors().find(|folder| folder.exists());
    existing.is_some_and(|folder| tempfile::tempfile_in(folder).is_ok())
}

#[cfg(test)]
mod tests;
