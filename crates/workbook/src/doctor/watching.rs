//! Whether the system tells when a file is saved.

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{RecursiveMode, Watcher};

use super::Finding;
use crate::workspace::Workspace;

/// An event comes within milliseconds or never.
const PATIENCE: Duration = Duration::from_secs(3);

/// Saves a file in the checkout and waits for word of it.
pub(super) fn watching(workspace: &Workspace) -> Finding {
    const CHECK: &str = "file watching";
    // The watch looks at the files itself if nobody tells it.
    const FIX: &str = "`cargo workbook --poll` looks at the files itself";
    match event_arrives(workspace) {
        Ok(true) => Finding::good(CHECK, "a saved file was told of"),
        Ok(false) => {
            Finding::advice(CHECK, "a file was saved, and nothing told of it (a network?)", FIX)
        }
        Err(error) => {
            let limit = fs::read_to_string("/proc/sys/fs/inotify/max_user_watches").ok();
            let fix = match limit {
                Some(limit) => format!(
                    "{FIX}; or raise the limit of {}: `sudo sysctl fs.inotify.max_user_watches=524288 \
                     fs.inotify.max_user_instances=512`",
                    limit.trim()
                ),
                None => FIX.to_owned(),
            };
            Finding::advice(CHECK, format!("{error:#}"), fix)
        }
    }
}

fn event_arrives(workspace: &Workspace) -> Result<bool> {
    let beside = workspace.root.join(".workbook");
    let folder = folder_in(&beside).or_else(|_| folder_in(&workspace.target.join("workbook")))?;
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(());
        }
    })
    .context("failed to watch files")?;
    watcher.watch(folder.path(), RecursiveMode::Recursive).context("failed to watch a folder")?;
    fs::write(folder.path().join("saved"), "saved").context("failed to save a file")?;
    Ok(events.recv_timeout(PATIENCE).is_ok())
}

fn folder_in(place: &Path) -> Result<tempfile::TempDir> {
    fs::create_dir_all(place)?;
    let folder = tempfile::Builder::new().prefix("doctor-").tempdir_in(place);
    folder.with_context(|| format!("failed to write in `{}`", place.display()))
}
