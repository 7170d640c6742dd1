//! Child processes that always end: a process group, a time limit, a way to stop.
//!
//! A child leads a group of its own, so whatever it started dies with it, and what
//! it prints is kept up to a limit, so an answer that prints for ever fills neither
//! the memory nor the terminal.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// How long a child may outlive a [`Stop`], and how soon its end is seen if something
/// it started still holds its output open.
const TICK: Duration = Duration::from_millis(50);

/// Asks all work that holds a clone to end early.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks. There is no way back.
    pub fn set(&self) {
        // Relaxed: the flag publishes nothing but itself.
        self.0.store(true, Relaxed);
    }

    /// Whether somebody has asked.
    pub fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, or by a signal that was not ours.
    Ended(ExitStatus),
    /// It was killed at the time limit.
    TimeLimit,
    /// It was killed because of a [`Stop`].
    Stopped,
}

/// What a child left behind.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub end: End,
    /// What it printed on the standard output.
    pub stdout: String,
    /// What it printed on the standard error.
    pub stderr: String,
}

/// The bounds of a child.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Killed after this time.
    pub time: Option<Duration>,
    /// Bytes of each output that are kept: half from its start, half from its end.
    pub output: usize,
    /// Killed when this is set.
    pub stop: Stop,
}

/// Starts `command` as the leader of a group of its own.
///
/// # Errors
///
/// It cannot be started.
pub fn spawn(command: Command) -> io::Result<Box<dyn ChildWrapper>> {
    let mut command = CommandWrap::from(command);
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    command.spawn()
}

/// Runs `command` to its end, or to its limits, without standard input.
///
/// # Errors
///
/// It cannot be started or waited for.
pub fn run(command: Command, limits: &Limits) -> io::Result<Finished> {
    run_watched(command, limits, &mut |_| {})
}

/// Does [`run`], and shows what comes on the standard output as soon as it comes, in parts of any size.
///
/// # Errors
///
/// As [`run`].
pub fn run_watched(
    mut command: Command,
    limits: &Limits,
    watch: &mut dyn FnMut(&[u8]),
) -> io::Result<Finished> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let deadline = limits.time.map(|time| Instant::now() + time);
    let mut child = spawn(command)?;

    // Bounded, so that a flood waits for us instead of filling the memory.
    let (sender, parts) = sync_channel(16);
    if let Some(stdout) = child.stdout().take() {
        forward(stdout, Part::Out, sender.clone());
    }
    if let Some(stderr) = child.stderr().take() {
        forward(stderr, Part::Err, sender.clone());
    }
    drop(sender);

    let mut stdout = Kept::new(limits.output);
    let mut stderr = Kept::new(limits.output);
    let mut keep = |part| match part {
        Part::Out(bytes) => {
            watch(&bytes);
            stdout.push(&bytes);
        }
        Part::Err(bytes) => stderr.push(&bytes),
    };
    let end = wait(child.as_mut(), &parts, deadline, &limits.stop, &mut keep)?;

    // Whatever it started dies with it, and the pipes close.
    let _ = child.start_kill();
    if end == End::TimeLimit || end == End::Stopped {
        child.wait()?;
    }
    // A process that left the group may still hold the pipes: nobody waits for it.
    let patience = Instant::now() + Duration::from_secs(1);
    while let Ok(part) = parts.recv_timeout(patience.saturating_duration_since(Instant::now())) {
        keep(part);
    }
    Ok(Finished { end, stdout: stdout.text(), stderr: stderr.text() })
}

enum Part {
    Out(Vec<u8>),
    Err(Vec<u8>),
}

fn forward(
    mut pipe: impl Read + Send + 'static,
    part: fn(Vec<u8>) -> Part,
    sender: SyncSender<Part>,
) {
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(length @ 1..) = pipe.read(&mut buffer) {
            if sender.send(part(buffer[..length].to_vec())).is_err() {
                break;
            }
        }
    });
}

/// Waits for the end. Both outputs closing is the usual sign; the tick is for a child
/// that closes them early or leaves them open in something it started.
fn wait(
    child: &mut dyn ChildWrapper,
    parts: &Receiver<Part>,
    deadline: Option<Instant>,
    stop: &Stop,
    keep: &mut impl FnMut(Part),
) -> io::Result<End> {
    let mut next_look = Instant::now() + TICK;
    loop {
        let closed = match parts.recv_timeout(next_look.saturating_duration_since(Instant::now())) {
            Ok(part) => {
                keep(part);
                false
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => true,
        };
        let now = Instant::now();
        if closed || now >= next_look {
            if let Some(status) = child.try_wait()? {
                return Ok(End::Ended(status));
            }
            next_look = now + TICK;
        }
        if stop.is_set() {
            return Ok(End::Stopped);
        }
        if deadline.is_some_and(|deadline| now >= deadline) {
            return Ok(End::TimeLimit);
        }
        if closed {
            // It has closed its outputs and is about to end, as nearly always.
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The start and the end of an output.
struct Kept {
    half: usize,
    head: Vec<u8>,
    tail: VecDeque<u8>,
    dropped: usize,
}

impl Kept {
    fn new(limit: usize) -> Kept {
        Kept { half: limit / 2, head: Vec::new(), tail: VecDeque::new(), dropped: 0 }
    }

    fn push(&mut self, bytes: &[u8]) {
        let room = self.half.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.tail.extend(&bytes[room..]);
        let over = self.tail.len().saturating_sub(self.half);
        self.tail.drain(..over);
        self.dropped += over;
    }

    fn text(&self) -> String {
        let mut bytes = self.head.clone();
        if self.dropped > 0 {
            let note = format!("\n[{} bytes are left out here]\n", self.dropped);
            bytes.extend_from_slice(note.as_bytes());
        }
        bytes.extend(&self.tail);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn limits(time: Option<Duration>) -> Limits {
        Limits { time, output: 1000, stop: Stop::default() }
    }

    #[test]
    fn output_and_status_arrive() {
        let finished = run(sh("echo out; echo err >&2; exit 7"), &limits(None)).unwrap();
        assert_eq!(finished.stdout, "out\n");
        assert_eq!(finished.stderr, "err\n");
        assert!(matches!(finished.end, End::Ended(status) if status.code() == Some(7)));
    }

    #[test]
    fn the_time_limit_kills_the_whole_group() {
        // The grandchild holds the pipe: without its death this would take an hour.
        let command = sh("sleep 3600 & echo started; wait");
        let finished = run(command, &limits(Some(Duration::from_millis(100)))).unwrap();
        assert_eq!(finished.end, End::TimeLimit);
        assert_eq!(finished.stdout, "started\n");
    }

    #[test]
    fn a_child_that_leaves_a_process_behind_has_ended() {
        let finished = run(sh("sleep 3600 & echo done"), &limits(None)).unwrap();
        assert!(matches!(finished.end, End::Ended(status) if status.success()));
        assert_eq!(finished.stdout, "done\n");
    }

    #[test]
    fn a_child_that_closes_its_outputs_is_waited_for() {
        let finished = run(sh("exec >&- 2>&-; exit 3"), &limits(None)).unwrap();
        assert!(matches!(finished.end, End::Ended(status) if status.code() == Some(3)));
    }

    #[test]
    fn a_stop_that_was_set_before_ends_it_too() {
        let limits = limits(None);
        limits.stop.set();
        assert_eq!(run(sh("sleep 3600"), &limits).unwrap().end, End::Stopped);
    }

    #[test]
    fn a_flood_keeps_its_start_and_its_end() {
        let script = "echo start; head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end";
        let finished = run(sh(script), &limits(None)).unwrap();
        assert!(finished.stdout.starts_with("start\n"));
        assert!(finished.stdout.ends_with("\nend\n"));
        assert!(finished.stdout.len() < 1100, "{}", finished.stdout.len());
    }
}
