//! What the browser tests need beside Rust, and how to get it.

use std::env;
use std::path::PathBuf;

/// Programs, and the script that judges pages.
pub(crate) struct Tools {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) axe: String,
}

/// Finds everything, or says what is missing and what to type.
pub(crate) fn find() -> Result<Tools, String> {
    let chromium = program("chromium", "apt-get install chromium")?;
    let chromedriver = program("chromedriver", "apt-get install chromium-driver")?;
    let npm = program("npm", "apt-get install npm")?;
    let axe = super::axe::fetch(&npm).map_err(|error| format!("{error:#}"))?;
    Ok(Tools { chromium, chromedriver, axe })
}

fn program(name: &str, install: &str) -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("not run: `{name}` is missing: {install}"))
}

/// Whether a missing program is a failure.
pub(crate) fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}
