//! Accessibility, as far as rules can judge it: axe-core, from its npm package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::page::{DESK, PHONE, Page, Screen};
use super::served;

/// The package with its version, and the digest of what npm must find there.
const PACKAGE: &str = include_str!("axe/package.json");
const LOCK: &str = include_str!("axe/package-lock.json");

/// The script; npm brings it when it is not there, or another version is.
pub(crate) fn fetch(npm: &Path) -> Result<String> {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe");
    let kept = fs::read_to_string(place.join("package-lock.json"));
    if kept.ok().as_deref() != Some(LOCK) {
        install(npm, &place)?;
    }
    let script = script(&place);
    fs::read_to_string(&script).with_context(|| format!("failed to read `{}`", script.display()))
}

fn script(place: &Path) -> PathBuf {
    place.join("node_modules/axe-core/axe.min.js")
}

/// In a folder of its own first: one that is there is whole.
fn install(npm: &Path, place: &Path) -> Result<()> {
    fs::create_dir_all(env!("CARGO_TARGET_TMPDIR"))?;
    let new = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    fs::write(new.path().join("package.json"), PACKAGE)?;
    fs::write(new.path().join("package-lock.json"), LOCK)?;
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(new.path())
        .stdin(Stdio::null())
        .output()
        .context("failed to run `npm`")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("not run: `npm ci` did not get axe-core: {}", said.trim());
    }
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    fs::rename(new.keep(), place).context("failed to put axe-core into its place")
}

pub(crate) async fn in_light_on_a_phone(page: Page) {
    every_page(page, PHONE).await;
}

pub(crate) async fn in_dark_on_a_desk(page: Page) {
    every_page(page, Screen { scheme: "dark", ..DESK }).await;
}

/// A rule that is broken.
#[derive(Deserialize)]
struct Violation {
    rule: String,
    impact: String,
    places: Vec<String>,
}

async fn every_page(page: Page, screen: Screen) {
    page.on(screen).await;
    let mut found = Vec::new();
    // The whole book at once would take long, and show nothing that its pages do not show.
    for path in served::pages().into_iter().filter(|path| path != served::PRINT) {
        page.open(&path).await;
        page.open_everything().await;
        let shown: String = page
            .run("return getComputedStyle(document.documentElement).colorScheme", json!([]))
            .await;
        assert_eq!(shown, screen.scheme, "the theme of {path}");
        page.run::<()>(&format!("{}; return null", page.axe), json!([])).await;
        for violation in page.run::<Vec<Violation>>(JUDGE, json!([])).await {
            let Violation { rule, impact, places } = violation;
            found.push(format!("{path}: {impact}: {rule}\n    {}", places.join("\n    ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

const JUDGE: &str = "
    const why = (node) => [...node.any, ...node.all, ...node.none].map((it) => it.message).join('; ');
    return axe.run({ resultTypes: ['violations'] }).then((judged) => judged.violations
        .filter((it) => it.impact === 'serious' || it.impact === 'critical')
        .map((it) => ({
            rule: it.id,
            impact: it.impact,
            places: it.nodes.slice(0, 5).map((node) => `${node.target}: ${why(node)}`),
        })))";
