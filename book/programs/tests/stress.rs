//! How many runs fail nobody can say; that they are counted, one can.

use std::process::{Command, Output};

fn stress(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stress")).args(args).output().unwrap()
}

#[test]
fn it_counts_the_runs_that_fail() {
    let output = stress(&["50"]);
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = output.lines().collect();
    let [runs, failed, took] = lines[..] else { panic!("{output}") };
    assert_eq!(runs, "runs    50");
    let failed: u32 = failed.strip_prefix("failed  ").unwrap().parse().unwrap();
    assert!(failed <= 50, "{output}");
    assert!(took.ends_with(" s"), "{output}");
}

#[test]
fn a_wrong_argument_is_named_with_the_command_to_type() {
    let output = stress(&["often"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("no number") && message.contains("--bin stress"), "{message}");
}
