//! What an update asks of git.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::text::plain;

/// The git of one clone.
pub(super) struct Git {
    root: PathBuf,
}

/// A file that differs between two commits.
pub(super) struct Change {
    pub(super) path: String,
    pub(super) added: bool,
}

impl Git {
    pub(super) fn at(root: &Path) -> Result<Git> {
        if !root.join(".git").exists() {
            bail!(
                "this copy has no history that git could update: unpack the new workbook \
                 beside it,\nand run there `cargo workbook update --from {}`",
                root.display()
            );
        }
        Ok(Git { root: root.to_owned() })
    }

    /// Runs git, and returns what it printed.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = self
            .command(arguments)
            .stdin(Stdio::null())
            .output()
            .context("failed to start `git`: it must be installed for an update")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`git {}` failed: {}", arguments.join(" "), plain(said.trim()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    pub(super) fn succeeds(&self, arguments: &[&str]) -> bool {
        self.run(arguments).is_ok()
    }

    /// The commit that the branch of this clone follows.
    pub(super) fn upstream(&self) -> Result<String> {
        let what = "@{upstream}^{commit}";
        self.run(&["rev-parse", "--quiet", "--verify", what]).context(
            "the branch follows none of another clone: \
             `git branch --set-upstream-to=origin/main` makes it follow",
        )
    }

    pub(super) fn changes(&self, from: &str, to: &str) -> Result<Vec<Change>> {
        let output = self.run(&["diff", "--name-status", "-z", "--no-renames", from, to])?;
        let mut parts = output.split('\0');
        let mut changes = Vec::new();
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            changes.push(Change { path: path.to_owned(), added: status == "A" });
        }
        Ok(changes)
    }

    /// The files of the working tree that differ from a commit.
    pub(super) fn differ_from(&self, commit: &str) -> Result<BTreeSet<String>> {
        let output = self.run(&["diff", "--name-only", "-z", "--no-renames", commit])?;
        Ok(output.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    pub(super) fn exists(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }

    /// Whether the file, of which git may know nothing yet, is as in `commit`.
    pub(super) fn is_as_in(&self, commit: &str, path: &str) -> bool {
        let here = self.run(&["hash-object", "--", path]);
        let there = self.run(&["rev-parse", &format!("{commit}:{path}")]);
        matches!((here, there), (Ok(here), Ok(there)) if here == there)
    }

    /// Makes these files of the working tree as in `commit`, also those that are gone in it.
    pub(super) fn write(&self, commit: &str, paths: &[&str]) -> Result<()> {
        if paths.is_empty() {
            return Ok(());
        }
        let arguments = [
            "--literal-pathspecs",
            "restore",
            "--source",
            commit,
            "--worktree",
            "--pathspec-from-file=-",
            "--pathspec-file-nul",
        ];
        let mut command = self.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().context("failed to start `git`")?;
        if let Some(mut stdin) = child.stdin.take() {
            // That git does not read to the end its status says.
            let _ = stdin.write_all(paths.join("\0").as_bytes());
        }
        let output = child.wait_with_output().context("failed to wait for `git`")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`git restore` failed: {}", plain(said.trim()));
        }
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args(arguments);
        command
    }
}
