//! `grade`: the answers of others, some of whom mean no good.

use std::fs;
use std::path::Path;

use super::answer::{LOST_UPDATE, RIGHT, counter};
use super::copy::{Copy, Ran};

const PLACE: &str = "exercises/locks/counter/src/lib.rs";

/// A folder with one folder for each student and answer to `counter`.
fn handed_in(answers: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (student, text) in answers {
        workbook::files::write(&folder.path().join(student).join(PLACE), text).unwrap();
    }
    folder
}

fn grade(copy: &Copy, folder: &Path, more: &[&str]) -> Ran {
    let path = folder.to_str().unwrap();
    copy.workbook(&[&["grade", path, "--only", "counter"], more].concat())
}

#[test]
fn every_student_has_a_row_and_the_readers_own_things_stay_as_they_are() {
    let copy = Copy::take();
    copy.answer("my own answer\n");
    let shipped = fs::read_to_string(copy.path("solutions/locks/counter/src/lib.rs")).unwrap();
    let students = handed_in(&[
        ("ada", &shipped),
        ("ben", &counter("", LOST_UPDATE)),
        ("cem", "fn x( {"),
        ("dua", "another text\n"),
    ]);
    fs::remove_file(students.path().join("dua").join(PLACE)).unwrap();
    let junit = students.path().join("out.xml");
    let ran = grade(&copy, students.path(), &["--junit", junit.to_str().unwrap()]);
    assert_eq!(ran.status, Some(3), "one student handed in nothing: {ran}");
    let text = ran.folded();
    for row in ["ada 1 0 0 0", "ben 0 1 0 0", "cem 0 0 1 0", "dua 0 0 0 1"] {
        assert!(text.contains(row), "{row}: {ran}");
    }
    assert!(text.contains("counter: increments_are_not_lost: assertion"), "{ran}");
    let json = grade(&copy, students.path(), &["--json"]);
    assert!(json.stdout.contains("--> exercises/locks/counter/src/lib.rs:1"), "{json}");
    let xml = fs::read_to_string(junit).unwrap();
    assert_eq!(xml.matches("<testsuite ").count(), 4, "{xml}");
    assert_eq!(xml.matches("<failure ").count(), 2, "{xml}");
    assert_eq!(copy.read(Copy::ANSWER), "my own answer\n");
    assert!(!copy.path(".workbook").exists(), "nothing is remembered");
}

#[test]
fn an_answer_that_hangs_floods_or_takes_all_memory_spoils_no_other() {
    let copy = Copy::take();
    let right = counter("", RIGHT);
    let students = handed_in(&[
        ("ada", &right),
        ("ben", &counter("", "loop {}")),
        ("cem", &counter("", "loop { println!(\"flood\"); }")),
        ("dua", &counter("std::hint::black_box(vec![0_u8; 64 << 30]);", RIGHT)),
        ("eve", &counter("std::process::exit(0);", RIGHT)),
        ("zoe", &right),
    ]);
    let ran = grade(&copy, students.path(), &["--time-limit", "20"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    for row in ["ada 1 0", "ben 0 1", "cem 0 1", "eve 0 1", "zoe 1 0"] {
        assert!(ran.folded().contains(row), "{row}: {ran}");
    }
    // Elsewhere memory that is never touched may be had without end.
    #[cfg(target_os = "linux")]
    assert!(ran.folded().contains("dua 0 1"), "{ran}");
}

#[test]
fn an_answer_runs_in_a_folder_and_an_environment_of_its_own() {
    let copy = Copy::take();
    let new = "let seen: Vec<_> = std::env::vars().map(|(name, _)| name).collect();
        std::fs::write(\"written\", \"x\").unwrap();
        if seen.iter().any(|name| name == \"SECRET\") { panic!(\"seen\") }";
    let students = handed_in(&[("ada", &counter(new, RIGHT))]);
    let path = students.path().to_str().unwrap();
    let mut command = copy.command(&["grade", path, "--only", "counter"]);
    command.env("SECRET", "x");
    let ran = Copy::run(command);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(!copy.path("exercises/locks/counter/written").exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_an_answer_leaves_leads_no_other_answer_into_the_readers_files() {
    let copy = Copy::take();
    copy.answer("my own answer\n");
    let chapter = copy.path("exercises/locks");
    let new = format!(
        "let chapter = std::env::current_dir().unwrap().parent().unwrap().to_owned();
         if !chapter.is_symlink() {{
             std::fs::rename(&chapter, chapter.with_extension(\"moved\")).unwrap();
             std::os::unix::fs::symlink({chapter:?}, &chapter).unwrap();
         }}"
    );
    let right = counter("", RIGHT);
    let students = handed_in(&[("ada", &counter(&new, RIGHT)), ("ben", &right)]);
    let ran = grade(&copy, students.path(), &[]);
    assert!(ran.folded().contains("ben 1"), "{ran}");
    assert_eq!(copy.read(Copy::ANSWER), "my own answer\n");
    assert!(!copy.path("exercises/locks.moved").exists());
}

#[test]
fn an_archive_that_is_none_is_a_note_and_the_others_are_graded() {
    let copy = Copy::take();
    let students = handed_in(&[("ada", &counter("", RIGHT))]);
    fs::write(students.path().join("ben.tar.gz"), "no archive").unwrap();
    fs::write(students.path().join("cem.zip"), "no archive").unwrap();
    let ran = grade(&copy, students.path(), &[]);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.folded().contains("ada 1 0"), "{ran}");
    assert!(ran.folded().contains("ben note: cannot be read"), "{ran}");
    assert!(ran.folded().contains("cem note: "), "{ran}");
}
