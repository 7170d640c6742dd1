//! One exercise: where its files are and what its manifest says about it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use toml_edit::{DocumentMut, Item};

use crate::files;
use crate::fingerprint::fingerprint;
use crate::shipped;
use crate::text::line_of;

/// What the reader does in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Fills the holes.
    Implement,
    /// Mends a wrong version.
    Fix,
    /// Says what a program can do.
    Predict,
    /// Writes the claims that wrong versions must fail.
    Model,
    /// Changes the form and keeps the behaviour.
    Refactor,
    /// Mends what rustc refuses.
    CompileFail,
    /// Works with real processes.
    Process,
}

impl Kind {
    const NAMES: [(Kind, &'static str); 7] = [
        (Kind::Implement, "implement"),
        (Kind::Fix, "fix"),
        (Kind::Predict, "predict"),
        (Kind::Model, "model"),
        (Kind::Refactor, "refactor"),
        (Kind::CompileFail, "compile-fail"),
        (Kind::Process, "process"),
    ];

    /// All kinds, in the order in which the design names them.
    pub const ALL: [Kind; 7] = {
        let mut all = [Kind::Implement; 7];
        let mut index = 0;
        while index < all.len() {
            all[index] = Kind::NAMES[index].0;
            index += 1;
        }
        all
    };

    /// The kind as manifests name it.
    pub fn name(self) -> &'static str {
        let name = Kind::NAMES.iter().find(|(kind, _)| *kind == self);
        name.map_or("", |(_, name)| name)
    }

    /// Whether an exercise of this kind ships one of its wrong versions; `None` where it may.
    pub fn ships_a_wrong_version(self) -> Option<bool> {
        match self {
            Kind::Fix | Kind::Refactor => Some(true),
            Kind::Implement | Kind::Predict | Kind::Model => Some(false),
            Kind::CompileFail | Kind::Process => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match Kind::NAMES.iter().find(|(_, name)| *name == word) {
            Some((kind, _)) => Ok(*kind),
            None => {
                let names: Vec<_> = Kind::NAMES.iter().map(|(_, name)| *name).collect();
                Err(format!("unknown kind `{word}`: one of {}", names.join(", ")))
            }
        }
    }
}

/// The state of an exercise's `tests/model.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tests {
    /// As shipped.
    Original,
    /// Not the text whose fingerprint the manifest gives.
    Edited,
    /// Deleted.
    Missing,
}

/// An exercise, as its folder and its manifest describe it.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The folder above, which is the page's name as well.
    pub chapter: String,
    /// The name, in `snake_case`, unique in the workbook.
    pub slug: String,
    /// What the reader does.
    pub kind: Kind,
    /// From 1 to 4; 0 if the manifest does not say.
    pub difficulty: i64,
    /// In a workshop; 0 if the manifest does not say.
    pub minutes: i64,
    /// A nudge, the idea, and nearly the code.
    pub hints: Vec<String>,
    /// The fingerprint of `tests/model.rs`, if the manifest has one.
    pub fingerprint: Option<String>,
    /// The wrong version that is shipped, for the kinds that ship one.
    pub from: Option<String>,
    /// For kind *compile-fail*: the code of the error with which rustc refuses the shipped text.
    pub error: Option<String>,
    /// For kind *compile-fail*: what the error means here.
    pub because: Option<String>,
    /// The wrong version that locks too much, or `none: <why there is none>`.
    pub over_locked: Option<String>,
    /// `none: <why loom judges none of its models>`.
    pub loom: Option<String>,
    /// The exercise's folder.
    pub dir: PathBuf,
    /// The folder of its solution.
    pub solution_dir: PathBuf,
}

impl Exercise {
    /// Reads the exercise in `exercises/<chapter>/<slug>` of the checkout at `root`.
    ///
    /// # Errors
    ///
    /// Names the manifest and its line if it has no readable `[package.metadata.exercise]`.
    pub fn load(root: &Path, chapter: &str, slug: &str) -> Result<Exercise> {
        let dir = root.join("exercises").join(chapter).join(slug);
        let manifest = dir.join("Cargo.toml");
        if !manifest.exists() {
            bail!(
                "`{}` has no `Cargo.toml`, and cargo takes every folder there for an exercise: delete the \
                 folder, or get the file back",
                dir.display()
            );
        }
        let text = files::read(&manifest)?;
        let document: DocumentMut =
            text.parse().with_context(|| format!("failed to read `{}`", manifest.display()))?;
        let table = document
            .get("package")
            .and_then(|item| item.get("metadata"))
            .and_then(|item| item.get("exercise"));
        let Some(table) = table else {
            bail!("no `[package.metadata.exercise]` in `{}`", manifest.display());
        };
        let string = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        let number = |key: &str| table.get(key).and_then(Item::as_integer).unwrap_or(0);
        let kind = string("kind").unwrap_or_default().parse().map_err(|error: String| {
            let line = line_of(&text, "kind").unwrap_or(1);
            anyhow::anyhow!("{}:{line}: {error}", manifest.display())
        })?;
        let hints = table.get("hints").and_then(Item::as_array);
        let hints = hints.into_iter().flatten().filter_map(|hint| hint.as_str());
        Ok(Exercise {
            kind,
            difficulty: number("difficulty"),
            minutes: number("minutes"),
            hints: hints.map(str::to_owned).collect(),
            fingerprint: string("tests"),
            from: string("from"),
            error: string("error"),
            because: string("because"),
            over_locked: string("over_locked"),
            loom: string("loom"),
            solution_dir: root.join("solutions").join(chapter).join(slug),
            chapter: chapter.to_owned(),
            slug: slug.to_owned(),
            dir,
        })
    }

    /// The exercise's manifest.
    pub fn manifest(&self) -> PathBuf {
        self.dir.join("Cargo.toml")
    }

    /// The file that the reader edits.
    pub fn answer(&self) -> PathBuf {
        self.dir.join("src").join("lib.rs")
    }

    /// The tests, of which this is the one copy.
    pub fn tests(&self) -> PathBuf {
        self.dir.join("tests").join("model.rs")
    }

    /// The reference solution.
    pub fn solution(&self) -> PathBuf {
        self.solution_dir.join("src").join("lib.rs")
    }

    /// The wrong version of this name.
    pub fn wrong(&self, mistake: &str) -> PathBuf {
        self.solution_dir.join("wrong").join(format!("{mistake}.rs"))
    }

    /// The names of all wrong versions, sorted.
    ///
    /// # Errors
    ///
    /// The folder cannot be read; that it is missing is no error.
    pub fn mistakes(&self) -> Result<Vec<String>> {
        sources(&self.solution_dir.join("wrong"))
    }

    /// The given wrong subjects of kind *model*, sorted: `src/given/*.rs`.
    ///
    /// # Errors
    ///
    /// The folder cannot be read; that it is missing is no error.
    pub fn given(&self) -> Result<Vec<PathBuf>> {
        let folder = self.dir.join("src").join("given");
        Ok(sources(&folder)?.iter().map(|name| folder.join(format!("{name}.rs"))).collect())
    }

    /// All that decides about an answer, as one text: `tests/model.rs`, and what is given.
    ///
    /// # Errors
    ///
    /// Names the file that cannot be read.
    pub fn tests_text(&self) -> Result<String> {
        let mut text = files::read(&self.tests())?;
        for given in self.given()? {
            text.push_str(&files::read(&given)?);
        }
        Ok(text)
    }

    /// Returns the shipped text, made from the solution or from a wrong version.
    ///
    /// # Errors
    ///
    /// Names the file and the line if a hole mark stands where it may not.
    pub fn shipped(&self) -> Result<String> {
        if let Some(mistake) = &self.from {
            return Ok(shipped::from_wrong(&files::read(&self.wrong(mistake))?));
        }
        let path = self.solution();
        shipped::from_solution(&files::read(&path)?).map_err(|error| {
            anyhow::anyhow!("{}:{}: {}", path.display(), error.line, error.message)
        })
    }

    /// Compares `tests/model.rs` with the fingerprint that the manifest gives.
    ///
    /// A manifest without one, as while an exercise is written, vouches for any text.
    pub fn tests_state(&self) -> Tests {
        match (self.tests_text(), &self.fingerprint) {
            (Err(_), _) => Tests::Missing,
            (Ok(text), Some(expected)) if fingerprint(&text) != *expected => Tests::Edited,
            (Ok(_), _) => Tests::Original,
        }
    }
}

/// The names of the Rust files in a folder, sorted; none if there is no such folder.
fn sources(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("failed to read `{}`", folder.display()));
        }
    };
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "rs")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for (kind, name) in Kind::NAMES {
            assert_eq!(name.parse(), Ok(kind));
            assert_eq!(kind.to_string(), name);
        }
        let error = "impliment".parse::<Kind>().unwrap_err();
        assert!(error.starts_with("unknown kind `impliment`: one of implement, fix"), "{error}");
    }
}
