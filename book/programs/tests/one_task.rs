//! A task that is told to stop cleans up before `main` exits; one that is killed does not.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

const STOPPED: &str = "stopping\ntask cleaned up\nmain exits\n";

/// A run that has printed its first line.
struct Run {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Run {
    fn started() -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_one_task"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        assert_eq!(first, "task started\n");
        Run { child, lines }
    }

    /// What it prints to its end.
    fn rest(&mut self) -> String {
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        rest
    }
}

#[test]
fn a_line_stops_it_in_order() {
    let mut run = Run::started();
    run.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    assert_eq!(run.rest(), STOPPED);
    assert!(run.child.wait().unwrap().success());
}

#[test]
fn the_end_of_its_input_stops_it_too() {
    let mut run = Run::started();
    drop(run.child.stdin.take());
    assert_eq!(run.rest(), STOPPED);
    assert!(run.child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_without_cleaning_up() {
    use std::os::unix::process::ExitStatusExt;

    let mut run = Run::started();
    // Not the interrupt itself: who starts a process in the background may have it ignore that one.
    let killed =
        Command::new("kill").args(["-TERM", &run.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(run.rest(), "");
    let status = run.child.wait().unwrap();
    assert_eq!(status.signal(), Some(15), "{status}");
}
