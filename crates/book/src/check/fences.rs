//! Listings are compiled files: a page shows at most three lines of Rust of its own.

use super::page::Page;
use super::{Found, Kind};

/// So many lines may stand in a page without being compiled.
const LINES: usize = 3;

pub(super) fn check(page: &Page) -> Vec<Found> {
    let rust =
        page.fences.iter().filter(|fence| fence.info.split([',', ' ']).next().is_some_and(is_rust));
    let own = |code: &str| code.lines().filter(|line| !line.contains("{{#")).count();
    rust.filter(|fence| own(&fence.code) > LINES)
        .map(|fence| {
            let what = format!(
                "{} lines of Rust that nothing compiles, more than {LINES}: put them into a file that is \
                 built, and show them by `{{{{#include <file>:<anchor>}}}}`",
                own(&fence.code)
            );
            (Kind::Problem, fence.line, what)
        })
        .collect()
}

/// All that is shown in the colours of Rust.
fn is_rust(name: &str) -> bool {
    ["rust", "rs"].iter().any(|rust| name.eq_ignore_ascii_case(rust))
}
