//! The book, served as readers have it, by the book's own server in this process.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::{env, fs, thread};

use anyhow::{Context, Result};
use tempfile::TempDir;

/// The last check of an exercise, as the checker records it: two threads wait for each other.
const RECORD: &str = include_str!("record.json");

/// The exercise that the record is of, and one that was never checked.
pub(crate) const CHECKED: &str = "/report/counter";
const UNCHECKED: &str = "/report/two_increments";

/// The served book.
pub(crate) struct Served {
    /// Its address, `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    _home: TempDir,
}

/// Serves the book until the process ends, with a reader's progress and records of the tests' own: whoever
/// runs them may have others.
pub(crate) fn serve() -> Result<Served> {
    let home = tempfile::tempdir()?;
    for folder in ["book", "crates", "exercises", "solutions"] {
        link(&root().join(folder), &home.path().join(folder))?;
    }
    let records = home.path().join("target/interleave");
    fs::create_dir_all(&records)?;
    let record: serde_json::Value = serde_json::from_str(RECORD)?;
    fs::write(records.join("counter.model.jsonl"), format!("{record}\n"))?;

    let editions = book::live::editions(&home.path().join("book"))?;
    if let Some(problem) = &editions.borrow().problem {
        anyhow::bail!("{problem}");
    }
    let listener = book::server::bind(0)?;
    let (ready, address) = mpsc::channel();
    thread::spawn(move || {
        book::server::serve(listener, &editions, |address| Ok(ready.send(address)?))
    });
    let address = address.recv().context("the server of the book did not start")?;
    Ok(Served { address: format!("http://{address}"), _home: home })
}

/// Builds go into the folder of each copy again, wherever those of this process go.
pub(crate) fn forget_target() {
    // SAFETY: `main` calls this first: no other thread reads the environment.
    unsafe { env::remove_var("CARGO_TARGET_DIR") };
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(to, from)?)
}

#[cfg(windows)]
fn link(to: &Path, from: &Path) -> Result<()> {
    Ok(std::os::windows::fs::symlink_dir(to, from)?)
}

/// The pages that the summary names, as paths of the address.
pub(crate) fn chapters() -> Vec<String> {
    let summary = root().join("book/src/SUMMARY.md");
    let summary = fs::read_to_string(&summary).unwrap();
    let links = summary.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pages = links.filter_map(|link| link.strip_suffix(".md"));
    let pages: Vec<_> = pages.map(|page| format!("/{page}.html")).collect();
    assert!(!pages.is_empty(), "the summary names no page: {summary}");
    pages
}

/// All pages: the chapters, the first under its other name, the whole book, reports, and what an address
/// without a page gets.
pub(crate) fn pages() -> Vec<String> {
    let others = ["/", PRINT, CHECKED, UNCHECKED, MISSING];
    chapters().into_iter().chain(others.map(str::to_owned)).collect()
}

/// The whole book on one page.
pub(crate) const PRINT: &str = "/print.html";

/// An address that no page has.
pub(crate) const MISSING: &str = "/nowhere.html";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
