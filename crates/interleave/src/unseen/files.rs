//! Which source files are under test.

use super::{Unseen, library_of, read};
use crate::check::Subject;
use crate::record::Loc;
use std::path::{Component, Path, PathBuf};

/// The source files in which something of a model happened.
#[derive(Clone, Default, Debug)]
pub(crate) struct Files(Vec<&'static str>);

impl Files {
    /// Takes note of a place. Cheap: it is called for each step of each execution.
    pub(crate) fn note(&mut self, at: Loc) {
        let file = at.file();
        if !self.0.iter().any(|known| std::ptr::eq(*known, file)) {
            self.0.push(file);
        }
    }

    pub(crate) fn of(places: &[Loc]) -> Self {
        let mut files = Files::default();
        places.iter().for_each(|at| files.note(at));
        files
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().copied().filter(|file| !is_of_library(file))
    }
}

/// Neither this crate's own, nor std's, nor of a package from elsewhere.
pub(super) fn is_of_library(file: &str) -> bool {
    let file = file.replace('\\', "/");
    let this = file!().replace('\\', "/");
    let own = this.trim_end_matches("unseen/files.rs");
    file.starts_with(own) || file.contains("/library/") || file.contains("/.cargo/registry/")
}

/// What is unseen in the code under test.
pub(crate) fn under_test(subject: &Subject, files: &Files) -> Vec<Unseen> {
    let test = subject.at.file();
    let used = files.iter().filter(|file| !is_test_code(file, test)).map(str::to_owned);
    let mut found: Vec<Unseen> = Vec::new();
    for file in used.chain(library_of(test)) {
        let fresh = |new: &Unseen, found: &[Unseen]| {
            !found.iter().any(|old| {
                old.line == new.line && old.name() == new.name() && same_file(&old.file, &new.file)
            })
        };
        for unseen in &read(&file).unseen {
            if fresh(unseen, &found) {
                found.push(unseen.clone());
            }
        }
    }
    found
}

/// What is unseen in the file that checks the model: the nearest to these places first.
pub(super) fn in_test(subject: &Subject, places: &[Loc]) -> Vec<Unseen> {
    let test = subject.at.file();
    let mut found = read(test).unseen.clone();
    let lines = places.iter().filter(|at| at.file() == test).map(|at| at.line());
    let lines: Vec<u32> = lines.chain([subject.at.line()]).collect();
    let distance = |unseen: &Unseen| lines.iter().map(|line| line.abs_diff(unseen.line)).min();
    found.sort_by_key(distance);
    found
}

/// Tests may keep their own accounts in std's types: the file that checks the model, and if that is
/// an integration test, all that lies beside it.
pub(super) fn is_test_code(file: &str, test: &str) -> bool {
    let (file, test) = (plain(file), plain(test));
    let beside = test.ancestors().find(|folder| folder.ends_with("tests"));
    file == test || beside.is_some_and(|folder| file.starts_with(folder))
}

/// The path without `.` and `..`.
fn plain(path: &str) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir if plain.file_name().is_some() => _ = plain.pop(),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// The one may be given from another folder than the other.
fn same_file(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one.ends_with(&other) || other.ends_with(&one)
}
