//! Brings a clone up to date and leaves alone what its reader has edited.
//!
//! `git pull` refuses to work over an edit that is not committed, and merges line by line into
//! one that is. A reader wants neither: an answer stays as it is, and everything else is new.
//!
//! Without commits of the reader's own, files are written first and the branch moves last. A
//! file that was edited is opened by nobody, so whenever this is killed nothing is lost, and the same
//! command finishes what was begun. With commits of the reader's own, git merges, and the merge
//! driver that `.gitattributes` names for answers keeps the reader's side.

mod git;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};

use git::{Change, Git};

/// What an update did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// How many files are new, changed or gone.
    pub written: usize,
    /// Answers whose shipped text is another, and which stay as the reader left them.
    pub kept: Vec<String>,
}

/// Updates the clone at `root` from the branch that its own branch follows.
///
/// # Errors
///
/// There is no history, no branch to follow or no network; or something is edited that is no
/// answer, and that the update changes: then nothing is changed, and the files are named.
pub fn update(root: &Path) -> Result<Updated> {
    let git = Git::at(root)?;
    git.run(&["fetch", "--quiet"])?;
    let new = git.upstream()?;
    if git.succeeds(&["merge-base", "--is-ancestor", &new, "HEAD"]) {
        return Ok(Updated::default());
    }
    let changes = git.changes("HEAD", &new)?;
    if git.succeeds(&["merge-base", "--is-ancestor", "HEAD", &new]) {
        forward(&git, &new, &changes)
    } else {
        merge(&git, &new)
    }
}

/// The reader has no commits: all but what is edited becomes as in `new`.
fn forward(git: &Git, new: &str, changes: &[Change]) -> Result<Updated> {
    if !git.succeeds(&["diff", "--cached", "--quiet"]) {
        bail!("something is staged in git: run `git commit`, or `git restore --staged .`");
    }
    let edited = edited(git, new, changes)?;
    let (kept, others): (Vec<String>, Vec<String>) =
        edited.iter().cloned().partition(|path| is_answer(path));
    if !others.is_empty() {
        bail!(
            "nothing is updated: the update changes what was edited here: {}\n\
             `git restore <file>` gives an edit up, `git commit` keeps it",
            others.join(", ")
        );
    }
    let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    let paths: Vec<&str> = paths.into_iter().filter(|path| !edited.contains(*path)).collect();
    git.write(new, &paths)?;
    git.run(&["reset", "--quiet", new])?;
    Ok(Updated { written: paths.len(), kept })
}

/// Of what the update changes: what is neither as it was nor as it will be.
fn edited(git: &Git, new: &str, changes: &[Change]) -> Result<BTreeSet<String>> {
    let (here, there) = (git.differ_from("HEAD")?, git.differ_from(new)?);
    let mut edited = BTreeSet::new();
    for Change { path, added } in changes {
        // git knows nothing yet of a file that the update adds.
        let is_edited = match added {
            true => git.exists(path) && !git.is_as_in(new, path),
            false => here.contains(path) && there.contains(path),
        };
        if is_edited {
            edited.insert(path.clone());
        }
    }
    Ok(edited)
}

/// The reader has commits: git merges, and answers stay the reader's.
fn merge(git: &Git, new: &str) -> Result<Updated> {
    let before = git.run(&["rev-parse", "HEAD"])?;
    let base = git.run(&["merge-base", "HEAD", new])?;
    let keep = ["-c", "merge.keep-answers.driver=true"];
    let merge = ["merge", "--quiet", "--no-edit", new];
    if let Err(error) = git.run(&[&keep[..], &merge].concat()) {
        if git.succeeds(&["rev-parse", "--quiet", "--verify", "MERGE_HEAD"]) {
            git.run(&["merge", "--abort"])?;
        }
        bail!(
            "nothing is updated: {error:#}\n\
             `git commit -am answers` keeps what is edited; the rest only `git merge` can settle"
        );
    }
    let theirs = git.changes(&base, new)?;
    let ours: BTreeSet<String> =
        git.changes(&base, &before)?.into_iter().map(|change| change.path).collect();
    let kept = theirs.into_iter().map(|change| change.path);
    let kept = kept.filter(|path| is_answer(path) && ours.contains(path)).collect();
    Ok(Updated { written: git.changes(&before, "HEAD")?.len(), kept })
}

/// Whether a reader writes here: `exercises/<chapter>/<slug>/src/lib.rs`, as `.gitattributes` says.
fn is_answer(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts[..], ["exercises", _, _, "src", "lib.rs"])
}

#[cfg(test)]
mod tests;
