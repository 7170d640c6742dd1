//! `{{#verdict <program>}}`: what the checker says of a program of `book/verdicts`, and
//! `{{#report <program>}}`: the same as a terminal shows it.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::html::{escaped, fenced};
use super::interleaving::{self, Run};
use super::{Site, names, recorded};

/// The version of recorded verdicts that this code reads.
const SCHEMA: u32 = 1;

/// A verdict, as `cargo workbook dev sync` writes it.
#[derive(Deserialize)]
struct Verdict {
    report: Vec<String>,
    #[serde(flatten)]
    run: Run,
}

/// Renders the execution that shows the verdict, or the report where it is not drawn.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let (file, verdict) = read(site, argument)?;
    if verdict.run.steps.is_empty() {
        return Ok(fenced("text", &verdict.report.join("\n")));
    }
    let by = format!("<code>cargo test -p verdicts {}</code>", escaped(argument));
    interleaving::figure(&verdict.run, &by).with_context(|| format!("`{file}`"))
}

/// Renders the report as text.
pub(crate) fn report(site: &Site, argument: &str) -> Result<String> {
    Ok(fenced("text", &read(site, argument)?.1.report.join("\n")))
}

fn read(site: &Site, program: &str) -> Result<(String, Verdict)> {
    let mut known = names::files(&site.root.join("book/verdicts/src"), "rs");
    known.retain(|name| name != "lib");
    if !known.iter().any(|name| name == program) {
        bail!(names::unknown("program of `book/verdicts`", program, &known));
    }
    let file = format!("book/traces/verdicts/{program}.json");
    let verdict = recorded::read(site, &file, SCHEMA).with_context(|| {
        format!("failed to read `{file}`: run `cargo workbook dev sync`, which records it")
    })?;
    Ok((file, verdict))
}
