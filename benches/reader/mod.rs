//! A clone of the last commit, as a reader has it, and commands in it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A folder that is deleted at the end, with the clone in it.
pub(crate) struct Checkout {
    home: tempfile::TempDir,
}

impl Checkout {
    /// Clones the last commit of this tree.
    pub(crate) fn new() -> Result<Checkout> {
        let home = tempfile::tempdir()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let clone = Checkout { home };
        run(Command::new("git").args(["clone", "--quiet"]).arg(root).arg(clone.path("")))?;
        Ok(clone)
    }

    /// A path in the clone.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.home.path().join("clone").join(below)
    }

    /// cargo in the clone, as if typed there.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(self.path("")).args(arguments).stdin(Stdio::null());
        for name in inherited() {
            command.env_remove(name);
        }
        command
    }
}

/// What this bench itself runs under, which must not reach the clone.
pub(crate) fn inherited() -> Vec<String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names
        .filter(|name| {
            name.starts_with("CARGO") && name != "CARGO_HOME" || name.starts_with("INTERLEAVE_")
        })
        .collect()
}

/// Runs a command that is to succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed: {status}").into()) }
}

/// How long something took.
pub(crate) fn timed(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let begin = Instant::now();
    work()?;
    Ok(begin.elapsed())
}

/// The median, and the greatest.
pub(crate) fn median_and_slowest(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() - 1])
}
