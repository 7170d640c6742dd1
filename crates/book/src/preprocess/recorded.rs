//! What `cargo workbook dev sync` and `dev bench` have recorded: JSON files with a schema.

use std::fs;

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Site;

/// A step, as it is recorded.
#[derive(Deserialize)]
pub(super) struct Recorded {
    step: String,
    thread: String,
    text: String,
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) function: Option<String>,
    pub(super) source: Option<String>,
}

/// A step of which the thread is known.
pub(crate) struct Step {
    /// Its number, or a word such as `waits` for what could not happen any more.
    pub(crate) mark: String,
    /// The thread, as an index.
    pub(crate) thread: usize,
    /// What it does.
    pub(crate) text: String,
    /// Where, as HTML.
    pub(crate) place: String,
}

/// Reads a recorded file, if it has this schema.
pub(super) fn read<T: DeserializeOwned>(site: &Site, file: &str, schema: u32) -> Result<T> {
    #[derive(Deserialize)]
    struct Version {
        schema: u32,
    }
    let text = fs::read_to_string(site.root.join(file))?;
    let Version { schema: found } = serde_json::from_str(&text)?;
    if found != schema {
        bail!("it has schema {found}, and schema {schema} is known");
    }
    Ok(serde_json::from_str(&text)?)
}

/// The steps, each with the thread that takes it, and with its place as `place` writes it.
pub(super) fn steps(
    threads: &[String],
    recorded: &[Recorded],
    place: fn(&Recorded) -> String,
) -> Result<Vec<Step>> {
    let step = |step: &Recorded| {
        let thread = threads.iter().position(|name| *name == step.thread);
        let thread = thread.ok_or_else(|| {
            anyhow!("step {} is of `{}`, which is no thread of it", step.step, step.thread)
        })?;
        Ok(Step { mark: step.step.clone(), thread, text: step.text.clone(), place: place(step) })
    };
    recorded.iter().map(step).collect()
}
