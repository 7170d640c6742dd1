//! Builds all variants with one cargo.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Stopped;
use super::bounds::Bounds;
use super::variant::Variant;
use crate::process::{self, End, Finished, Limits, Stop};
use crate::text::plain;

/// So many variants are a reader's, who builds the same ones again and again. What incremental builds keep
/// for more of them costs a seventh of the time and half a gigabyte for every hundred.
const FEW: usize = 4;

/// How cargo's message begins that something is built, and what it says of a test.
const ARTIFACT: &str = "{\"reason\":\"compiler-artifact\"";
const OF_A_TEST: &str = "\"kind\":[\"test\"]";

/// What became of one variant.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Built {
    /// Its test binary.
    Binary(PathBuf),
    /// rustc's errors.
    Failed(String),
}

/// Builds the workspace in `folder` into `target`, and returns what became of each variant.
pub(super) fn build(
    folder: &Path,
    target: &Path,
    variants: &[Variant],
    stop: &Stop,
    bounds: Option<&Bounds>,
    built: &dyn Fn(usize),
) -> Result<Vec<Built>> {
    // The network is asked only if a package is missing: offline is faster, and a
    // reader may be on a train.
    let cargo = Cargo { folder, target, stop, bounds, incremental: variants.len() <= FEW };
    let mut finished = cargo.build(true, built)?;
    let missing = !succeeded(&finished) && finished.stderr.contains("--offline");
    if missing && bounds.is_none() {
        finished = cargo.build(false, built)?;
    }
    if finished.end == End::Stopped {
        bail!(Stopped);
    }
    if finished.end == End::TimeLimit {
        let seconds = bounds.map_or(0, |bounds| bounds.build.as_secs());
        bail!("rustc did not end within {seconds} seconds");
    }
    let messages = Messages::read(&finished.stdout);
    let names: Vec<String> = variants.iter().map(Variant::package).collect();
    if !succeeded(&finished) && messages.is_empty() {
        bail!("cargo failed to build the answers:\n{}", plain(finished.stderr.trim()));
    }
    names.iter().map(|name| messages.built(name, &finished.stderr)).collect()
}

fn succeeded(finished: &Finished) -> bool {
    matches!(finished.end, End::Ended(status) if status.success())
}

/// Returns a command for the cargo that started us, free of what it told us about ourselves.
pub fn cargo_command() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let about_us = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_BIN_")
                || ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_CRATE_NAME"].contains(&name)
        });
        if about_us {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
    command
}

/// One cargo for all variants.
struct Cargo<'a> {
    folder: &'a Path,
    target: &'a Path,
    stop: &'a Stop,
    bounds: Option<&'a Bounds>,
    incremental: bool,
}

impl Cargo<'_> {
    /// Builds, and tells how many tests are built.
    fn build(&self, offline: bool, built: &dyn Fn(usize)) -> Result<Finished> {
        let mut command = cargo_command();
        command
            .current_dir(self.folder)
            .args(["build", "--tests", "--keep-going", "--message-format=json", "--target-dir"])
            .arg(self.target);
        if !self.incremental {
            command.env("CARGO_INCREMENTAL", "0");
        }
        if offline {
            command.arg("--offline");
        }
        // rustc ends by itself on what readers write by accident, so only a stop ends it early.
        let mut limits = Limits { time: None, output: usize::MAX, stop: self.stop.clone() };
        if let Some(bounds) = self.bounds {
            command = bounds.limited(&command);
            limits = Limits { time: Some(bounds.build), output: 64 << 20, ..limits };
        }
        built(0);
        let (mut count, mut line) = (0, Vec::new());
        let mut watch = |bytes: &[u8]| {
            for part in bytes.split_inclusive(|byte| *byte == b'\n') {
                line.extend(part);
                if part.ends_with(b"\n") {
                    let text = String::from_utf8_lossy(&line);
                    if text.starts_with(ARTIFACT) && text.contains(OF_A_TEST) {
                        count += 1;
                        built(count);
                    }
                    line.clear();
                }
            }
        };
        process::run_watched(command, &limits, &mut watch).context("failed to start `cargo`")
    }
}

/// What cargo says in JSON, by the name of the package's folder.
#[derive(Debug, Default)]
struct Messages {
    binaries: BTreeMap<String, PathBuf>,
    errors: BTreeMap<String, String>,
}

impl Messages {
    fn read(stdout: &str) -> Messages {
        let mut messages = Messages::default();
        for line in stdout.lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let Some(package) = folder_name(&message) else {
                continue;
            };
            match message["reason"].as_str() {
                Some("compiler-artifact") if is_test(&message["target"]) => {
                    if let Some(path) = message["executable"].as_str() {
                        messages.binaries.insert(package, path.into());
                    }
                }
                Some("compiler-message") if message["message"]["level"] == "error" => {
                    let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
                    // The count of errors says nothing that the errors do not.
                    if !rendered.starts_with("error: aborting due to") {
                        messages.errors.entry(package).or_default().push_str(rendered);
                    }
                }
                _ => {}
            }
        }
        messages
    }

    fn is_empty(&self) -> bool {
        self.binaries.is_empty() && self.errors.is_empty()
    }

    fn built(&self, package: &str, stderr: &str) -> Result<Built> {
        if let Some(binary) = self.binaries.get(package) {
            return Ok(Built::Binary(binary.clone()));
        }
        if let Some(errors) = self.errors.get(package) {
            return Ok(Built::Failed(errors.trim_end().to_owned()));
        }
        // Not this variant's fault: something that it needs was not built.
        let others = self.errors.iter().filter(|(name, _)| !name.contains("--"));
        let errors: String = others.map(|(_, errors)| errors.as_str()).collect();
        let errors = if errors.is_empty() { stderr } else { &errors };
        bail!("failed to build what `{package}` needs:\n{}", plain(errors.trim()))
    }
}

fn folder_name(message: &Value) -> Option<String> {
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let folder = manifest.parent()?.file_name()?;
    Some(folder.to_str()?.to_owned())
}

fn is_test(target: &Value) -> bool {
    target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "test"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STDOUT: &str = r#"
not json
{"reason":"compiler-artifact","manifest_path":"/a/interleave/Cargo.toml","target":{"kind":["lib"]},"executable":null}
{"reason":"compiler-message","manifest_path":"/v/one--yours/Cargo.toml","message":{"level":"error","rendered":"error[E0425]: no `x`\n"}}
{"reason":"compiler-message","manifest_path":"/v/one--yours/Cargo.toml","message":{"level":"error","rendered":"error: aborting due to 1 previous error\n"}}
{"reason":"compiler-message","manifest_path":"/v/one--solution/Cargo.toml","message":{"level":"warning","rendered":"warning: w\n"}}
{"reason":"compiler-artifact","manifest_path":"/v/one--solution/Cargo.toml","target":{"kind":["test"]},"executable":"/t/model-1"}
"#;

    #[test]
    fn errors_and_binaries_are_told_apart_by_package() {
        let messages = Messages::read(STDOUT);
        assert_eq!(
            messages.built("one--yours", "").unwrap(),
            Built::Failed("error[E0425]: no `x`".into())
        );
        assert_eq!(
            messages.built("one--solution", "").unwrap(),
            Built::Binary("/t/model-1".into())
        );
    }

    #[test]
    fn what_neither_failed_nor_was_built_is_an_error_of_its_own() {
        let error = Messages::read(STDOUT).built("one--lost", "no space left\n").unwrap_err();
        assert!(error.to_string().ends_with("needs:\nno space left"), "{error}");
    }
}
