//! What readers write: right, wrong, and what would take a checker down.

use std::fs;
#[cfg(unix)]
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::answer::{LOST_UPDATE, RIGHT, counter, refused, refused_in};
use super::copy::Copy;

#[test]
fn the_solution_holds_and_is_remembered() {
    let copy = Copy::take();
    copy.answer(&copy.read("solutions/locks/counter/src/lib.rs"));
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(ran.stdout.starts_with("counter holds\n"), "{ran}");
    assert!(copy.workbook(&["list"]).stdout.contains("✓ solved"));
    let next = copy.workbook(&[]);
    assert!(!next.stdout.contains("counter ("), "another one is next: {next}");
}

#[test]
fn without_a_terminal_there_is_one_round_and_no_colour() {
    let copy = Copy::take();
    let ran = copy.workbook(&[]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.stdout.contains("exercises/"), "it says where to edit: {ran}");
    assert!(!ran.stdout.contains('\x1b'), "{ran}");
}

#[test]
fn as_shipped_it_is_unfinished() {
    let copy = Copy::take();
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.stdout.to_lowercase().contains("unfinished"), "{ran}");
    assert!(ran.stdout.contains("`cargo workbook hint counter`"), "what to do next: {ran}");
}

#[test]
fn a_lost_update_is_refused_with_the_interleaving_and_show_shows_it_again() {
    let copy = Copy::take();
    let report = refused_in(&copy, LOST_UPDATE, "is refused by the test");
    assert!(report.stdout.contains(" T1 "), "a column for each thread: {report}");
    let shown = copy.workbook(&["show", "counter"]);
    assert_eq!(shown.status, Some(0), "{shown}");
    assert!(shown.stdout.contains(" T1 "), "{shown}");
}

#[test]
fn each_check_leaves_its_records_for_the_report_page() {
    let copy = Copy::take();
    refused_in(&copy, LOST_UPDATE, "is refused by the test");
    let records = || copy.read("target/interleave/counter.model.jsonl");
    assert!(records().contains("\"verdict\":\"fails\""), "{}", records());
    assert!(records().contains("\"situation\":"), "who holds and waits: {}", records());
    copy.answer("not rust");
    copy.workbook(&["check", "counter"]);
    assert!(records().contains("\"verdict\":\"does not compile\""), "{}", records());
    copy.answer(&counter("", RIGHT));
    copy.workbook(&["check", "counter"]);
    assert!(!records().contains("\"fails\""), "{}", records());
}

#[test]
fn a_red_verdict_leads_to_its_report_while_a_book_is_served() {
    let copy = Copy::take();
    let line = "step by step: http://127.0.0.1:4711/report/counter";
    copy.write("target/workbook/book.address", "http://127.0.0.1:4711/\n");
    copy.write("target/workbook/book.lock", "");
    let ran = copy.workbook(&["check", "counter"]);
    assert!(!ran.stdout.contains("step by step"), "its server has ended: {ran}");
    // As a server does for as long as it lives.
    let lock = std::fs::File::create(copy.path("target/workbook/book.lock")).unwrap();
    lock.lock().unwrap();
    let ran = copy.workbook(&["check", "counter"]);
    assert!(ran.stdout.contains(line), "{ran}");
    copy.write("target/workbook/book.address", "http://evil.example/\n");
    let ran = copy.workbook(&["check", "counter"]);
    assert!(!ran.stdout.contains("step by step"), "{ran}");
}

#[test]
fn what_does_not_compile_is_shown_as_rustc_says_it() {
    let ran = refused("let x: u32 = \"\";", "counter does not compile");
    assert!(ran.stdout.contains("error[E0308]"), "{ran}");
    assert!(
        ran.stdout.contains("--> exercises/locks/counter/src/lib.rs:5:"),
        "from the root: {ran}"
    );
}

#[test]
fn a_deadlock_with_itself_is_named() {
    refused("let _a = self.value.lock(); let _b = self.value.lock();", "DEADLOCK");
}

#[test]
fn an_endless_loop_ends() {
    refused("loop { std::hint::spin_loop() }", "ENDLESS LOOP");
}

#[test]
fn unbounded_recursion_is_named() {
    refused(
        "#[allow(unconditional_recursion)] fn f(n: u64) -> u64 { f(n + 1) + n } f(0);",
        "STACK OVERFLOW",
    );
}

#[test]
fn an_abort_is_named() {
    refused("std::process::abort();", "ABORT");
}

#[test]
fn an_exit_with_success_is_no_success() {
    refused("std::process::exit(0);", "EXIT");
}

#[test]
fn a_panic_in_a_destructor_is_refused() {
    refused(
        "struct D; impl Drop for D { fn drop(&mut self) { panic!(\"in drop\") } } let _d = D;",
        "in drop",
    );
}

#[test]
fn a_panic_in_a_destructor_during_a_panic_is_named() {
    refused(
        "struct D; impl Drop for D { fn drop(&mut self) { panic!(\"in drop\") } } let _d = D; panic!(\"first\")",
        "PANIC IN DROP",
    );
}

#[test]
fn a_destructor_that_waits_ends() {
    refused(
        "struct D<'a>(&'a Mutex<u32>); impl Drop for D<'_> { fn drop(&mut self) { drop(self.0.lock()) } }
         let _held = self.value.lock(); let _d = D(&self.value);",
        "DEADLOCK",
    );
}

#[test]
fn what_an_answer_prints_reaches_no_terminal_raw() {
    let ran =
        refused("print!(\"\\x1b[2J\\x07\"); panic!(\"\\x1b[31mred\\x1b]0;title\\x07\");", "red");
    assert!(ran.stdout.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{ran:?}");
}

#[test]
fn every_line_fits_80_columns() {
    let ran = refused(LOST_UPDATE, "is refused");
    for line in ran.stdout.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn crlf_line_ends_change_nothing() {
    let copy = Copy::take();
    copy.write(Copy::TESTS, &copy.read(Copy::TESTS).replace('\n', "\r\n"));
    copy.answer(&copy.read("solutions/locks/counter/src/lib.rs").replace('\n', "\r\n"));
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(0), "{ran}");
}

#[test]
fn an_older_text_that_is_put_back_is_checked_too() {
    let copy = Copy::take();
    copy.answer(&counter("", RIGHT));
    assert_eq!(copy.workbook(&["check", "counter"]).status, Some(0));
    copy.answer(&counter("", LOST_UPDATE));
    let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
    let file = fs::File::options().write(true).open(copy.path(Copy::ANSWER)).unwrap();
    file.set_modified(long_ago).unwrap();
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(1), "a verdict is about the text that is there: {ran}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_answer_too() {
    let copy = Copy::take();
    let fifo = copy.path("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let path = fifo.to_str().unwrap();
    copy.answer(&counter(
        &format!(
            "std::fs::write({path:?}, format!(\"{{}}\\n\", std::process::id())).unwrap(); loop {{}}"
        ),
        "",
    ));
    let child = copy.command(&["check", "counter"]).spawn().unwrap();
    // Blocks until the answer runs.
    let answer = fs::read_to_string(&fifo).unwrap();
    // Two tests may have come that far.
    let answer = answer.lines().next().unwrap();
    assert!(kill("-INT", &child.id().to_string()));
    let status = { child }.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert!(!kill("-0", answer), "process {answer} is still there");
}

#[cfg(unix)]
fn kill(signal: &str, process: &str) -> bool {
    Command::new("kill").args([signal, process]).status().unwrap().success()
}

#[test]
fn what_an_answer_prints_in_the_failing_execution_is_shown() {
    let copy = Copy::take();
    let printing = LOST_UPDATE.replacen("let ", "println!(\"I am here\"); let ", 1);
    assert_ne!(printing, LOST_UPDATE, "the answer prints");
    copy.answer(&counter("", &printing));
    let ran = copy.workbook(&["check", "counter"]);
    let shown = ran.stdout.split("printed in this execution:").nth(1).unwrap_or_default();
    // One increment of main and two of the other thread, in this execution and no other.
    let times = shown.lines().take_while(|line| !line.starts_with('✓')).collect::<String>();
    assert_eq!(times.matches("I am here").count(), 3, "{ran}");
}
