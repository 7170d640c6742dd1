//! What an edition is made of: the folders and files whose changes matter.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::reader::Place;
use crate::{includes, preprocess, render};

/// Folders and files.
#[derive(Default)]
pub(crate) struct Sources {
    /// Folders, with all that is in them.
    trees: Vec<PathBuf>,
    /// Single files.
    files: BTreeSet<PathBuf>,
}

impl Sources {
    /// The pages, the configuration, the theme, and every file that a page shows.
    pub(crate) fn of_book(book: &Path) -> Sources {
        let (src, theme) = match render::config(book) {
            Ok(config) => {
                let html = config.html_config().unwrap_or_default();
                (book.join(&config.book.src), html.theme_dir(book))
            }
            Err(_) => (book.join("src"), book.join("theme")),
        };
        let mut files = includes::scan(&src).files;
        files.insert(book.join("book.toml"));
        files.extend(preprocess::sources(book, &src));
        let recorded = ["traces", "quizzes", "figures"].map(|folder| book.join(folder));
        Sources {
            trees: [src, theme].iter().chain(&recorded).filter_map(|tree| real(tree)).collect(),
            files: files.iter().filter_map(|file| real(file)).collect(),
        }
    }

    /// What the reader's checks and progress leave.
    pub(crate) fn of_reader(place: &Place) -> Sources {
        let files = place.files();
        Sources { trees: Vec::new(), files: files.iter().filter_map(|file| real(file)).collect() }
    }

    /// Whether something of it may have changed.
    pub(crate) fn matters(&self, change: &notify::Result<Event>) -> bool {
        match change {
            // Reading is an access, and must not start the next build.
            Ok(event) => {
                !matches!(event.kind, EventKind::Access(_))
                    && event.paths.iter().any(|path| self.hold(path))
            }
            // Changes were lost: whatever they were, a build shows them.
            Err(_) => true,
        }
    }

    /// Whether a change at `path` is one of these; a folder may bring a missing file with it.
    fn hold(&self, path: &Path) -> bool {
        self.trees.iter().any(|tree| path.starts_with(tree))
            || self.files.iter().any(|file| file.starts_with(path))
    }

    /// The folders in which files appear and disappear.
    ///
    /// Folders, not files: an editor that saves by renaming makes a new file.
    fn folders(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter_map(|file| file.ancestors().skip(1).find(|folder| folder.is_dir()))
    }
}

/// Watches all of these.
pub(crate) fn watch(watcher: &mut RecommendedWatcher, sources: &[&Sources]) {
    let folders: BTreeSet<&Path> = sources.iter().flat_map(|sources| sources.folders()).collect();
    let folders = folders.into_iter().map(|folder| (folder, RecursiveMode::NonRecursive));
    let trees = sources.iter().flat_map(|sources| &sources.trees);
    let trees = trees.map(|tree| (tree.as_path(), RecursiveMode::Recursive));
    // Trees last: a folder that is in both must be watched with all that is in it.
    for (path, mode) in folders.chain(trees) {
        // What is missing cannot be watched, and the build says that it is missing.
        let _ = watcher.watch(path, mode);
    }
}

/// The path as the system reports it: without the `..` of a directive, and mostly without links.
fn real(path: &Path) -> Option<PathBuf> {
    let there = path.ancestors().find(|above| above.exists())?;
    let missing = path.strip_prefix(there).ok()?;
    let mut real = if cfg!(windows) {
        // A canonical path would be of another form than the reported one.
        std::path::absolute(there).ok()?
    } else {
        there.canonicalize().ok()?
    };
    real.extend(missing);
    Some(real)
}
