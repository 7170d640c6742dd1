//! Claims about real processes: a test starts itself again, and again.
//!
//! Nothing is explored here, and the verdict says so. What is possible is shown by a process that
//! [pauses](pause) until the test lets it go on: that is an order of steps without a sleep.

use super::verdict::Scope;
use super::{Subject, record_file, trial};
use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::mem;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::process::{self, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// In a child: what it is to do.
const ROLE: &str = "INTERLEAVE_CHILD";
/// Between the words of a role.
const BETWEEN: char = '\u{1f}';
/// What the child's own output begins behind: libtest prints as well.
const BEGIN: &str = "-- interleave: a process begins --";
const PAUSE: &str = "-- interleave: a process pauses: ";
/// The status of a process that panicked.
const FAILED: i32 = 101;
/// Every test ends: so long may a process go on without a pause, and print so many lines.
const PATIENCE: Duration = Duration::from_secs(10);
const LINES: usize = 10_000;

/// Runs a test that starts itself again in other processes, in which `child` is called.
///
/// `parent` starts them and says what must hold. The verdict counts them; it is never exhaustive. A
/// test calls this once, and does nothing beside it, as it all happens again in each process.
///
/// # Panics
/// If `parent` does.
#[track_caller]
pub fn processes<F: FnOnce(&mut Processes)>(child: fn(&[&str]), parent: F) {
    if let Ok(role) = env::var(ROLE) {
        println!("\n{BEGIN}");
        let words: Vec<_> = role.split(BETWEEN).collect();
        let done = catch_unwind(|| child(&words));
        process::exit(if done.is_ok() { 0 } else { FAILED });
    }
    let subject = Subject::of::<F>(Location::caller());
    let mut processes = Processes { test: subject.test.clone(), runs: 0 };
    let result = catch_unwind(AssertUnwindSafe(|| parent(&mut processes)));
    let runs = match processes.runs {
        1 => "1 run, not exhaustive".to_owned(),
        n => format!("{n} runs, not exhaustive"),
    };
    let Err(payload) = result else {
        println!("{}: {runs}", subject.test);
        return record_file::append(&record_file::holds(
            &subject,
            &runs,
            &Scope::beyond(processes.runs),
        ));
    };
    let why = trial::text_of(&*payload);
    let todo = ["not yet implemented", "not implemented"];
    let missing = todo
        .iter()
        .find_map(|todo| why.strip_prefix(todo))
        .map(|what| what.trim_start_matches(": "));
    let (kind, why) = missing.map_or(("process", &*why), |what| ("unfinished", what));
    let headline = format!("{}: {}", kind.to_uppercase(), why.lines().next().unwrap_or_default());
    let more: String = why.lines().skip(1).map(|line| format!("\n   {line}")).collect();
    let report = format!("━━ {headline}{more}\n   in run {}, not exhaustive", processes.runs);
    record_file::refuse(&subject, kind, &headline, &report)
}

/// Stops a process here until the test that started it lets it go on. Anywhere else it does nothing.
pub fn pause(place: &str) {
    if env::var_os(ROLE).is_none() {
        return;
    }
    println!("\n{PAUSE}{place}");
    let _ = io::stdout().flush();
    let mut line = String::new();
    // Whoever started it is gone: there is nobody to go on for.
    if !io::stdin().read_line(&mut line).is_ok_and(|length| length > 0) {
        process::exit(1);
    }
}

/// The processes of one test.
#[derive(Debug)]
pub struct Processes {
    test: String,
    runs: usize,
}

impl Processes {
    /// Starts a process that does what the words of `role` say.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(&mut self, role: &[&str]) -> Child {
        self.runs += 1;
        let mut command = Command::new(env::current_exe().expect("the path of this program"));
        command.args(["--exact", &self.test, "--nocapture"]);
        command.env(ROLE, role.join(&BETWEEN.to_string())).env("RUST_BACKTRACE", "0");
        command.env_remove("INTERLEAVE_VERDICTS");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("this program starts again");
        let stdout = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut stderr = process.stderr.take().expect("it is piped");
        let (sender, lines) = channel();
        thread::spawn(move || {
            let mut lines = stdout.lines().map_while(Result::ok);
            lines.find(|line| line == BEGIN);
            lines.try_for_each(|line| sender.send(line))
        });
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let stdin = process.stdin.take();
        Child { process, stdin, lines, complaints: Some(complaints), printed: Vec::new() }
    }
}

/// A process that a test has started. It is killed when this is dropped.
#[derive(Debug)]
pub struct Child {
    process: process::Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    complaints: Option<JoinHandle<String>>,
    printed: Vec<String>,
}

impl Child {
    /// Waits until the process pauses, and says where; `None` if it ends instead.
    ///
    /// # Panics
    /// If it fails, or does neither for very long.
    pub fn pauses(&mut self) -> Option<String> {
        if let Some(place) = self.next_pause() {
            return Some(place);
        }
        let status = self.process.wait().expect("the status of a process");
        let complaints = self.complaints.take().and_then(|thread| thread.join().ok());
        if status.success() {
            return None;
        }
        match said(complaints) {
            words if words.is_empty() => panic!("a process ended without a word ({status})"),
            words => panic!("{words}\na process ended so ({status})"),
        }
    }

    fn next_pause(&mut self) -> Option<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => match line.strip_prefix(PAUSE) {
                    Some(place) => return Some(place.to_owned()),
                    None => self.printed.push(line),
                },
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    let seconds = PATIENCE.as_secs();
                    panic!("a process neither paused nor ended within {seconds} seconds")
                }
            }
            assert!(self.printed.len() < LINES, "a process prints without end");
        }
    }

    /// Lets a process that pauses go on.
    pub fn go_on(&mut self) {
        // That it has ended in the meantime is seen by whoever waits for it.
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(b"\n");
        }
    }

    /// Lets the process run to its end, past all pauses, and returns what it printed.
    ///
    /// # Panics
    /// If it fails, or does not end for very long.
    pub fn finish(mut self) -> String {
        self.go_on();
        while self.pauses().is_some() {
            self.go_on();
        }
        mem::take(&mut self.printed).join("\n").trim().to_owned()
    }

    /// The same for a process that may fail: what it printed, and how it ended.
    ///
    /// # Panics
    /// If it does not end for very long.
    pub fn end(mut self) -> (String, ExitStatus) {
        self.go_on();
        while self.next_pause().is_some() {
            self.go_on();
        }
        let status = self.process.wait().expect("the status of a process");
        (mem::take(&mut self.printed).join("\n").trim().to_owned(), status)
    }

    /// Ends the process where it stands, as a crash does.
    pub fn kill(self) {}
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a process said of its failure: the words of its panic, and then where it was.
fn said(complaints: Option<String>) -> String {
    let complaints = complaints.unwrap_or_default();
    let lines = complaints.trim().lines().filter(|line| !line.starts_with("note: "));
    let (at, words): (Vec<_>, Vec<_>) = lines.partition(|line| line.contains(" panicked at "));
    let at = at.iter().filter_map(|line| {
        let (_, place) = line.rsplit_once(" panicked at ")?;
        Some(format!("panicked at {}", place.rsplit(['/', '\\']).next()?.trim_end_matches(':')))
    });
    words.into_iter().map(str::to_owned).chain(at).collect::<Vec<_>>().join("\n")
}
