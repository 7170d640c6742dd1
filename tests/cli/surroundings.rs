//! `doctor`, and work without a network.

use std::process::Command;

use super::answer::{RIGHT, counter};
use super::copy::{Copy, Ran};

/// Takes the network from cargo: it may not ask for it, and if it did, nobody would answer.
fn offline(mut command: Command) -> Command {
    command.env("CARGO_NET_OFFLINE", "true").env("CARGO_HTTP_PROXY", "http://127.0.0.1:9");
    command
}

/// Leaves only those members that the copy holds, also in its lock file, as cargo wants it.
fn only_what_is_copied(copy: &Copy) {
    let manifest = copy.read("Cargo.toml");
    let absent = ["    \"book/", "    \"tests", "    \"benches"];
    let lines = manifest.lines().filter(|line| !absent.iter().any(|it| line.starts_with(it)));
    copy.write("Cargo.toml", &lines.map(|line| format!("{line}\n")).collect::<String>());
    let mut cargo = offline(workbook::grade::cargo_command());
    cargo.current_dir(copy.path("")).args(["metadata", "--format-version=1"]);
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The state of each check, by its name.
fn states(ran: &Ran) -> Vec<(String, String)> {
    let state = |line: &str| {
        let finding = serde_json::from_str::<serde_json::Value>(line).unwrap();
        let [check, state] =
            ["check", "state"].map(|key| finding[key].as_str().unwrap().to_owned());
        assert_eq!(state == "good", finding["fix"].is_null(), "what is not good has a fix: {line}");
        (check, state)
    };
    ran.stdout.lines().map(state).collect()
}

#[test]
fn an_answer_is_checked_without_a_network() {
    let copy = Copy::take();
    copy.answer(&counter("", RIGHT));
    let ran = Copy::run(offline(copy.command(&["check", "counter"])));
    assert_eq!(ran.status, Some(0), "{ran}");
}

#[test]
fn doctor_offline_builds_an_exercise_from_nothing_without_a_network() {
    let copy = Copy::take();
    only_what_is_copied(&copy);
    let ran = Copy::run(offline(copy.command(&["doctor", "--offline", "--json"])));
    assert_eq!(ran.status, Some(0), "{ran}");
    let states = states(&ran);
    for check in ["toolchain", "linker", "progress", "packages", "offline build"] {
        assert!(states.contains(&(check.to_owned(), "good".to_owned())), "{check}: {ran}");
    }
    let left = std::fs::read_dir(copy.path("target/workbook")).unwrap();
    let left =
        left.filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().contains("doctor"));
    assert_eq!(left.count(), 0, "what it built is gone");
}

#[test]
fn doctor_offline_says_what_to_fetch_where_nothing_is_downloaded() {
    let copy = Copy::take();
    only_what_is_copied(&copy);
    let empty = tempfile::tempdir().unwrap();
    let in_an_empty_home = |arguments: &[&str]| {
        let mut command = copy.command(arguments);
        command.env("CARGO_HOME", empty.path());
        Copy::run(offline(command))
    };
    let ran = in_an_empty_home(&["doctor", "--offline"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    for check in ["✗ packages", "✗ offline build"] {
        let line = ran.stdout.lines().find(|line| line.starts_with(check));
        assert!(line.is_some_and(|line| line.contains("`cargo fetch`")), "{check}: {ran}");
    }
    let states = states(&in_an_empty_home(&["doctor", "--json"]));
    let packages = ("packages".to_owned(), "advice".to_owned());
    assert!(states.contains(&packages), "who does not ask for it may have a network: {states:?}");
}

#[test]
fn doctor_names_a_toolchain_that_is_too_old() {
    let copy = Copy::take();
    let manifest = copy.read("Cargo.toml");
    copy.write("Cargo.toml", &manifest.replace("rust-version = \"1.", "rust-version = \"9."));
    let ran = copy.workbook(&["doctor"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    let line = ran.stdout.lines().find(|line| line.starts_with("✗ toolchain")).unwrap();
    assert!(line.ends_with("is needed: run `rustup update stable`"), "{line}");
}

#[cfg(unix)]
#[test]
fn doctor_names_a_linker_that_is_missing() {
    use std::os::unix::fs::PermissionsExt;

    let copy = Copy::take();
    let mut command = copy.command(&["doctor"]);
    // A rustc that knows no linker: the rest of the system stays as it is.
    let rustc = copy.path("in the way");
    let script = "#!/bin/sh\nexec rustc -C linker=/no/linker \"$@\"\n";
    std::fs::write(&rustc, script).unwrap();
    std::fs::set_permissions(&rustc, std::fs::Permissions::from_mode(0o755)).unwrap();
    command.env("RUSTC", &rustc);
    let ran = Copy::run(command);
    assert_eq!(ran.status, Some(1), "{ran}");
    let line = ran.stdout.lines().find(|line| line.starts_with("✗ linker"));
    assert!(line.is_some_and(|line| line.contains("/no/linker")), "{ran}");
}
