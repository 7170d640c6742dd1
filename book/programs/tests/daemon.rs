//! A thread that nobody joins ends with the process, wherever it is.

use std::process::{Command, Output};

fn daemon(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_daemon")).args(args).output().unwrap()
}

fn lines(args: &[&str]) -> Vec<String> {
    let output = daemon(args);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_thread_that_still_waits_is_gone_without_its_destructors() {
    assert_eq!(lines(&[]), ["beat 1", "beat 2", "beat 3", "main ends"]);
}

#[test]
fn a_joined_thread_cleans_up_before_main_ends() {
    let joined = ["beat 1", "beat 2", "beat 3", "the thread cleans up", "main ends"];
    assert_eq!(lines(&["--join"]), joined);
}

#[test]
fn a_thread_that_nobody_waits_for_prints_what_it_can() {
    let lines = lines(&["--race"]);
    let beats: Vec<&str> =
        lines.iter().map(String::as_str).filter(|line| line.starts_with("beat")).collect();
    assert!(["beat 1", "beat 2", "beat 3"].starts_with(&beats), "{lines:?}");
    assert!(lines.iter().any(|line| line == "main ends"), "{lines:?}");
}

#[test]
fn a_wrong_option_is_named_with_the_command_to_type() {
    let output = daemon(&["--wait"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("`--wait` is no option"), "{message}");
    assert!(message.contains("cargo run -p programs --bin daemon"), "{message}");
}
