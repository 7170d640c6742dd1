//! Answers in folders. Links are not followed.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{ANSWER, Student, archive, listing, nothing_found};
use crate::exercise::Exercise;
use crate::process::Stop;

/// So many files and folders of one student are looked at.
const ENTRIES: usize = 20_000;
/// So deep.
const DEPTH: usize = 12;

/// Reads a folder of one student, or of many.
pub(super) fn read(root: &Path, exercises: &[Exercise], stop: &Stop) -> Vec<Student> {
    let own_name = || {
        let path = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        path.file_name().map_or_else(|| "?".into(), |name| name.to_string_lossy().into_owned())
    };
    let mut students = Vec::new();
    let mut own =
        Student { name: own_name(), from: root.to_owned(), answers: vec![], problems: vec![] };
    let mut empty = Vec::new();
    let (children, _) = children(root);
    for child in children {
        let Some(name) = child.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            own.problems.push(format!("`{}` is not UTF-8", child.display()));
            continue;
        };
        let mut walk =
            Walk { root, left: ENTRIES, files: vec![], archives: vec![], problems: vec![] };
        walk.visit(&child, 0);
        let sorted = listing::sort(walk.files.iter().map(String::as_str), exercises);
        let archives = walk.archives.len();
        for path in walk.archives {
            if stop.is_set() {
                return students;
            }
            students.extend(archive::read_as(&path, &walk_name(root, &path), exercises, stop));
        }
        let (mine, others): (Vec<_>, Vec<_>) =
            sorted.students.into_iter().partition(|(above, _)| above.is_empty());
        for (_, answers) in mine {
            texts(root, answers, &mut own);
        }
        if others.is_empty() && !walk.problems.is_empty() {
            own.problems.append(&mut walk.problems);
        }
        if others.is_empty() && archives == 0 && child.is_dir() && !name.starts_with('.') {
            empty.push((name, child));
        }
        for (above, answers) in others {
            let problems = std::mem::take(&mut walk.problems);
            let from = root.join(&above);
            let mut student = Student { name: above, from, answers: vec![], problems };
            texts(root, answers, &mut student);
            students.push(student);
        }
    }
    if !own.answers.is_empty() {
        // One student's folder, with whatever else is in it.
        students.push(own);
    } else if students.is_empty() {
        own.problems.push(nothing_found(exercises));
        students.push(own);
    } else {
        // A folder for each: those without an answer are students, too.
        let empty = empty.into_iter();
        let nothing = |(name, path): (String, PathBuf)| {
            let mut student = Student::empty(name.clone(), &path, nothing_found(exercises));
            let own = own.problems.iter().filter(|problem| problem.contains(&format!("`{name}/")));
            student.problems.extend(own.cloned());
            student
        };
        students.extend(empty.map(nothing));
    }
    students
}

/// The path below `root`, without the ending of an archive.
fn walk_name(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    archive::without_ending(&path).to_owned()
}

struct Walk<'a> {
    root: &'a Path,
    left: usize,
    files: Vec<String>,
    archives: Vec<PathBuf>,
    problems: Vec<String>,
}

impl Walk<'_> {
    fn visit(&mut self, path: &Path, depth: usize) {
        let Ok(metadata) = fs::symlink_metadata(path) else {
            return;
        };
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let Some(name) = below.to_str().map(|name| name.replace('\\', "/")) else {
            return;
        };
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        if self.left == 0 {
            self.problems
                .push(format!("more than {ENTRIES} files are in `{name}`: the rest is left out"));
        } else if metadata.is_dir() {
            let hidden =
                below.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if depth < DEPTH && !hidden && below.file_name().is_none_or(|name| name != "target") {
                let (children, error) = children(path);
                self.problems.extend(error);
                for child in children {
                    self.visit(&child, depth + 1);
                }
            }
        } else if metadata.is_file() {
            match archive::without_ending(&name) == name {
                true => self.files.push(name),
                false => self.archives.push(path.to_owned()),
            }
        } else if name.ends_with("/lib.rs") || metadata.is_symlink() {
            self.problems.push(format!("`{name}` is a link or no plain file: left out"));
        }
    }
}

/// What is in a folder, sorted, and why it cannot be read.
fn children(folder: &Path) -> (Vec<PathBuf>, Option<String>) {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let entries = entries.flatten().take(ENTRIES);
            let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            paths.sort();
            (paths, None)
        }
        Err(error) => (Vec::new(), Some(format!("failed to read `{}`: {error}", folder.display()))),
    }
}

fn texts(root: &Path, answers: listing::Answers, student: &mut Student) {
    for (exercise, path) in answers {
        match text(&root.join(&path)) {
            Ok(text) => student.answers.push((exercise, text)),
            Err(why) => student.problems.push(format!("`{path}` {why}")),
        }
    }
}

fn text(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let read = file.take(ANSWER as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() > ANSWER {
        return Err(format!("is larger than {} KiB: left out", ANSWER >> 10));
    }
    String::from_utf8(bytes).map_err(|_| "is not UTF-8: left out".into())
}
