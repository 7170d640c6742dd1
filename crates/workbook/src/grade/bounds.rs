//! What a program may use that somebody else has written.
//!
//! These limits keep one answer from spoiling the others by accident or in jest. They are no
//! security boundary: the code runs as the user who grades, and may read files and use the network.

use std::env;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Limits of a build and of each run.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How long one build may take.
    pub build: Duration,
    /// Bytes of address space of each process, where the system has such a limit.
    pub memory: u64,
    /// Bytes of each file that is written.
    pub file: u64,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { build: Duration::from_secs(300), memory: 4 << 30, file: 256 << 20 }
    }
}

/// Sets the limits and becomes the program. `ulimit` counts in units of 1024 and 512 bytes; one that
/// the system does not have is left out.
#[cfg(unix)]
const SCRIPT: &str =
    "{ ulimit -c 0; ulimit -v \"$1\"; ulimit -f \"$2\"; } 2>/dev/null; shift 2; exec \"$@\"";

impl Bounds {
    /// The same command under the limits of memory and files.
    #[cfg(unix)]
    pub(super) fn limited(&self, command: &Command) -> Command {
        let mut limited = Command::new("sh");
        limited.args(["-c", SCRIPT, "sh"]);
        limited.arg((self.memory / 1024).to_string()).arg((self.file / 512).to_string());
        limited.arg(command.get_program()).args(command.get_args());
        same_place(command, &mut limited);
        limited
    }

    /// The same command: this system has no `ulimit`.
    #[cfg(not(unix))]
    pub(super) fn limited(&self, command: &Command) -> Command {
        let mut same = Command::new(command.get_program());
        same.args(command.get_args());
        same_place(command, &mut same);
        same
    }

    /// Does [`limited`](Bounds::limited), without the environment of whoever grades, and with a home of its own.
    pub(super) fn alone(&self, command: &Command, home: &Path) -> Command {
        let mut alone = self.limited(command);
        alone.env_clear();
        let kept = ["PATH", "LANG", "LC_ALL", "SystemRoot", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];
        for name in kept {
            if let Some(value) = env::var_os(name) {
                alone.env(name, value);
            }
        }
        for name in ["HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"] {
            alone.env(name, home);
        }
        for (name, value) in command.get_envs() {
            if let Some(value) = value {
                alone.env(name, value);
            }
        }
        alone
    }
}

fn same_place(command: &Command, other: &mut Command) {
    if let Some(folder) = command.get_current_dir() {
        other.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::process::{End, Finished, Limits, Stop, run};

    fn ran(script: &str, bounds: Bounds, home: &Path) -> Finished {
        let mut command = Command::new("sh");
        command.args(["-c", script]).env("GIVEN", "yes").current_dir(home);
        let limits = Limits { time: None, output: 1000, stop: Stop::default() };
        run(bounds.alone(&command, home), &limits).unwrap()
    }

    #[test]
    fn a_file_ends_at_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let bounds = Bounds { file: 4096, ..Bounds::default() };
        let finished = ran("head -c 100000 /dev/zero > big", bounds, folder.path());
        assert!(!matches!(finished.end, End::Ended(status) if status.success()), "{finished:?}");
        assert!(folder.path().join("big").metadata().unwrap().len() <= 8192);
    }

    #[test]
    fn it_sees_what_it_is_given_and_no_other_environment() {
        let folder = tempfile::tempdir().unwrap();
        let script = "echo $GIVEN ${CARGO_MANIFEST_DIR-none}; test \"$HOME\" = \"$TMPDIR\" && pwd";
        let finished = ran(script, Bounds::default(), folder.path());
        let mut lines = finished.stdout.lines();
        assert_eq!(lines.next(), Some("yes none"), "cargo test sets the second: {finished:?}");
        assert!(lines.next().is_some(), "its home is its own: {finished:?}");
    }
}
