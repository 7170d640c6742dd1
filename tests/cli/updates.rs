//! What comes from elsewhere: another machine's progress, an older copy, a new version.

use std::fs;

use super::answer::{LOST_UPDATE, RIGHT, counter};
use super::copy::Copy;

#[test]
fn the_progress_of_another_machine_is_merged() {
    let copy = Copy::take();
    copy.workbook(&["hint", "counter", "--level", "1"]);
    let tests = copy.read("exercises/locks/counter/Cargo.toml");
    let tests = tests.lines().find_map(|line| line.strip_prefix("tests = ")).unwrap();
    let theirs = format!("hint counter 2\nsolved counter {}\n", tests.trim_matches('"'));
    copy.write("in the way", &theirs);
    let ran = copy.workbook(&["progress", "merge", "in the way"]);
    assert_eq!(
        (ran.status, ran.stdout.trim()),
        (Some(0), "merged: 2 lines of progress are new"),
        "{ran}"
    );
    assert!(copy.workbook(&["list"]).stdout.contains("✓ solved"));
    let ran = copy.workbook(&["progress", "merge", "in the way"]);
    assert!(ran.stdout.starts_with("no progress is new"), "{ran}");
    let json = copy.workbook(&["progress", "merge", "in the way", "--json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["type"], &json["lines"]), (&"merged".into(), &0.into()));
    let ran = copy.workbook(&["progress", "merge", Copy::ANSWER]);
    assert_eq!(ran.status, Some(3), "{ran}");
}

#[test]
fn a_conflict_that_git_left_in_the_progress_is_both_sides() {
    let copy = Copy::take();
    let text = "<<<<<<< HEAD\nhint counter 1\n=======\nsolved counter crc32:00000000\n>>>>>>> b\n";
    copy.write(".workbook/progress.txt", text);
    assert!(copy.workbook(&["list"]).stdout.contains("! check again"));
    copy.workbook(&["hint", "counter"]);
    let text = copy.read(".workbook/progress.txt");
    assert!(text.contains("hint counter 2\n") && !text.contains("<<<"), "{text}");
}

#[test]
fn answers_of_another_copy_are_taken_where_nothing_is_edited_here() {
    let copy = Copy::take();
    let other = tempfile::tempdir().unwrap();
    for path in ["exercises", "solutions"] {
        copy_folder(&copy.path(path), &other.path().join(path));
    }
    let theirs = counter("", RIGHT);
    fs::write(other.path().join(Copy::ANSWER), &theirs).unwrap();
    let from = other.path().to_str().unwrap();
    let ran = copy.workbook(&["update", "--from", from]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert_eq!(copy.read(Copy::ANSWER), theirs);

    let mine = counter("", LOST_UPDATE);
    copy.answer(&mine);
    let ran = copy.workbook(&["update", "--from", from]);
    assert!(ran.stdout.contains("counter: it is edited here as well"), "{ran}");
    assert_eq!(copy.read(Copy::ANSWER), mine);
}

#[test]
fn an_update_without_git_says_how_it_goes_all_the_same() {
    let copy = Copy::take();
    let ran = copy.workbook(&["update"]);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.stderr.contains("cargo workbook update --from"), "{ran}");
}

#[test]
fn an_update_keeps_the_answer_and_says_what_to_check_again() {
    let copy = Copy::take();
    let folder = tempfile::tempdir().unwrap();
    let git = |clone: &str, arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(folder.path().join(clone)).args(arguments);
        command.args(["--quiet"]).env("GIT_CONFIG_GLOBAL", "/dev/null");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "x").env(format!("GIT_{who}_EMAIL"), "x@y.z");
        }
        assert!(command.status().unwrap().success(), "git {arguments:?}");
    };
    let upstream = folder.path().join("upstream");
    for path in ["Cargo.toml", "exercises", "solutions"] {
        copy_folder(&copy.path(path), &upstream.join(path));
    }
    git("upstream", &["init", "--initial-branch=main"]);
    let publish = || {
        let add = ["add", "--all"];
        let mut command = std::process::Command::new("git");
        assert!(command.current_dir(&upstream).args(add).status().unwrap().success());
        git("upstream", &["commit", "--message=change"]);
    };
    publish();
    git(".", &["clone", "upstream", "reader"]);

    let reader = |path: &str| folder.path().join("reader").join(path);
    fs::write(reader(Copy::ANSWER), "mine\n").unwrap();
    let progress = "solved counter crc32:00000000\n";
    workbook::files::write(&reader(".workbook/progress.txt"), progress).unwrap();
    fs::write(upstream.join(Copy::ANSWER), "// Other words.\n").unwrap();
    publish();
    let mut command = copy.command(&["update"]);
    command.current_dir(reader(""));
    let ran = Copy::run(command);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(
        ran.stdout.contains(&format!("the shipped text is another: {}", Copy::ANSWER)),
        "{ran}"
    );
    assert!(ran.stdout.contains("check again, the tests have changed: counter"), "{ran}");
    assert_eq!(fs::read_to_string(reader(Copy::ANSWER)).unwrap(), "mine\n");
    assert_eq!(fs::read_to_string(reader(".workbook/progress.txt")).unwrap(), progress);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        return;
    }
    for entry in fs::read_dir(from).unwrap() {
        let name = entry.unwrap().file_name();
        copy_folder(&from.join(&name), &to.join(&name));
    }
}
