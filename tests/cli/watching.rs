//! The main loop in a terminal: keys, sizes, signals, and what stands on the screen.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::answer::{LOST_UPDATE, RIGHT, counter};
use super::copy::Copy;
use super::terminal::Terminal;

/// The screen with `counter` on it, which is unfinished as shipped.
fn at_counter(copy: &Copy, arguments: &[&str], env: &[(&str, &str)]) -> Terminal {
    let terminal = Terminal::start(copy, arguments, env);
    // It begins where it was left.
    terminal.until(|shown| has_verdict(&shown.text()));
    terminal.keys("l2\r");
    terminal.until(|shown| shown.row(0).starts_with("counter (") && has_verdict(&shown.text()));
    terminal
}

fn has_verdict(text: &str) -> bool {
    text.contains("is refused by") || text.contains("holds")
}

#[test]
fn a_save_brings_the_next_verdict_and_the_bar_grows() {
    let copy = Copy::take();
    let terminal = at_counter(&copy, &[], &[]);
    let solved = |some: u32| format!("{some} of {} solved", copy.exercises());
    assert!(terminal.shows(&solved(0)).is_full());
    copy.answer(&counter("", LOST_UPDATE));
    terminal.shows("an increment got lost");
    copy.answer(&counter("", RIGHT));
    let shown = terminal.shows("counter holds");
    assert!(shown.text().contains(&solved(1)) && shown.text().contains("n opens"), "{shown}");
    terminal.keys("q");
    terminal.ends(0);
    assert!(copy.workbook(&["list"]).stdout.contains(&solved(1)));
}

#[test]
fn every_key_does_what_the_last_rows_say() {
    let copy = Copy::take();
    let terminal = at_counter(&copy, &[], &[]);
    terminal.keys("h");
    terminal.shows("hint 1 of 3");
    terminal.keys("h");
    terminal.shows("hint 2 of 3");
    terminal.keys("w");
    let shown = terminal.shows("esc back");
    let whole = shown.text().contains("✗ counts_from_its_start");
    assert!(whole && !shown.text().contains("hint 1"), "{shown}");
    terminal.keys("\x1b");
    terminal.shows("h hint");
    terminal.keys("d");
    terminal.shows("once yours holds");
    terminal.keys("p");
    terminal.until(|shown| shown.row(0).starts_with("two_increments"));
    terminal.keys("n");
    terminal.until(|shown| shown.row(0).starts_with("counter"));
    terminal.keys("l\x1b[A\r");
    terminal.until(|shown| shown.row(0).starts_with("two_increments"));
    terminal.keys("a");
    terminal.shows("NO PREDICTION");
    terminal.keys("q");
    terminal.ends(0);
}

#[test]
fn reset_asks_first_and_keeps_the_answer() {
    let copy = Copy::take();
    let shipped = copy.read(Copy::ANSWER);
    let mine = counter("", LOST_UPDATE);
    copy.answer(&mine);
    let terminal = at_counter(&copy, &[], &[]);
    terminal.keys("r");
    terminal.shows("Put `counter` back as shipped?");
    terminal.keys("n");
    terminal.until(|shown| shown.text().contains("h hint"));
    assert_eq!(copy.read(Copy::ANSWER), mine);
    terminal.keys("ry");
    terminal.shows("counter.1.rs");
    assert_eq!(copy.read(Copy::ANSWER), shipped);
    assert_eq!(copy.read(".workbook/backup/counter.1.rs"), mine);
    terminal.keys("q");
    terminal.ends(0);
}

#[test]
fn ours_is_shown_once_the_readers_answer_holds() {
    let copy = Copy::take();
    copy.answer(&counter("", RIGHT));
    let terminal = at_counter(&copy, &[], &[]);
    terminal.keys("d");
    let shown = terminal.shows("No increment is lost");
    assert!(shown.last_row().contains("esc back"), "{shown}");
}

#[test]
fn head_and_foot_stay_on_a_screen_of_any_size() {
    let copy = Copy::take();
    copy.answer(&counter("", LOST_UPDATE));
    let terminal = at_counter(&copy, &[], &[]);
    for (columns, rows) in [(60, 24), (200, 60), (40, 12), (60, 24)] {
        terminal.resize(columns, rows);
        let shown = terminal.until(|shown| {
            let text = shown.text();
            let fits = text.lines().count() == usize::from(rows);
            fits && has_verdict(&text) && shown.last_row().ends_with("q quit")
        });
        assert!(shown.row(0).starts_with("counter (implement"), "{shown}");
    }
    terminal.resize(60, 24);
    terminal.until(|shown| shown.text().contains("more rows: ↓") && has_verdict(&shown.text()));
    terminal.keys("\x1b[F");
    let shown = terminal.shows("✓ readers_see_the_count_grow");
    assert!(!shown.text().contains("more rows"), "{shown}");
}

#[test]
fn every_way_out_leaves_the_terminal_as_it_was() {
    let copy = Copy::take();
    let terminal = at_counter(&copy, &[], &[]);
    terminal.keys("\x03");
    terminal.ends(130);
    for signal in ["-TERM", "-HUP", "-INT"] {
        let terminal = at_counter(&copy, &[], &[]);
        let pid = copy.read("pid");
        assert!(Command::new("kill").args([signal, pid.trim()]).status().unwrap().success());
        terminal.ends(130);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_check_that_runs_ends_with_the_watch() {
    let copy = Copy::take();
    let terminal = at_counter(&copy, &[], &[]);
    let mark = copy.path("fifo");
    let loops = format!("std::fs::write({mark:?}, \"\").unwrap(); loop {{}}");
    copy.answer(&counter("", &loops));
    // The watched program tells that it runs; the screen says no word about that.
    while !mark.exists() {
        std::thread::yield_now();
    }
    terminal.keys("q");
    terminal.ends(0);
    let home = copy.path("target/workbook/build");
    let running = fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let program = fs::read_link(entry.ok()?.path().join("exe")).ok()?;
        program.starts_with(&home).then_some(program)
    });
    assert_eq!(running.collect::<Vec<_>>(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_terminal_without_unicode_gets_ascii_and_one_without_colours_no_styles() {
    let copy = Copy::take();
    let terminal = at_counter(&copy, &[], &[("LC_ALL", "C"), ("NO_COLOR", "1")]);
    terminal.keys("w");
    terminal.shows("x readers_see_the_count_grow");
    terminal.keys("\x1bl");
    let shown = terminal.shows("or number choose");
    assert!(shown.raw.is_ascii(), "{shown}");
    let raw = String::from_utf8_lossy(&shown.raw);
    for style in ["\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b]8"] {
        assert!(!raw.contains(style), "{style:?}");
    }
    terminal.keys("q");
    terminal.ends(0);
    assert!(terminal.raw().is_ascii());
}

#[test]
fn the_answer_is_a_link_unless_nobody_wants_one() {
    let copy = Copy::take();
    let has_link = |terminal: &Terminal| {
        let raw = String::from_utf8(terminal.raw()).unwrap();
        raw.contains("\x1b]8;;file:///")
            && raw.contains("ein%20b%C3%BCch%20%28copy%29/exercises/locks")
    };
    assert!(has_link(&at_counter(&copy, &[], &[])));
    assert!(!has_link(&at_counter(&copy, &["--no-links"], &[])));
    assert!(!has_link(&at_counter(&copy, &[], &[("TERM", "linux")])));
}

#[test]
fn an_editor_of_the_terminal_has_it_for_itself_and_gives_it_back() {
    let copy = Copy::take();
    let editor = tempfile::tempdir().unwrap();
    let program = editor.path().join("vim");
    fs::write(&program, "#!/bin/sh\necho \"edits $*\"; read line; echo \"$line\" >> \"$2\"\n")
        .unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let terminal = at_counter(&copy, &[], &[("VISUAL", program.to_str().unwrap())]);
    terminal.keys("o");
    let shown = terminal.shows("edits +14 exercises/locks/counter/src/lib.rs");
    assert!(!shown.is_full(), "{shown}");
    terminal.keys("// written by hand, q\r");
    terminal.until(|shown| shown.is_full() && has_verdict(&shown.text()));
    assert!(copy.read(Copy::ANSWER).ends_with("// written by hand, q\n"));
    terminal.keys("q");
    terminal.ends(0);
}

#[test]
fn a_command_of_the_readers_own_opens_the_first_hole() {
    let copy = Copy::take();
    let mark = copy.path("fifo");
    let command = format!("sh -c 'echo \"$0\" > \"$1\"' {{file}}:{{line}} '{}'", mark.display());
    let terminal = at_counter(&copy, &["--edit-cmd", &command], &[]);
    terminal.keys("o");
    while fs::read_to_string(&mark).map_or(true, |text| !text.ends_with('\n')) {
        std::thread::yield_now();
    }
    assert_eq!(copy.read("fifo"), "exercises/locks/counter/src/lib.rs:14\n");
    terminal.keys("q");
    terminal.ends(0);
}

#[test]
fn with_poll_a_save_is_noticed_too_and_the_screen_says_so() {
    let copy = Copy::take();
    let terminal = at_counter(&copy, &["--poll"], &[]);
    terminal.shows("the files are looked at every second: as asked");
    copy.answer(&counter("", RIGHT));
    terminal.shows("counter holds");
    terminal.keys("q");
    terminal.ends(0);
}

#[test]
fn a_terminal_that_can_nothing_gets_one_round() {
    let copy = Copy::take();
    let terminal = Terminal::start(&copy, &[], &[("TERM", "dumb")]);
    let shown = terminal.shows("ended with 1");
    assert!(shown.text().contains("hint: `cargo workbook hint"), "{shown}");
}
