//! A thread's stack is addresses, and hardly any memory.
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

fn many_threads(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_many_threads")).args(args).output().unwrap()
}

/// Threads, and MiB of virtual and of resident memory.
fn figures(args: &[&str]) -> [u64; 3] {
    let output = many_threads(args);
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<u64> = output
        .lines()
        .zip(["threads alive at once  ", "virtual memory         ", "resident memory        "])
        .map(|(line, name)| {
            line.strip_prefix(name).unwrap().trim_end_matches(" MiB more").parse().unwrap()
        })
        .collect();
    figures.try_into().unwrap()
}

#[test]
fn two_hundred_stacks_are_promised_and_not_used() {
    let [threads, size, resident] = figures(&["200"]);
    assert_eq!(threads, 200);
    // 2 MiB a stack, and something around it.
    assert!(size >= 400, "{size} MiB");
    assert!(resident < size / 4, "{resident} of {size} MiB");
}

#[test]
fn smaller_stacks_promise_less() {
    let [_, wide, _] = figures(&["200"]);
    let [_, narrow, _] = figures(&["200", "--stack", "64"]);
    assert!(narrow + 200 < wide, "{narrow} against {wide} MiB");
}

#[test]
fn a_wrong_argument_is_named_with_the_command_to_type() {
    for args in [&["some"][..], &["5", "--stack"], &["--stack", "small"], &["1", "2"]] {
        let output = many_threads(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("cargo run -p programs --bin many_threads"), "{message}");
    }
}
