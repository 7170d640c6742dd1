//! Three child processes that share nothing with their parent but pipes.
//!
//! The parent writes numbers to each child's standard input; the child answers each number with the sum so
//! far, on its standard output. A pipe holds some tens of thousands of bytes, so a parent that first writes
//! everything and then reads waits for ever: the child waits for room in its output, which nobody reads, and
//! the parent for room in the child's input. `--write-then-read` does that, and gives up after a
//! second without a line. Without arguments a thread writes while `main` reads.

use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const CHILDREN: u64 = 3;
/// So many that neither pipe could hold them all.
const NUMBERS: u64 = 100_000;

// ANCHOR: child
/// The child: answers every number with the sum so far.
fn child() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut sum = 0;
    for line in io::stdin().lock().lines() {
        sum += line?.parse::<u64>().map_err(io::Error::other)?;
        writeln!(out, "{sum}")?;
    }
    out.flush()
}
// ANCHOR_END: child

// ANCHOR: parent
/// Writes 1 × `factor`, 2 × `factor`, …; the pipe is closed when this returns.
fn write(to: ChildStdin, factor: u64) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    for number in 1..=NUMBERS {
        writeln!(to, "{}", number * factor)?;
    }
    to.flush()
}

/// Reads all that the child says, and returns its last line.
fn last_line(child: &mut Child) -> io::Result<String> {
    let output = child.stdout.take().expect("the output is piped");
    BufReader::new(output).lines().last().unwrap_or_else(|| Ok("nothing".to_owned()))
}

fn write_while_reading(factor: u64) -> io::Result<String> {
    let mut child = start()?;
    let input = child.stdin.take().expect("the input is piped");
    let last = thread::scope(|scope| {
        let writer = scope.spawn(move || write(input, factor));
        let last = last_line(&mut child);
        writer.join().expect("the writer does not panic").and(last)
    })?;
    child.wait()?;
    Ok(last)
}
// ANCHOR_END: parent

// ANCHOR: deadlock
/// The wrong way; returns whether all could be written.
fn write_then_read(factor: u64, patience: Duration) -> io::Result<bool> {
    let mut child = start()?;
    let input = child.stdin.take().expect("the input is piped");
    let (done, written) = mpsc::channel();
    let writer = thread::spawn(move || {
        let result = write(input, factor);
        // Nobody listens any more if the parent has given up.
        let _ = done.send(());
        result
    });
    let all = written.recv_timeout(patience).is_ok();
    child.kill()?;
    child.wait()?;
    // Ends with an error, because nobody reads the pipe any more.
    let _ = writer.join();
    Ok(all)
}
// ANCHOR_END: deadlock

/// Starts this program again, as a child.
fn start() -> io::Result<Child> {
    let program = env::current_exe()?;
    let mut command = Command::new(program);
    command.arg("--child").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
}

fn parent() -> io::Result<()> {
    for factor in 1..=CHILDREN {
        println!("child {factor}: {}", write_while_reading(factor)?);
    }
    Ok(())
}

fn main() -> ExitCode {
    let done = match env::args().nth(1).as_deref() {
        None => parent(),
        Some("--child") => child(),
        Some("--write-then-read") => {
            write_then_read(1, Duration::from_secs(1)).map(|all| match all {
                true => println!("all was written: this pipe holds more than most"),
                false => println!("parent and child wait for each other: both pipes are full"),
            })
        }
        Some(other) => {
            eprintln!(
                "pipe_workers: `{other}` is no option: \
                 run `cargo run -p programs --bin pipe_workers -- [--write-then-read]`"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pipe_workers: a pipe failed: {error}");
            ExitCode::FAILURE
        }
    }
}
