//! Builds and runs answers, and judges them.
//!
//! A variant is one text that may stand in an exercise's `src/lib.rs`: the reader's
//! answer, the solution, a wrong version, the exercise as shipped. All go the same way:
//!
//! 1. `generate` writes one cargo workspace with a package for each variant, whose
//!    library is the variant and whose test is the exercise's `tests/model.rs`.
//! 2. `build` builds them all with one cargo; one that does not compile blocks none.
//! 3. `run` runs each test binary as a process group under a time limit.
//! 4. `judge` reads what libtest and the checker's records say, and believes a test
//!    only if both agree.
//!
//! Nothing here writes outside `<target>/workbook`.

mod bounds;
mod build;
mod generate;
mod judge;
mod record;
mod run;
pub mod rustc;
mod survive;
mod variant;

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::parallel::in_parallel;
use crate::process::Stop;
use crate::workspace::Workspace;

pub use bounds::Bounds;
pub use build::cargo_command;
pub use judge::{Judged, Verdict};
pub use record::{Record, Survival};
pub use variant::{Source, Variant};

/// How long the tests of one variant may take, if nobody says otherwise.
pub const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What came out for one variant.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The variant.
    pub variant: Variant,
    /// What came out.
    pub outcome: Outcome,
}

/// What can come out.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// rustc refused it, with these words.
    DoesNotCompile(String),
    /// Its tests were judged; they stand in the order of `tests/model.rs`.
    Judged(Vec<Judged>),
}

impl Graded {
    /// Whether every test holds, and there is one.
    pub fn holds(&self) -> bool {
        match &self.outcome {
            Outcome::DoesNotCompile(_) => false,
            Outcome::Judged(tests) => {
                !tests.is_empty() && tests.iter().all(|test| test.verdict == Verdict::Holds)
            }
        }
    }

    /// The first test, in the order of `tests/model.rs`, that fails.
    pub fn first_failure(&self) -> Option<&Judged> {
        match &self.outcome {
            Outcome::DoesNotCompile(_) => None,
            Outcome::Judged(tests) => tests.iter().find(|test| test.verdict == Verdict::Fails),
        }
    }

    /// The test of this name.
    pub fn test(&self, name: &str) -> Option<&Judged> {
        match &self.outcome {
            Outcome::DoesNotCompile(_) => None,
            Outcome::Judged(tests) => tests.iter().find(|test| test.name == name),
        }
    }
}

/// Work was ended by a [`Stop`].
#[derive(Debug)]
pub struct Stopped;

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the check was stopped")
    }
}

impl std::error::Error for Stopped {}

/// Grades the variants of one checkout.
pub struct Grader<'a> {
    workspace: &'a Workspace,
    /// How long the tests of one variant may take.
    pub time_limit: Duration,
    /// The width of the checker's reports, in columns.
    pub width: usize,
    /// Builds the checker with loom, which then judges every model that the explorer passes.
    pub second_opinion: bool,
    /// Ends a grading early, with the error [`Stopped`].
    pub stop: Stop,
    /// Told what takes long, such as waiting for another check.
    pub notice: fn(&str),
    /// Told how far a grading is.
    pub progress: Option<&'a (dyn Fn(Step) + Sync)>,
    /// Limits for what somebody else has written.
    pub bounds: Option<Bounds>,
}

/// How far a grading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many variants are built, of so many.
    Built(usize, usize),
    /// So many variants are judged, of so many.
    Judged(usize, usize),
}

impl<'a> Grader<'a> {
    /// A grader with the usual limits that says nothing.
    pub fn new(workspace: &'a Workspace) -> Grader<'a> {
        Grader {
            workspace,
            time_limit: TIME_LIMIT,
            width: 100,
            second_opinion: false,
            stop: Stop::default(),
            notice: |_| {},
            progress: None,
            bounds: None,
        }
    }

    /// The same grader with reports of another width.
    pub fn with_width(&self, width: usize) -> Grader<'a> {
        Grader { width, stop: self.stop.clone(), ..*self }
    }

    /// Builds, runs and judges `variants`, and returns the results in their order.
    ///
    /// # Errors
    ///
    /// A file is missing or cannot be written, cargo itself fails, or the work was
    /// [`Stopped`]. That a variant does not compile is a result, not an error.
    pub fn grade(&self, variants: &[Variant]) -> Result<Vec<Graded>> {
        if variants.is_empty() {
            return Ok(Vec::new());
        }
        let built = self.build(variants)?;
        let scratch = self.scratch()?;
        let runner = self.runner(scratch.path());
        let judged = AtomicUsize::new(0);
        self.tell(Step::Judged(0, variants.len()));
        in_parallel(variants.len(), |index| {
            let variant = &variants[index];
            let outcome = match &built[index] {
                build::Built::Failed(errors) => Outcome::DoesNotCompile(self.readable(errors)),
                build::Built::Binary(binary) => {
                    Outcome::Judged(judge::judge(&runner, variant, binary)?)
                }
            };
            // Relaxed: a count that is shown.
            self.tell(Step::Judged(judged.fetch_add(1, Relaxed) + 1, variants.len()));
            Ok(Graded { variant: variant.clone(), outcome })
        })
    }

    fn build(&self, variants: &[Variant]) -> Result<Vec<build::Built>> {
        let home = self.home();
        let folder = home.join("variants");
        fs::create_dir_all(&folder).with_context(|| not_writable(&folder))?;
        let _lock = self.lock(&home.join("lock"))?;
        generate::write(self.workspace, variants, self.second_opinion, &folder)?;
        let built = |count: usize| self.tell(Step::Built(count, variants.len()));
        let target = home.join("build");
        build::build(&folder, &target, variants, &self.stop, self.bounds.as_ref(), &built)
    }

    fn tell(&self, step: Step) {
        if let Some(progress) = self.progress {
            progress(step);
        }
    }

    fn home(&self) -> PathBuf {
        self.workspace.target.join("workbook")
    }

    fn scratch(&self) -> Result<tempfile::TempDir> {
        let home = self.home();
        let scratch = tempfile::Builder::new().prefix("run-").tempdir_in(&home);
        scratch.with_context(|| format!("failed to write in `{}`", home.display()))
    }

    fn runner<'b>(&'b self, scratch: &'b Path) -> run::Runner<'b> {
        run::Runner {
            time_limit: self.time_limit,
            width: self.width,
            stop: &self.stop,
            scratch,
            bounds: self.bounds,
        }
    }

    /// rustc names the files of a variant by absolute paths: a reader knows them from the root.
    fn readable(&self, errors: &str) -> String {
        let root = format!("{}{}", self.workspace.root.display(), std::path::MAIN_SEPARATOR);
        crate::text::plain(&errors.replace(&root, ""))
    }

    /// Two checks of one checkout build one after the other.
    fn lock(&self, path: &Path) -> Result<File> {
        let file = File::create(path).with_context(|| not_writable(path))?;
        let mut told = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => {
                    return Err(error)
                        .with_context(|| format!("failed to lock `{}`", path.display()));
                }
                Err(TryLockError::WouldBlock) if self.stop.is_set() => bail!(Stopped),
                Err(TryLockError::WouldBlock) => {
                    if !told {
                        (self.notice)("waiting for another check to build");
                        told = true;
                    }
                    thread::sleep(Duration::from_millis(20));
                }
            }
        }
    }
}

fn not_writable(path: &Path) -> String {
    format!(
        "failed to write `{}` (if the checkout is read-only, build elsewhere: \
         `CARGO_TARGET_DIR=/tmp/workbook cargo workbook`)",
        path.display()
    )
}
