//! What a newcomer waits for: `cargo bench -p benches --bench fresh_clone`.
//!
//! Clones the last commit into an empty folder and times the first commands there, each from an
//! empty target directory; then the time from a save to the verdict. One run, in whole seconds of a
//! machine that does nothing else: compare the rows, not two machines.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use reader::{Checkout, Result, median_and_slowest, run, timed};

mod reader;

/// Saves that are timed.
const SAVES: usize = 7;

fn main() -> Result<()> {
    let clone = Checkout::new()?;
    run(clone.cargo(&["fetch", "--quiet", "--locked"]).stdout(Stdio::null()))?;

    let cores = std::thread::available_parallelism()?;
    println!("fresh clone after `cargo fetch`, {cores} cores");
    println!("{:<48} {:>9}  goal", "", "measured");

    let test = timed(|| fails(&mut clone.cargo(&["test", "--offline", "-p", "counter"])))?;
    row("`cargo test -p counter` is red", test, "10 s");

    std::fs::remove_dir_all(clone.path("target"))?;
    let verdict = timed(|| fails(&mut clone.cargo(&["workbook"])))?;
    row("`cargo workbook`: first verdict", verdict, "25 s");
    // The main loop begins with the book after the first verdict, so that the two do not compete.
    let address = verdict + timed(|| serve(&clone))?;
    row("`cargo workbook`: the book's address", address, "60 s");

    let saves = (0..SAVES).map(|save| timed(|| check(&clone, save))).collect::<Result<Vec<_>>>()?;
    let (median, slowest) = median_and_slowest(saves);
    row("save to verdict, median of 7, with cargo's start", median, "0.8 s");
    row("save to verdict, slowest", slowest, "2 s");
    Ok(())
}

fn row(what: &str, time: Duration, goal: &str) {
    println!("{what:<48} {:>7.1} s  {goal}", time.as_secs_f64());
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
fn serve(clone: &Checkout) -> Result<()> {
    let mut server = clone.cargo(&["workbook", "book", "serve"]);
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
fn check(clone: &Checkout, save: usize) -> Result<()> {
    let wrong = "solutions/locks/counter/wrong/read_then_write.rs";
    let text = std::fs::read_to_string(clone.path(wrong))?;
    let answer = clone.path("exercises/locks/counter/src/lib.rs");
    std::fs::write(answer, format!("{text}\n// save {save}\n"))?;
    fails(&mut clone.cargo(&["workbook", "check", "counter"]))
}
