//! The log names the thread that wrote each line.

use std::process::{Command, Output};

const JOBS: [&str; 6] = ["washing", "drying", "cutting", "frying", "baking", "serving"];

fn thread_log(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_thread_log")).args(args).output().unwrap()
}

/// Thread and message of each line; checks the rest of it.
fn lines(args: &[&str]) -> Vec<(String, String)> {
    let output = thread_log(args);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    let mut last = 0.0;
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let (time, rest) = line.split_once(" [").unwrap();
            let time: f64 = time.parse().unwrap();
            assert!(time >= last, "{line}");
            last = time;
            let (thread, rest) = rest.split_once("] ").unwrap();
            let (source, message) = rest.split_once(" INFO ").unwrap();
            let process = source.strip_prefix("thread_log[").unwrap().strip_suffix(']').unwrap();
            process.parse::<u32>().unwrap();
            (thread.to_owned(), message.to_owned())
        })
        .collect()
}

#[test]
fn a_worker_with_a_thread_writes_under_its_own_name() {
    let mut expected: Vec<(String, String)> = JOBS
        .iter()
        .enumerate()
        .map(|(at, job)| (format!("worker-{}", at / 2), format!("doing {job}")))
        .collect();
    expected.push(("main".to_owned(), "all jobs are done".to_owned()));
    assert_eq!(lines(&[]), expected);
}

#[test]
fn the_names_betray_who_only_called_run() {
    let lines = lines(&["--run"]);
    assert_eq!(lines.len(), JOBS.len() + 1);
    assert!(lines.iter().all(|(thread, _)| thread == "main"), "{lines:?}");
}

#[test]
fn a_wrong_option_is_named_with_the_command_to_type() {
    let output = thread_log(&["--call"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("cargo run -p programs --bin thread_log"), "{message}");
}
