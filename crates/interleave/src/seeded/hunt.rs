//! Runs tests once more for each bug, in a process that has it.

use super::{BUGS, Bug, FoundBy};
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

const VARIABLE: &str = "INTERLEAVE_SEEDED";

/// A bug that is not found in this time is not found. On an idle machine none takes a minute; the
/// rest is for busy ones.
const LIMIT: Duration = Duration::from_secs(300);

/// The bug that this process has.
pub(super) static CHOSEN: LazyLock<Option<Bug>> = LazyLock::new(|| {
    let name = std::env::var(VARIABLE).ok()?;
    let bug = BUGS.iter().find(|(bug, _)| format!("{bug:?}") == name);
    Some(bug.unwrap_or_else(|| panic!("no bug is called `{name}`")).0)
});

/// Runs the tests that `arguments` name, of the running test binary: they must be green without a
/// bug, and red with each of those that they are to find. Returns what is not so.
///
/// # Panics
/// If the binary cannot be run.
#[must_use]
pub fn hunt(by: FoundBy, arguments: &[&str], settings: &[(&str, &str)]) -> Vec<String> {
    let mut complaints = Vec::new();
    let (ended, said) = run(arguments, settings, None);
    if ended != Ended::Green {
        complaints.push(format!("without a bug: {ended:?}\n{said}"));
    }
    for (bug, _) in BUGS.iter().filter(|(_, found_by)| *found_by == by) {
        let begin = Instant::now();
        let (ended, said) = run(arguments, settings, Some(*bug));
        let seconds = begin.elapsed().as_secs_f64();
        println!("{bug:?}: {ended:?} after {seconds:.1} s\n{said}");
        if ended != Ended::Red {
            complaints.push(format!("{bug:?}: {ended:?}"));
        }
    }
    complaints
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ended {
    Green,
    /// By a test that failed.
    Red,
    /// In no way that a test ends.
    Otherwise,
    TooLate,
}

fn run(arguments: &[&str], settings: &[(&str, &str)], bug: Option<Bug>) -> (Ended, String) {
    let binary = std::env::current_exe().expect("the test's own path");
    let mut command = Command::new(binary);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
    command
        .envs(settings.iter().copied())
        .env_remove(VARIABLE)
        .envs(bug.map(|bug| (VARIABLE, format!("{bug:?}"))));
    let mut child = command.spawn().expect("the tests run once more");
    let mut output = child.stdout.take().expect("it is piped");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut said = Vec::new();
        // What could be read is what there is.
        let _ = output.read_to_end(&mut said);
        let _ = sender.send(String::from_utf8_lossy(&said).into_owned());
    });
    let Ok(said) = receiver.recv_timeout(LIMIT) else {
        let _ = child.kill();
        let _ = child.wait();
        return (Ended::TooLate, String::new());
    };
    let status = child.wait().expect("a child that has ended");
    let ended = match status.success() {
        true => Ended::Green,
        false if said.contains("test result: FAILED") => Ended::Red,
        false => Ended::Otherwise,
    };
    (ended, said)
}
