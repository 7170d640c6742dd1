//! Grades handed-in answers in a place of their own.
//!
//! All that is taken from others is the text of `src/lib.rs`: manifests and tests are copies of ours, so
//! nothing of theirs runs while it is built. The reader's files, progress and builds are elsewhere.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Student;
use crate::exercise::Exercise;
use crate::files;
use crate::grade::{Graded, Grader, Outcome, Stopped, Variant};
use crate::text::folded;
use crate::workspace::Workspace;

/// What came out for one exercise of one student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It holds.
    Holds,
    /// A test refuses it.
    Refused {
        /// The first test that does.
        test: String,
        /// The kind of failure.
        kind: String,
        /// What is shown of it.
        report: String,
    },
    /// rustc refuses it, with these words.
    DoesNotCompile(String),
    /// It is the text that was shipped.
    NotBegun,
    /// It was not handed in.
    Missing,
    /// Nobody can tell.
    NotChecked(String),
}

impl Mark {
    /// In a word or two.
    pub fn word(&self) -> &'static str {
        match self {
            Mark::Holds => "holds",
            Mark::Refused { .. } => "refused",
            Mark::DoesNotCompile(_) => "does not compile",
            Mark::NotBegun => "as shipped",
            Mark::Missing => "missing",
            Mark::NotChecked(_) => "not checked",
        }
    }
}

/// A student's mark in one exercise.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The place of the exercise in [`Workspace::exercises`].
    pub exercise: usize,
    /// The mark.
    pub mark: Mark,
}

/// The place where answers of others are built and run: `<target>/workbook/graded`.
pub struct Room {
    folder: PathBuf,
    workspace: Workspace,
    _lock: File,
}

impl Room {
    /// Takes the room; two gradings at a time would write over each other.
    ///
    /// # Errors
    ///
    /// It is taken, or cannot be written.
    pub fn open(workspace: &Workspace) -> Result<Room> {
        let folder = workspace.target.join("workbook").join("graded");
        let failed = || format!("failed to write `{}`", folder.display());
        fs::create_dir_all(&folder).with_context(failed)?;
        let lock = File::create(folder.join("lock")).with_context(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another `cargo workbook grade` runs in this checkout: wait for its end")
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(failed),
        }
        let workspace = Workspace { target: folder.clone(), ..workspace.clone() };
        Ok(Room { folder, workspace, _lock: lock })
    }

    /// A grader that builds in this room.
    pub fn grader(&self) -> Grader<'_> {
        let mut grader = Grader::new(&self.workspace);
        grader.bounds = Some(crate::grade::Bounds::default());
        grader
    }

    /// Builds the checker with the solution of one exercise, so that no student's time is spent on it, and what it
    /// needs is fetched: for answers of others, nothing is.
    ///
    /// # Errors
    ///
    /// Not even the solution can be graded.
    pub fn warm_up(&self, exercise: usize, grader: &Grader<'_>) -> Result<()> {
        let mut own = Grader::new(&self.workspace);
        own.stop = grader.stop.clone();
        own.notice = grader.notice;
        own.grade(&[Variant::solution(&self.workspace.exercises[exercise])])?;
        Ok(())
    }

    /// Marks a student's answers to these exercises, in their order.
    ///
    /// # Errors
    ///
    /// Only that the work was [`Stopped`], or that a file of ours cannot be read or written: what goes wrong
    /// with an answer is a mark.
    pub fn mark(
        &self,
        student: &Student,
        exercises: &[usize],
        grader: &Grader<'_>,
    ) -> Result<Vec<Marked>> {
        // New for each: what one answer did to its folder, such as putting a link there, meets no other.
        let place = tempfile::Builder::new().prefix("answers-").tempdir_in(&self.folder);
        let place =
            place.with_context(|| format!("failed to write `{}`", self.folder.display()))?;
        let mut marks = Vec::new();
        let (mut variants, mut places) = (Vec::new(), Vec::new());
        for &index in exercises {
            let exercise = &self.workspace.exercises[index];
            let text = student.answers.iter().find(|(other, _)| *other == index);
            let mark = match text {
                None => Mark::Missing,
                Some((_, text)) if folded(text) == folded(&exercise.shipped()?) => Mark::NotBegun,
                Some((_, text)) => {
                    places.push(marks.len());
                    variants.push(Variant::yours(&set_out(exercise, text, place.path())?));
                    // Until it is graded.
                    Mark::NotChecked(String::new())
                }
            };
            marks.push(Marked { exercise: index, mark });
        }
        for (index, mut mark) in places.into_iter().zip(graded(grader, &variants)?) {
            if let Mark::DoesNotCompile(errors) = &mut mark {
                let path = self.workspace.relative(place.path());
                *errors = errors.replace(&format!("{path}/"), "exercises/");
            }
            marks[index].mark = mark;
        }
        Ok(marks)
    }
}

/// Grades all at once; if that fails as a whole, one by one, so that one answer spoils no other.
fn graded(grader: &Grader<'_>, variants: &[Variant]) -> Result<Vec<Mark>> {
    match grader.grade(variants) {
        Ok(all) => Ok(all.iter().map(mark).collect()),
        Err(error) if error.is::<Stopped>() => Err(error),
        Err(error) if variants.len() == 1 => Ok(vec![Mark::NotChecked(format!("{error:#}"))]),
        Err(_) => {
            let mut marks = Vec::new();
            for variant in variants {
                marks.extend(graded(grader, std::slice::from_ref(variant))?);
            }
            Ok(marks)
        }
    }
}

/// Writes an exercise with the answer of somebody else.
fn set_out(exercise: &Exercise, text: &str, place: &Path) -> Result<Exercise> {
    let dir = place.join(&exercise.chapter).join(&exercise.slug);
    let own = Exercise { dir, ..exercise.clone() };
    let mut copies = vec![(exercise.manifest(), own.manifest()), (exercise.tests(), own.tests())];
    for given in exercise.given()? {
        let to = own.dir.join(given.strip_prefix(&exercise.dir).unwrap_or(&given));
        copies.push((given, to));
    }
    for (from, to) in copies {
        files::write(&to, &files::read(&from)?)?;
    }
    files::write(&own.answer(), text)?;
    Ok(own)
}

fn mark(graded: &Graded) -> Mark {
    match (&graded.outcome, graded.first_failure()) {
        (Outcome::DoesNotCompile(errors), _) => Mark::DoesNotCompile(errors.clone()),
        (Outcome::Judged(_), Some(test)) => Mark::Refused {
            test: test.name.clone(),
            kind: test.kind.clone().unwrap_or_else(|| "fails".into()),
            report: test.report.clone(),
        },
        (Outcome::Judged(_), None) if graded.holds() => Mark::Holds,
        (Outcome::Judged(_), None) => Mark::NotChecked("tests/model.rs holds no test".into()),
    }
}
