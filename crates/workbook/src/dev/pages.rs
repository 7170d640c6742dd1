//! The rules of pages: found out by the book machine, which reads Markdown as mdBook does.
//!
//! It is a program of its own, because no verdict may wait until mdBook is compiled. It prints
//! a JSON object for each problem, which is merged here with all others.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Problem;
use crate::grade::{Grader, cargo_command};
use crate::process::{self, End, Limits};
use crate::workspace::Workspace;

/// Checks every page of the book.
///
/// # Errors
///
/// The book machine cannot be built, or says something else than problems.
pub fn check(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Problem>> {
    if !workspace.root.join("book").join("book.toml").is_file() {
        return Ok(Vec::new());
    }
    let mut command = cargo_command();
    command
        .current_dir(&workspace.root)
        .args(["run", "--quiet", "--package", "book", "--features", "spelling", "--target-dir"])
        .arg(workspace.target.join("workbook").join("book"))
        .args(["--", "check"]);
    let limits = Limits { time: None, output: usize::MAX, stop: grader.stop.clone() };
    let finished = process::run(command, &limits).context("failed to start `cargo`")?;
    let problems = read(&finished.stdout)?;
    match finished.end {
        End::Ended(status) if status.success() || !problems.is_empty() => Ok(problems),
        _ => bail!("the pages could not be checked:\n{}", finished.stderr.trim_end()),
    }
}

/// Reads one JSON object a line.
fn read(output: &str) -> Result<Vec<Problem>> {
    let problem = |line: &str| {
        let value: Value = serde_json::from_str(line)
            .with_context(|| format!("the book machine said `{line}`, which is no problem"))?;
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let line = value["line"].as_u64().and_then(|line| usize::try_from(line).ok());
        match (text("file"), line, text("message")) {
            (Some(file), Some(line), Some(message)) => Ok(Problem::new(&file, line, message)),
            _ => bail!("the book machine said `{value}`: `file`, `line` and `message` are missing"),
        }
    };
    output.lines().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_is_a_problem() {
        let line = "{\"file\":\"book/src/a.md\",\"line\":3,\"message\":\"no such exercise\"}\n";
        assert_eq!(read(line).unwrap()[0].to_string(), "book/src/a.md:3: no such exercise");
        assert!(read("").unwrap().is_empty());
    }

    #[test]
    fn anything_else_is_an_error_that_quotes_it() {
        for line in ["hello", "{\"file\":\"a\"}"] {
            let error = format!("{:#}", read(line).unwrap_err());
            assert!(error.contains(line), "{error}");
        }
    }
}
