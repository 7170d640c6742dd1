//! One text that may stand in an exercise's `src/lib.rs`.

use std::path::PathBuf;

use anyhow::Result;

use crate::exercise::Exercise;

/// Where a variant's text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a file of the checkout, which stays where it is.
    File(PathBuf),
    /// In memory, as the shipped text, which is generated.
    Text(String),
}

/// A text to be graded, and the exercise whose tests grade it.
#[derive(Clone, Debug)]
pub struct Variant {
    /// `yours`, `solution`, `shipped`, or the name of a wrong version.
    pub name: String,
    /// The text.
    pub source: Source,
    /// The exercise.
    pub exercise: Exercise,
}

impl Variant {
    /// The names that no wrong version may have.
    pub const RESERVED: [&'static str; 3] = ["yours", "solution", "shipped"];

    /// The reader's answer.
    pub fn yours(exercise: &Exercise) -> Variant {
        Variant::file("yours", exercise.answer(), exercise)
    }

    /// The reference solution.
    pub fn solution(exercise: &Exercise) -> Variant {
        Variant::file("solution", exercise.solution(), exercise)
    }

    /// The wrong version of this name.
    pub fn wrong(exercise: &Exercise, mistake: &str) -> Variant {
        Variant::file(mistake, exercise.wrong(mistake), exercise)
    }

    /// The exercise as shipped, whatever the reader's file holds.
    ///
    /// # Errors
    ///
    /// The shipped text cannot be generated.
    pub fn shipped(exercise: &Exercise) -> Result<Variant> {
        Ok(Variant {
            name: "shipped".into(),
            source: Source::Text(exercise.shipped()?),
            exercise: exercise.clone(),
        })
    }

    fn file(name: &str, path: PathBuf, exercise: &Exercise) -> Variant {
        Variant { name: name.to_owned(), source: Source::File(path), exercise: exercise.clone() }
    }

    /// The name of the variant's package: `counter--yours`.
    pub fn package(&self) -> String {
        format!("{}--{}", self.exercise.slug, self.name)
    }
}
