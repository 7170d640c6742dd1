//! What two threads count can be too little and never too much.

use std::process::{Command, Output};

fn lost_updates(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lost_updates")).args(args).output().unwrap()
}

/// Runs the program and returns what was expected and what was counted.
fn expected_and_counted(args: &[&str]) -> (u64, u64) {
    let output = lost_updates(args);
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let numbers: Vec<u64> = output
        .lines()
        .zip(["expected ", "counted  ", "lost     "])
        .map(|(line, name)| line.strip_prefix(name).unwrap().parse().unwrap())
        .collect();
    let [expected, counted, lost] = numbers[..] else { panic!("{output}") };
    assert!(counted <= expected, "{output}");
    assert_eq!(lost, expected - counted);
    (expected, counted)
}

#[test]
fn never_more_than_expected_and_the_difference_is_said() {
    let (expected, counted) = expected_and_counted(&[]);
    assert_eq!(expected, 2_000_000);
    // At worst one thread reads before, and writes after, all but the last of the other's.
    assert!(counted >= 2);
}

#[test]
fn one_increment_each_gives_one_or_two() {
    let (expected, counted) = expected_and_counted(&["1"]);
    assert_eq!(expected, 2);
    assert!((1..=2).contains(&counted));
}

#[test]
fn a_wrong_argument_is_named_with_the_command_to_type() {
    let output = lost_updates(&["many"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("no number") && message.contains("cargo run -p programs"),
        "{message}"
    );
}
