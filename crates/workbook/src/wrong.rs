//! What a wrong version says about itself: the header of `wrong/<mistake>.rs`.
//!
//! ```text
//! //! Reads under one lock and writes under another: between the two, anybody
//! //! may write.
//! //@ fails: increments_are_not_lost: assertion failed
//! ```
//!
//! One that does not compile fails in `compile`, with a code of rustc's or words of its message:
//! `//@ fails: compile: E0382`.
//!
//! Several `//@ fails:` lines may follow each other; all must come true. A version
//! that looks wrong and is right says `//@ passes: <why>` instead.

use std::fmt;

/// The header of a wrong version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The mistake, and why people make it.
    pub description: String,
    /// What grading must find.
    pub claim: Claim,
}

/// What a wrong version says that grading finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It fails in all these ways.
    Fails(Vec<Failure>),
    /// It only looks wrong, for this reason.
    Passes(String),
}

/// One `//@ fails:` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line it stands in, from 1.
    pub line: usize,
    /// The name of the test that fails.
    pub test: String,
    /// Words of that test's report.
    pub words: String,
}

impl Failure {
    /// In place of a test: rustc refuses the version.
    pub const COMPILE: &str = "compile";

    /// Whether it is rustc that refuses the version.
    pub fn is_of_rustc(&self) -> bool {
        self.test == Failure::COMPILE
    }
}

/// A header that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct HeaderError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for HeaderError {}

const FORM: &str = "`//@ fails: <test>: <words of the report>` or `//@ passes: <why>`";

/// Whether a line belongs to a header, if all lines above it do.
pub(crate) fn is_header(line: &str) -> bool {
    line.starts_with("//!") || line.starts_with("//@")
}

/// Reads the header of a wrong version.
///
/// # Errors
///
/// A missing description, a missing or unreadable claim, claims that contradict
/// each other, and a claim below the header, which would be read by nobody.
pub fn header(source: &str) -> Result<Header, HeaderError> {
    let mut description = Vec::new();
    let mut failures = Vec::new();
    let mut passes: Option<(usize, String)> = None;
    let error = |line: usize, message: String| HeaderError { line, message };

    let mut in_header = true;
    for (index, line) in source.lines().enumerate() {
        let (line, number) = (line.trim_end(), index + 1);
        in_header &= is_header(line);
        if let Some(words) = line.strip_prefix("//!").filter(|_| in_header) {
            description.push(words.trim());
        }
        let Some(claim) = line.trim_start().strip_prefix("//@") else {
            continue;
        };
        if !in_header {
            return Err(error(number, "a claim below the header: move it to the top".into()));
        }
        let claim = claim.trim();
        if let Some(why) = claim.strip_prefix("passes:").map(str::trim) {
            if why.is_empty() {
                return Err(error(number, "`//@ passes:` without a reason".into()));
            }
            passes = Some((number, why.to_owned()));
        } else if let Some(failure) = claim.strip_prefix("fails:") {
            let (test, words) = failure.split_once(':').unwrap_or((failure, ""));
            let (test, words) = (test.trim().to_owned(), words.trim().to_owned());
            if test.is_empty() || words.is_empty() {
                return Err(error(number, format!("a claim reads {FORM}")));
            }
            failures.push(Failure { line: number, test, words });
        } else {
            return Err(error(number, format!("a claim reads {FORM}")));
        }
    }

    let description = description.join("\n").trim().to_owned();
    if description.is_empty() {
        return Err(error(1, "no `//!` lines that say what is wrong and why people do it".into()));
    }
    let claim = match (passes, failures.is_empty()) {
        (None, true) => return Err(error(1, format!("no claim: {FORM}"))),
        (Some((line, _)), false) => {
            return Err(error(line, "a version cannot both pass and fail".into()));
        }
        (Some((_, why)), true) => Claim::Passes(why),
        (None, false) => Claim::Fails(failures),
    };
    Ok(Header { description, claim })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(source: &str) -> String {
        header(source).unwrap_err().to_string()
    }

    #[test]
    fn description_and_claims_are_read() {
        let source = "//! Locks twice.\r\n//! It looks atomic.\r\n//@ fails: adds: left: 1, right: 2\r\n\
                      //@ fails: waits: deadlock\r\n\r\nfn f() {}\r\n";
        let header = header(source).unwrap();
        assert_eq!(header.description, "Locks twice.\nIt looks atomic.");
        let Claim::Fails(failures) = header.claim else {
            panic!("it fails");
        };
        assert_eq!(failures[0].test, "adds");
        assert_eq!(failures[0].words, "left: 1, right: 2");
        assert_eq!((failures[1].line, failures[1].test.as_str()), (4, "waits"));
    }

    #[test]
    fn a_version_that_is_right_says_why() {
        let header = header("//! Looks wrong.\n//@ passes: the lock is held\n").unwrap();
        assert_eq!(header.claim, Claim::Passes("the lock is held".into()));
    }

    #[test]
    fn each_fault_of_a_header_is_named_with_its_line() {
        assert!(error("fn f() {}\n").starts_with("line 1: no `//!` lines"));
        assert!(error("//! Text.\nfn f() {}\n").starts_with("line 1: no claim"));
        assert!(error("//! Text.\n//@ fails: test\n").starts_with("line 2: a claim reads"));
        assert!(error("//! Text.\n//@ fail: test: words\n").starts_with("line 2: a claim reads"));
        assert!(error("//! Text.\n//@ passes:\n").starts_with("line 2: `//@ passes:` without"));
        assert!(error("//! T.\n//@ passes: w\n//@ fails: t: w\n").contains("both pass and fail"));
        assert!(
            error("//! T.\n//@ fails: t: w\n\n//@ fails: u: w\n")
                .starts_with("line 4: a claim below")
        );
    }
}
