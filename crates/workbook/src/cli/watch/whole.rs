//! The whole report: what the verdict cuts to its most important part.

use crate::cli::render;
use workbook::grade::{Graded, Outcome, Verdict};

/// Everything that rustc or the tests said.
pub(super) fn report(graded: &Graded) -> String {
    match &graded.outcome {
        Outcome::DoesNotCompile(errors) => errors.trim_end().to_owned(),
        Outcome::Judged(tests) => {
            let parts = tests.iter().map(|test| {
                let (mark, what) = match test.verdict {
                    Verdict::Holds => (render::good("✓"), &test.summary),
                    Verdict::Fails => (render::bad("✗"), &test.report),
                };
                format!("{mark} {}\n\n{}", render::strong(&test.name), what.trim())
            });
            parts.collect::<Vec<_>>().join("\n\n\n")
        }
    }
}
