//! The counter prints its sixteen lines, whatever the order of its threads.

use std::process::{Command, Output};

fn counter(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_counter")).args(args).output().unwrap()
}

/// The lines of a run as thread and message; a pause's length is left out.
fn lines(args: &[&str]) -> Vec<(String, String)> {
    let output = counter(args);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let (thread, message) = line.strip_prefix('(').unwrap().split_once(") ").unwrap();
            let message = if message.starts_with("Sleeping 0.0") { "Sleeping" } else { message };
            (thread.to_owned(), message.to_owned())
        })
        .collect()
}

#[test]
fn sixteen_lines_of_three_threads_each_in_its_own_order() {
    let worker = [
        "Sleeping",
        "Waiting for lock",
        "Acquired lock",
        "Sleeping",
        "Waiting for lock",
        "Acquired lock",
        "Done",
    ];
    let lines = lines(&[]);
    assert_eq!(lines.len(), 16, "{lines:#?}");
    let of = |name: &str| -> Vec<&str> {
        lines
            .iter()
            .filter(|(thread, _)| thread == name)
            .map(|(_, message)| message.as_str())
            .collect()
    };
    assert_eq!(of("Thread-1 (worker)"), worker);
    assert_eq!(of("Thread-2 (worker)"), worker);
    assert_eq!(of("main      "), ["Waiting for worker threads", "Counter: 4"]);
    assert_eq!(lines[15], ("main      ".to_owned(), "Counter: 4".to_owned()));
}

#[test]
fn a_seed_repeats_the_pauses() {
    let pauses = || {
        let output = String::from_utf8(counter(&["--seed", "7"]).stdout).unwrap();
        let mut pauses: Vec<String> =
            output.lines().filter(|line| line.contains("Sleeping")).map(str::to_owned).collect();
        pauses.sort();
        pauses
    };
    assert_eq!(pauses(), pauses());
}

#[test]
fn a_wrong_option_is_named_with_the_command_to_type() {
    for (args, words) in
        [(&["--fast"][..], "`--fast` is no option"), (&["--seed"], "wants a number")]
    {
        let output = counter(args);
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(words) && message.contains("cargo run -p programs"), "{message}");
    }
}
