//! What is remembered, merged and kept.

use super::*;

fn checkout() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "[package.metadata.exercise]\nkind = \"fix\"\ntests = \"crc32:1\"\n";
    files::write(&folder.path().join("exercises/a/one/Cargo.toml"), manifest).unwrap();
    files::write(&folder.path().join("exercises/a/one/src/lib.rs"), "answer").unwrap();
    let mut workspace = Workspace::load(folder.path()).unwrap();
    workspace.target = folder.path().join("target");
    (folder, workspace)
}

#[test]
fn a_solved_exercise_is_remembered_until_its_tests_change() {
    let (_folder, workspace) = checkout();
    let mut exercise = workspace.exercises[0].clone();
    let mut progress = Progress::load(&workspace);
    assert_eq!(progress.state(&exercise), State::Open);
    progress.solved(&exercise).unwrap();
    assert_eq!(Progress::load(&workspace).state(&exercise), State::Solved);
    exercise.fingerprint = Some("crc32:2".into());
    assert_eq!(progress.state(&exercise), State::CheckAgain);
    progress.forget("one").unwrap();
    assert_eq!(Progress::load(&workspace).state(&exercise), State::Open);
}

#[test]
fn lines_of_others_are_kept() {
    let (folder, workspace) = checkout();
    let path = folder.path().join(".workbook/progress.txt");
    files::write(&path, "# mine\r\nfuture one 3\r\nhint two 1\r\n").unwrap();
    let mut progress = Progress::load(&workspace);
    assert_eq!(progress.hints("two"), 1);
    progress.show_hints("one", 2).unwrap();
    assert_eq!(files::read(&path).unwrap(), "# mine\nfuture one 3\nhint two 1\nhint one 2\n");
}

#[test]
fn the_copies_of_a_synchronized_folder_are_merged_and_put_away() {
    let (folder, workspace) = checkout();
    let below = |path: &str| folder.path().join(".workbook").join(path);
    files::write(&below("progress.txt"), "hint one 1\nhint two 1\n").unwrap();
    let copy = "progress (conflicted copy 2026-01-31).txt";
    files::write(&below(copy), "solved one crc32:1\nhint two 3\n").unwrap();
    let mut progress = Progress::load(&workspace);
    assert_eq!(progress.state(&workspace.exercises[0]), State::Solved);
    progress.show_hints("one", 2).unwrap();
    assert!(!below(copy).exists());
    assert_eq!(files::read(&below(&format!("backup/1. {copy}"))).unwrap().lines().count(), 2);
    let text = files::read(&below("progress.txt")).unwrap();
    assert_eq!(text, "hint two 3\nsolved one crc32:1\nhint one 2\n");

    progress.forget("one").unwrap();
    let progress = Progress::load(&workspace);
    assert_eq!(progress.state(&workspace.exercises[0]), State::Open, "it does not come back");
}

#[test]
fn another_checkout_is_merged_with_what_it_solved_by_other_tests() {
    let (_folder, workspace) = checkout();
    let (other, mut elsewhere) = checkout();
    elsewhere.exercises[0].fingerprint = Some("crc32:2".into());
    Progress::load(&elsewhere).solved(&elsewhere.exercises[0]).unwrap();
    let mut progress = Progress::load(&workspace);
    assert_eq!(progress.merge(other.path()).unwrap(), 1);
    assert_eq!(progress.state(&workspace.exercises[0]), State::CheckAgain);
    progress.solved(&workspace.exercises[0]).unwrap();
    let file = other.path().join(".workbook/progress.txt");
    assert_eq!(progress.merge(&file).unwrap(), 1);
    assert_eq!(progress.merge(&file).unwrap(), 0);
    assert_eq!(progress.state(&workspace.exercises[0]), State::Solved);
}

#[test]
fn what_is_no_progress_is_refused_and_changes_nothing() {
    let (folder, workspace) = checkout();
    let mut progress = Progress::load(&workspace);
    let answer = workspace.exercises[0].answer();
    let error = progress.merge(&answer).unwrap_err().to_string();
    assert!(error.contains("no line begins with `solved`"), "{error}");
    let error = progress.merge(&answer.with_extension("gone")).unwrap_err().to_string();
    assert!(error.starts_with("failed to read"), "{error}");
    assert!(!folder.path().join(".workbook").exists());
}

#[test]
fn a_file_that_cannot_be_read_is_not_written_over() {
    let (folder, workspace) = checkout();
    let path = folder.path().join(".workbook/progress.txt");
    // A folder cannot be read as a file, whoever reads.
    fs::create_dir_all(path.join("below")).unwrap();
    assert!(Progress::load(&workspace).show_hints("one", 1).is_err());
    assert!(path.join("below").is_dir());
}

#[test]
fn bytes_that_are_no_text_spoil_their_line_alone() {
    let (folder, workspace) = checkout();
    let path = folder.path().join(".workbook/progress.txt");
    files::write(&path, "").unwrap();
    fs::write(&path, b"solved one crc32:1\n\xff\xfe\n").unwrap();
    Progress::load(&workspace).show_hints("one", 1).unwrap();
    let progress = Progress::load(&workspace);
    assert_eq!(progress.state(&workspace.exercises[0]), State::Solved);
    assert_eq!(progress.hints("one"), 1);
}

#[test]
fn every_backup_has_a_name_of_its_own() {
    let (_folder, workspace) = checkout();
    let progress = Progress::load(&workspace);
    let first = progress.back_up(&workspace.exercises[0]).unwrap();
    let second = progress.back_up(&workspace.exercises[0]).unwrap();
    assert_ne!(first, second);
    assert_eq!(files::read(&first).unwrap(), "answer");
}

#[test]
fn in_a_read_only_checkout_progress_moves_to_the_place_for_builds() {
    let (folder, mut workspace) = checkout();
    files::write(&folder.path().join(".workbook"), "in the way").unwrap();
    assert!(Progress::load(&workspace).moved_to().is_none(), "there is no other place");
    let elsewhere = tempfile::tempdir().unwrap();
    workspace.target = elsewhere.path().to_owned();
    let mut progress = Progress::load(&workspace);
    assert!(progress.moved_to().is_some_and(|to| to.starts_with(elsewhere.path())));
    progress.solved(&workspace.exercises[0]).unwrap();
    let progress = Progress::load(&workspace);
    assert_eq!(progress.state(&workspace.exercises[0]), State::Solved);
}
