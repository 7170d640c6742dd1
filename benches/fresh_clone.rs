//! What a newcomer waits for: `cargo bench -p benches --bench fresh_clone`.
//!
//! Clones the last commit into an empty folder and times the first commands there, each from an
//! empty target directory; then the time from a save to the verdict. One run, in whole seconds of a
//! machine that does nothing else: compare the rows, not two machines.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Saves that are timed.
const SAVES: usize = 7;

fn main() -> Result<()> {
    let home = tempfile::tempdir()?;
    let clone = home.path().join("clone");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    run(Command::new("git").arg("clone").arg("--quiet").arg(root).arg(&clone))?;
    run(cargo(&clone, &["fetch", "--quiet", "--locked"]).stdout(Stdio::null()))?;

    let cores = std::thread::available_parallelism()?;
    println!("fresh clone after `cargo fetch`, {cores} cores");
    println!("{:<48} {:>9}  goal", "", "measured");

    let test = timed(|| fails(&mut cargo(&clone, &["test", "--offline", "-p", "counter"])))?;
    row("`cargo test -p counter` is red", test, "10 s");

    std::fs::remove_dir_all(clone.join("target"))?;
    let verdict = timed(|| fails(&mut cargo(&clone, &["workbook"])))?;
    row("`cargo workbook`: first verdict", verdict, "25 s");
    // The main loop begins with the book after the first verdict, so that the two do not compete.
    let address = verdict + timed(|| serve(&clone))?;
    row("`cargo workbook`: the book's address", address, "60 s");

    let mut saves =
        (0..SAVES).map(|save| timed(|| check(&clone, save))).collect::<Result<Vec<_>>>()?;
    saves.sort();
    row("save to verdict, median of 7, with cargo's start", saves[SAVES / 2], "0.8 s");
    row("save to verdict, slowest", saves[SAVES - 1], "2 s");
    Ok(())
}

fn row(what: &str, time: Duration, goal: &str) {
    println!("{what:<48} {:>7.1} s  {goal}", time.as_secs_f64());
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    // What this bench itself runs under must not reach the clone.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO") && name != "CARGO_HOME" || name.starts_with("INTERLEAVE_") {
            command.env_remove(&*name);
        }
    }
    command
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let begin = Instant::now();
    work()?;
    Ok(begin.elapsed())
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed: {status}").into()) }
}

/// Runs a command that is right to fail: the exercise is unsolved.
fn fails(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() && said.contains("━━") {
        Ok(())
    } else {
        Err(format!("{command:?} gave no red verdict: {}\n{said}", output.status).into())
    }
}

/// Builds the book machine, starts it, and waits for its address.
fn serve(clone: &Path) -> Result<()> {
    let mut server = cargo(clone, &["workbook", "book", "serve"]);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut server, 0);
    let mut server = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let output = server.stdout.take().ok_or("no output of the book machine")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    // The companion, cargo and the book machine: all of the group.
    if cfg!(unix) {
        run(Command::new("kill").arg("--").arg(format!("-{}", server.id())))?;
    } else {
        server.kill()?;
    }
    server.wait()?;
    if line.contains("http://127.0.0.1:") {
        Ok(())
    } else {
        Err(format!("no address: {line}").into())
    }
}

/// Saves a wrong answer that differs from the last one, and has it checked.
fn check(clone: &Path, save: usize) -> Result<()> {
    let wrong = "solutions/locks/counter/wrong/read_then_write.rs";
    let text = std::fs::read_to_string(clone.join(wrong))?;
    let answer = clone.join("exercises/locks/counter/src/lib.rs");
    std::fs::write(answer, format!("{text}\n// save {save}\n"))?;
    fails(&mut cargo(clone, &["workbook", "check", "counter"]))
}
