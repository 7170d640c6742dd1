//! Tests on real threads, where nothing is judged.

use anyhow::Result;

use super::build::Built;
use super::record::Survival;
use super::variant::Variant;
use super::{Grader, Step};

impl Grader<'_> {
    /// Runs single tests of variants on real threads instead of judging them: in how many of so many runs
    /// does nobody notice anything? The results stand in the order of `tests`; none for a test whose
    /// process left no record, such as one that aborts.
    ///
    /// # Errors
    ///
    /// As [`Grader::grade`].
    pub fn survive(&self, tests: &[(Variant, String)], runs: u64) -> Result<Vec<Option<Survival>>> {
        let mut variants: Vec<Variant> = Vec::new();
        for (variant, _) in tests {
            if variants.iter().all(|other| other.package() != variant.package()) {
                variants.push(variant.clone());
            }
        }
        if variants.is_empty() {
            return Ok(Vec::new());
        }
        let built = self.build(&variants)?;
        let scratch = self.scratch()?;
        let runner = self.runner(scratch.path());
        // One after the other: threads meet as they would if nothing else ran.
        let survived = |(index, (variant, test)): (usize, &(Variant, String))| {
            self.tell(Step::Judged(index, tests.len()));
            let place = variants.iter().position(|other| other.package() == variant.package());
            match place.map(|place| &built[place]) {
                Some(Built::Binary(binary)) => runner.survive(variant, binary, test, runs),
                _ => Ok(None),
            }
        };
        tests.iter().enumerate().map(survived).collect()
    }
}
