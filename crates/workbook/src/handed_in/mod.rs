//! Answers that others have handed in: folders and archives of `exercises/`.
//!
//! Nothing is unpacked. `listing` names what is there; of that, only the texts of answers
//! (`<chapter>/<slug>/src/lib.rs` of exercises that this checkout has) are read, each up to a limit,
//! and `sandbox` writes them beside copies of our own manifests and tests. So no path, link or size in an
//! archive decides what is written where.

mod archive;
mod folder;
mod listing;
mod sandbox;

use std::path::{Path, PathBuf};

use crate::exercise::Exercise;
use crate::process::Stop;
use crate::text::plain;
use crate::workspace::Workspace;

pub use sandbox::{Mark, Marked, Room};

/// Bytes that an answer may have: a hundred times what the longest solution has.
const ANSWER: usize = 512 << 10;

/// What one person handed in.
#[derive(Debug)]
pub struct Student {
    /// From the folder or archive; unique in one grading.
    pub name: String,
    /// Where it was found.
    pub from: PathBuf,
    /// Texts of answers, with the place of their exercise in [`Workspace::exercises`].
    pub answers: Vec<(usize, String)>,
    /// What could not be used, and why.
    pub problems: Vec<String>,
}

/// Reads what is handed in at `paths`: archives, folders of one student, or folders with one folder or archive
/// for each. What cannot be read is a problem of its student alone.
pub fn read(paths: &[PathBuf], workspace: &Workspace, stop: &Stop) -> Vec<Student> {
    let mut students = Vec::new();
    for path in paths {
        let found = match path.is_dir() {
            true => folder::read(path, &workspace.exercises, stop),
            false => archive::read(path, &workspace.exercises, stop),
        };
        students.extend(found);
    }
    for student in &mut students {
        student.name = listing::one_line(&plain(&student.name));
        student.problems =
            student.problems.iter().map(|text| listing::one_line(&plain(text))).collect();
        student.answers.sort_by_key(|(exercise, _)| *exercise);
    }
    students.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.from.cmp(&b.from)));
    unique(&mut students);
    students
}

impl Student {
    fn empty(name: String, from: &Path, problem: String) -> Student {
        Student { name, from: from.to_owned(), answers: Vec::new(), problems: vec![problem] }
    }
}

/// What to say where no answer was found.
fn nothing_found(exercises: &[Exercise]) -> String {
    let example = exercises.first().map_or_else(String::new, |exercise| {
        format!(", such as exercises/{}/{}/src/lib.rs", exercise.chapter, exercise.slug)
    });
    format!("no answer is in it{example}")
}

/// Two may have the same name, in different folders.
fn unique(students: &mut [Student]) {
    for index in 1..students.len() {
        let (before, rest) = students.split_at_mut(index);
        let name = rest[0].name.clone();
        let mut number = 1;
        while before.iter().any(|other| other.name == rest[0].name) {
            number += 1;
            rest[0].name = format!("{name} ({number})");
        }
    }
}

#[cfg(test)]
mod tests;
