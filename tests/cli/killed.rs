//! A command that is killed at any moment damages no file.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::copy::Copy;

const TIMES: u32 = 200;
const HEAD: &str = "# What `cargo workbook` remembers. Safe to delete: it only forgets.\n";

/// Kills a command at moments that are spread over the time it takes, in an order of no pattern, and looks at the files
/// after each.
fn killed(copy: &Copy, arguments: &[&str], before: impl Fn(u32), after: impl Fn(u32)) {
    before(0);
    // Before the clock starts: the first one builds the command line.
    let command = copy.command(arguments);
    let begin = Instant::now();
    assert_eq!(Copy::run(command).status, Some(0));
    let whole = begin.elapsed();
    for time in 1..=TIMES / 2 {
        before(time);
        // 37 and 100 have no common divisor: each hundredth comes once.
        let moment = whole * (time * 37 % 100) / 90;
        let mut command = copy.command(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        spin(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        after(time);
    }
}

fn spin(time: Duration) {
    let begin = Instant::now();
    while begin.elapsed() < time {
        thread::yield_now();
    }
}

#[test]
fn a_killed_reset_has_put_back_nothing_or_kept_the_answer() {
    let copy = Copy::take();
    let shipped = copy.read(Copy::ANSWER);
    // Long, so that many of the kills come in the middle of a write.
    let mine = |time: u32| format!("// my answer {time:4}\n").repeat(40_000);
    let backups = || -> BTreeSet<String> {
        let Ok(folder) = fs::read_dir(copy.path(".workbook/backup")) else {
            return BTreeSet::new();
        };
        // What a killed write leaves behind is hidden, and no backup.
        let paths = folder.map(|entry| entry.unwrap().path());
        let paths = paths.filter(|path| path.extension().is_some_and(|end| end == "rs"));
        paths.map(|path| fs::read_to_string(path).unwrap()).collect()
    };
    let before = |time| {
        let _ = fs::remove_dir_all(copy.path(".workbook/backup"));
        copy.answer(&mine(time));
    };
    let after = |time| {
        let (now, mine) = (copy.read(Copy::ANSWER), mine(time));
        let backups = backups();
        let kept = now == mine || now == shipped && backups.contains(&mine);
        assert!(kept, "time {time}: {} bytes", now.len());
        assert!(backups.iter().all(|text| text == &mine), "time {time}: a backup is cut");
    };
    killed(&copy, &["reset", "counter"], before, after);
}

#[test]
fn killed_progress_is_that_before_or_that_after() {
    let copy = Copy::take();
    // Long, so that many of the kills come in the middle of a write.
    let others: String = (0..10_000).map(|line| format!("solved other_{line} crc32:1\n")).collect();
    let old = format!("{HEAD}{others}");
    let new = format!("{old}hint counter 1\n");
    let before = |_| copy.write(".workbook/progress.txt", &old);
    let after = |time| {
        let now = copy.read(".workbook/progress.txt");
        assert!(now == old || now == new, "time {time}: {} bytes", now.len());
    };
    killed(&copy, &["hint", "counter"], before, after);
}
