//! Whoever writes to a child and reads from it does both at once.

use std::process::{Command, Output};

fn pipe_workers(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pipe_workers")).args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = pipe_workers(args);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_sums_come_back_in_the_order_of_the_children() {
    let sum = |factor: u64| factor * 100_000 * 100_001 / 2;
    let expected: String =
        (1..=3).map(|factor| format!("child {factor}: {}\n", sum(factor))).collect();
    assert_eq!(printed(&[]), expected);
}

#[test]
fn who_writes_everything_first_waits_for_ever() {
    let expected = "parent and child wait for each other: both pipes are full\n";
    assert_eq!(printed(&["--write-then-read"]), expected);
}

#[test]
fn a_wrong_option_is_named_with_the_command_to_type() {
    let output = pipe_workers(&["--fast"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("cargo run -p programs --bin pipe_workers"), "{message}");
}
