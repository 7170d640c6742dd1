//! What is solved, from the companion's progress.
//!
//! An exercise is solved if an answer passed the tests that it has. Where two machines meet in one
//! progress, several files stand side by side: solved in one of them is solved.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::json;
use toml::Table;

use super::{Exercise, Place, bounded};

/// The name of the file in its folder.
pub(super) const FILE: &str = "progress.txt";

/// No progress is longer.
const MOST: u64 = 1_000_000;

/// Where progress is kept: beside the exercises, or with what is built if the checkout is read-only.
pub(super) fn folders(place: &Place) -> impl Iterator<Item = PathBuf> {
    let elsewhere = !place.target.starts_with(&place.root);
    let elsewhere = elsewhere.then(|| place.companion().join("progress"));
    std::iter::once(place.root.join(".workbook")).chain(elsewhere)
}

/// `{"solved":["counter"],"chapters":{"locks":{"solved":1,"of":6}}}`
pub(super) fn json(place: &Place, exercises: &[Exercise]) -> String {
    let passed: Vec<(String, String)> = folders(place).flat_map(passed).collect();
    let mut solved = Vec::new();
    let mut chapters: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for exercise in exercises {
        let tests = fingerprint(exercise);
        let is_solved = passed.iter().any(|(slug, by)| {
            *slug == exercise.slug && tests.as_ref().is_none_or(|tests| tests == by)
        });
        let (done, of) = chapters.entry(&exercise.chapter).or_default();
        *of += 1;
        *done += usize::from(is_solved);
        solved.extend(is_solved.then_some(&exercise.slug));
    }
    let chapters: BTreeMap<_, _> = chapters
        .into_iter()
        .map(|(chapter, (solved, of))| (chapter, json!({"solved": solved, "of": of})))
        .collect();
    json!({"solved": solved, "chapters": chapters}).to_string()
}

/// The exercises in all files of progress in `folder`, each with the fingerprint of the tests that were passed.
fn passed(folder: PathBuf) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_progress = |name: &str| name.starts_with("progress") && name.ends_with(".txt");
    let files = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_progress));
    let texts = files.filter_map(|entry| bounded(&entry.path(), MOST)?.ok());
    texts.flat_map(|text| lines(&String::from_utf8_lossy(&text))).collect()
}

/// `solved counter crc32:89abcdef`
fn lines(text: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let (slug, tests) = line.strip_prefix("solved ")?.split_once(' ')?;
        Some((slug.to_owned(), tests.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// The fingerprint of the exercise's tests, as its manifest has it.
fn fingerprint(exercise: &Exercise) -> Option<String> {
    let text = std::fs::read_to_string(exercise.folder.join("Cargo.toml")).ok()?;
    let manifest: Table = text.parse().ok()?;
    let exercise = manifest.get("package")?.get("metadata")?.get("exercise")?;
    Some(exercise.get("tests")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn solved(progress: &[(&str, &str)]) -> String {
        let root = tempfile::tempdir().unwrap();
        for (slug, tests) in
            [("one", "tests = \"crc32:1\""), ("two", ""), ("three", "tests = \"crc32:3\"")]
        {
            let text = format!("[package.metadata.exercise]\n{tests}\n");
            write(root.path(), &format!("exercises/a/{slug}/Cargo.toml"), &text);
        }
        write(root.path(), "exercises/b/four/Cargo.toml", "not toml");
        for (file, text) in progress {
            write(root.path(), &format!(".workbook/{file}"), text);
        }
        let place = Place { root: root.path().to_owned(), target: root.path().join("target") };
        json(&place, &place.exercises())
    }

    #[test]
    fn without_progress_nothing_is_solved() {
        let of = r#"{"chapters":{"a":{"of":3,"solved":0},"b":{"of":1,"solved":0}},"solved":[]}"#;
        assert_eq!(solved(&[]), of);
    }

    #[test]
    fn solved_is_what_passed_the_tests_that_there_are() {
        let text =
            "# head\nsolved one crc32:1\nsolved two crc32:9\nsolved three crc32:old\nhint four 2\n";
        let json = solved(&[("progress.txt", text)]);
        assert!(json.ends_with(r#""solved":["one","two"]}"#), "{json}");
        assert!(json.contains(r#""a":{"of":3,"solved":2}"#), "{json}");
    }

    #[test]
    fn solved_on_another_machine_is_solved() {
        let conflict =
            "<<<<<<< HEAD\nsolved one crc32:0\n=======\nsolved one crc32:1\n>>>>>>> theirs\n";
        let copy = ("progress (conflicted copy).txt", "solved three crc32:3\n");
        let json = solved(&[("progress.txt", conflict), copy]);
        assert!(json.ends_with(r#""solved":["one","three"]}"#), "{json}");
    }
}
