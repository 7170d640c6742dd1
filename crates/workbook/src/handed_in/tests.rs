//! Folders and archives as students hand them in, and as somebody would who wants to spoil the others.

use std::path::Path;
use std::process::Command;

use super::*;
use crate::exercise::Kind;
use crate::files;

fn workspace(root: &Path) -> Workspace {
    for slug in ["counter", "grid"] {
        let manifest = "[package.metadata.exercise]\nkind = \"implement\"\n";
        files::write(&root.join(format!("exercises/locks/{slug}/Cargo.toml")), manifest).unwrap();
    }
    let workspace = Workspace::load(root).unwrap();
    assert_eq!(workspace.exercises[0].kind, Kind::Implement);
    workspace
}

/// What is found in what `make` writes, whose result is the path to read.
fn found(make: impl FnOnce(&Path) -> PathBuf) -> Vec<Student> {
    let folder = tempfile::tempdir().unwrap();
    let handed_in = folder.path().join("handed in");
    std::fs::create_dir(&handed_in).unwrap();
    let path = make(&handed_in);
    read(&[path], &workspace(&folder.path().join("workbook")), &Stop::default())
}

fn answer(folder: &Path, path: &str) {
    files::write(&folder.join(path).join("src/lib.rs"), &format!("// {path}\n")).unwrap();
}

fn names(students: &[Student]) -> Vec<(&str, usize)> {
    students.iter().map(|student| (student.name.as_str(), student.answers.len())).collect()
}

fn packed(folder: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let mut command = Command::new("tar");
    command.current_dir(folder).args(["-c", "-z", "-f", name]).args(arguments);
    assert!(command.status().unwrap().success());
    folder.join(name)
}

#[test]
fn a_folder_may_be_one_students_or_have_one_for_each() {
    let students = found(|folder| {
        answer(folder, "exercises/locks/counter");
        answer(folder, "solutions/locks/grid");
        folder.to_owned()
    });
    assert_eq!(names(&students), [("handed in", 1)]);
    let students = found(|folder| {
        answer(folder, "ben/locks/grid");
        answer(folder, "ada/exercises/locks/counter");
        answer(folder, "ada/exercises/locks/grid");
        answer(folder, "cem/another/thing");
        folder.to_owned()
    });
    assert_eq!(names(&students), [("ada", 2), ("ben", 1), ("cem", 0)]);
    assert!(students[2].problems[0].contains("no answer is in it"), "{students:?}");
}

#[test]
fn an_archive_is_named_after_its_file_whatever_folder_is_in_it() {
    let students = found(|folder| {
        answer(folder, "work/exercises/locks/counter");
        packed(folder, "ada.tar.gz", &["work"])
    });
    assert_eq!(names(&students), [("ada", 1)]);
    assert_eq!(students[0].answers[0].1, "// work/exercises/locks/counter\n");
}

#[test]
fn archives_in_a_folder_are_students_too() {
    let students = found(|folder| {
        answer(folder, "ada/locks/counter");
        answer(folder, "x/locks/grid");
        packed(folder, "ben.tgz", &["-C", "x", "locks"]);
        std::fs::remove_dir_all(folder.join("x")).unwrap();
        files::write(&folder.join("cem.tar.gz"), "no archive").unwrap();
        folder.to_owned()
    });
    assert_eq!(names(&students), [("ada", 1), ("ben", 1), ("cem", 0)]);
    assert!(students[2].problems[0].contains("cannot be read"), "{students:?}");
}

#[test]
fn a_path_that_leads_out_is_left_out_and_named() {
    let students = found(|folder| {
        answer(folder, "in/locks/counter");
        answer(folder, "locks/grid");
        packed(&folder.join("in"), "../ada.tar.gz", &["-P", "../locks", "locks"])
    });
    assert_eq!(names(&students), [("ada", 1)]);
    assert!(students[0].problems[0].contains("lead out of it"), "{students:?}");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "secret").unwrap();
    let link = |folder: &Path| {
        answer(folder, "ada/locks/counter");
        std::fs::create_dir_all(folder.join("ada/locks/grid/src")).unwrap();
        let link = folder.join("ada/locks/grid/src/lib.rs");
        std::os::unix::fs::symlink(secret.path(), link).unwrap();
    };
    let folder = found(|folder| {
        link(folder);
        folder.to_owned()
    });
    let archive = found(|folder| {
        link(folder);
        packed(folder, "ada.tar.gz", &["ada"])
    });
    for students in [folder, archive] {
        assert_eq!(names(&students), [("ada", 1)]);
        assert!(students[0].problems[0].contains("link"), "{students:?}");
        assert!(!format!("{students:?}").contains("secret"), "{students:?}");
    }
}

#[test]
fn a_bomb_is_a_problem_and_the_other_answers_are_read() {
    let students = found(|folder| {
        answer(folder, "ada/locks/counter");
        let bomb = folder.join("ada/locks/grid/src/lib.rs");
        std::fs::create_dir_all(bomb.parent().unwrap()).unwrap();
        std::fs::File::create(&bomb).unwrap().set_len(32 << 20).unwrap();
        packed(folder, "ada.tar.gz", &["ada"])
    });
    assert_eq!(names(&students), [("ada", 1)]);
    assert!(students[0].problems[0].contains("is larger than 512 KiB"), "{students:?}");
}

#[test]
fn names_cannot_break_a_table() {
    let students = found(|folder| {
        answer(folder, "a\u{1b}[2J\nb/locks/counter");
        folder.to_owned()
    });
    assert_eq!(names(&students), [("a b", 1)]);
}

#[test]
fn two_of_one_name_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["one", "two"].map(|group| {
        answer(folder.path(), &format!("{group}/ada/locks/counter"));
        folder.path().join(group)
    });
    let workspace = workspace(&folder.path().join("workbook"));
    let students = read(&paths, &workspace, &Stop::default());
    assert_eq!(names(&students), [("ada", 1), ("ada (2)", 1)]);
}

#[test]
fn what_is_not_there_is_a_problem() {
    let students = found(|folder| folder.join("gone.zip"));
    assert_eq!(names(&students), [("gone", 0)]);
    let students = found(|folder| folder.to_owned());
    assert!(students[0].problems[0].contains("no answer is in it"), "{students:?}");
}

/// A zip without compression.
fn zipped(path: &Path, members: &[(&str, &str)]) {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in members {
        let offset = zip.len() as u32;
        let mut header = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        header.extend(crc32fast::hash(text.as_bytes()).to_le_bytes());
        for length in [text.len(), text.len()] {
            header.extend((length as u32).to_le_bytes());
        }
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&header);
        zip.extend(name.as_bytes());
        zip.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x0a\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = (members.len() as u16).to_le_bytes();
    let start = (zip.len() as u32).to_le_bytes();
    let length = (directory.len() as u32).to_le_bytes();
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend([count, count].concat());
    zip.extend([length, start].concat());
    zip.extend([0, 0]);
    std::fs::write(path, zip).unwrap();
}

#[test]
fn a_zip_is_read_by_exact_names_and_not_outside_of_itself() {
    let students = found(|folder| {
        let path = folder.join("ada.zip");
        let members = [
            ("../locks/grid/src/lib.rs", "out"),
            ("/locks/grid/src/lib.rs", "root"),
            ("x/locks/counter/src/lib.rs", "another"),
            ("*/locks/counter/src/lib.rs", "a star"),
            ("-x [1]/locks/counter/src/lib.rs", "an option"),
        ];
        zipped(&path, &members);
        path
    });
    if !students[0].problems.iter().any(|problem| problem.contains("needs `unzip`")) {
        let texts: Vec<_> = students
            .iter()
            .map(|student| (student.name.as_str(), student.answers[0].1.as_str()))
            .collect();
        assert_eq!(texts, [("ada/*", "a star"), ("ada/-x [1]", "an option"), ("ada/x", "another")]);
        assert!(students[0].problems[0].starts_with("2 of its paths lead out of it"));
    }
}
