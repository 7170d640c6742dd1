//! What the reader's loop adds to plain cargo, and what it costs while nothing happens:
//! `cargo bench -p benches --bench loop`.
//!
//! Clones the last commit into an empty folder. Then, in turns, `cargo test -p counter` and `cargo workbook check
//! counter` judge the same answer, once unchanged and once saved anew; the rows are medians. The difference is what the
//! companion adds. Last, the watch stands still in a terminal of its own and its processor time is read.

use std::process::{Command, Stdio};

use reader::{Checkout, Result, median_and_slowest, run, timed};

mod reader;

const TURNS: usize = 11;

fn main() -> Result<()> {
    let clone = Checkout::new()?;
    let plain = ["test", "--offline", "--quiet", "-p", "counter"];
    let check = ["workbook", "check", "counter"];

    save(&clone, 0)?;
    for arguments in [&plain[..], &check] {
        run(&mut silent(&clone, arguments))?;
    }
    let cores = std::thread::available_parallelism()?;
    println!("the reader's loop, {cores} cores, medians of {TURNS}");
    println!("{:<28} {:>10} {:>12} {:>9}  goal", "", "plain cargo", "companion", "more");
    for (what, saved) in [("unchanged", false), ("after a save", true)] {
        let (mut plains, mut checks) = (Vec::new(), Vec::new());
        for turn in 1..=TURNS {
            if saved {
                save(&clone, turn)?;
            }
            plains.push(timed(|| run(&mut silent(&clone, &plain)))?);
            checks.push(timed(|| run(&mut silent(&clone, &check)))?);
        }
        let (plain, check) = (median_and_slowest(plains).0, median_and_slowest(checks).0);
        let more = check.as_secs_f64() - plain.as_secs_f64();
        let ratio = check.as_secs_f64() / plain.as_secs_f64();
        println!(
            "{what:<28} {:>8} ms {:>9} ms {:>6.0} ms  150 ms; ratio {ratio:.2}",
            plain.as_millis(),
            check.as_millis(),
            more * 1000.0
        );
    }
    idle(&clone)
}

/// Saves a right answer that differs from the last one.
fn save(clone: &Checkout, turn: usize) -> Result<()> {
    let solution = std::fs::read_to_string(clone.path("solutions/locks/counter/src/lib.rs"))?;
    let answer = clone.path("exercises/locks/counter/src/lib.rs");
    Ok(std::fs::write(answer, format!("{solution}\n// save {turn}\n"))?)
}

fn silent(clone: &Checkout, arguments: &[&str]) -> Command {
    let mut command = clone.cargo(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Prints the processor time of a watch in which nothing happens.
#[cfg(target_os = "linux")]
fn idle(clone: &Checkout) -> Result<()> {
    use std::io::Read;
    use std::time::Duration;

    const STILL: Duration = Duration::from_secs(10);
    let (mut pty, pts) = pty_process::blocking::open()?;
    pty.resize(pty_process::Size::new(40, 100))?;
    let watch = clone.path("target/debug/workbook");
    let mut command = pty_process::blocking::Command::new(watch);
    for name in reader::inherited() {
        command = command.env_remove(name);
    }
    let mut child = command.arg("--no-book").current_dir(clone.path("")).spawn(pts)?;
    let mut drawn = Vec::new();
    // The first exercise is unsolved.
    while !String::from_utf8_lossy(&drawn).contains("is refused by") {
        let mut bytes = [0; 4096];
        let count = pty.read(&mut bytes)?;
        drawn.extend_from_slice(&bytes[..count]);
    }
    let before = processor_time(child.id())?;
    std::thread::sleep(STILL);
    let used = processor_time(child.id())? - before;
    child.kill()?;
    child.wait()?;
    println!("{:<28} {used} ticks of 10 ms in {} s", "idle watch", STILL.as_secs());
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn idle(_: &Checkout) -> Result<()> {
    println!("the idle watch is measured on Linux alone");
    Ok(())
}

/// User and system time, in the kernel's ticks: see proc_pid_stat(5).
#[cfg(target_os = "linux")]
fn processor_time(pid: u32) -> Result<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("no fields")?;
    let fields: Vec<_> = fields.split(' ').collect();
    Ok(fields[11].parse::<u64>()? + fields[12].parse::<u64>()?)
}
