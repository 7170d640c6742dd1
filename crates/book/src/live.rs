//! Watches the sources of the book and publishes an edition for every change.
//!
//! Sources are the pages, the configuration, the theme, and every file that a
//! page includes: a listing is as much of the book as the text around it. The
//! watch is set before the sources are read, so a change during a build is seen
//! after it.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::watch;

use crate::site::Site;
use crate::{includes, preprocess, render};

/// What is served: the last good book, and what is wrong with the sources as they are.
#[derive(Debug)]
pub struct Edition {
    /// The last book that could be built.
    pub site: Option<Arc<Site>>,
    /// Why the present sources make no book.
    pub problem: Option<String>,
    /// Names the content: a page that shows another id is out of date.
    pub id: String,
}

impl Edition {
    /// An edition with the id that belongs to its content.
    pub fn new(site: Option<Arc<Site>>, problem: Option<String>) -> Edition {
        let mut hasher = DefaultHasher::new();
        (site.as_ref().map(|site| site.fingerprint()), &problem).hash(&mut hasher);
        Edition { site, problem, id: format!("{:016x}", hasher.finish()) }
    }
}

/// Builds the book in the folder `book` and keeps it up to date from another thread.
///
/// # Errors
///
/// Fails if the system starts no thread. A book that cannot be built is no
/// failure: its edition holds the problem, and the next change may mend it. If
/// files cannot be watched, that is said, and there is one edition.
pub fn editions(book: &Path) -> Result<watch::Receiver<Arc<Edition>>> {
    let (sender, changes) = mpsc::channel();
    let watcher = notify::recommended_watcher(sender)
        .inspect_err(|error| eprintln!("book: changes will not be seen: {error}"));
    let mut author = Author {
        book: book.to_path_buf(),
        watcher: watcher.ok(),
        changes,
        sources: Sources::default(),
    };

    author.watch_sources();
    let (publish, editions) = watch::channel(Arc::new(author.next(None)));
    thread::Builder::new()
        .name("book author".to_owned())
        .spawn(move || {
            while author.wait() {
                author.watch_sources();
                let last = Arc::clone(&publish.borrow());
                let edition = author.next(Some(&last));
                publish.send_if_modified(|current| {
                    let changed = current.id != edition.id;
                    *current = Arc::new(edition);
                    changed
                });
            }
        })
        .context("failed to start the thread that watches the book")?;
    Ok(editions)
}

/// Builds editions, one after the other.
struct Author {
    book: PathBuf,
    watcher: Option<RecommendedWatcher>,
    changes: Receiver<notify::Result<Event>>,
    sources: Sources,
}

/// What the book is made of.
#[derive(Default)]
struct Sources {
    /// Folders, with all that is in them.
    trees: Vec<PathBuf>,
    /// Single files.
    files: BTreeSet<PathBuf>,
}

impl Sources {
    fn of(book: &Path) -> Sources {
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

    /// Whether a change at `path` can change the book; a folder may bring a missing file with it.
    fn hold(&self, path: &Path) -> bool {
        self.trees.iter().any(|tree| path.starts_with(tree))
            || self.files.iter().any(|file| file.starts_with(path))
    }

    /// The folders in which files appear and disappear.
    ///
    /// Folders, not files: an editor that saves by renaming makes a new file.
    fn folders(&self) -> BTreeSet<&Path> {
        self.files
            .iter()
            .filter_map(|file| file.ancestors().skip(1).find(|folder| folder.is_dir()))
            .collect()
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

impl Author {
    /// Watches what the book is made of at present.
    fn watch_sources(&mut self) {
        self.sources = Sources::of(&self.book);
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        let trees = self.sources.trees.iter().map(PathBuf::as_path);
        let trees = trees.map(|tree| (tree, RecursiveMode::Recursive));
        let folders = self.sources.folders().into_iter();
        let folders = folders.map(|folder| (folder, RecursiveMode::NonRecursive));
        // Trees last: a folder that is in both must be watched with all that is in it.
        for (path, mode) in folders.chain(trees) {
            // What is missing cannot be watched, and the build says that it is missing.
            let _ = watcher.watch(path, mode);
        }
    }

    /// Waits for a change of a source; `false` if there will be no more.
    fn wait(&self) -> bool {
        /// A save is several events: the build waits until they have passed.
        const QUIET: Duration = Duration::from_millis(30);
        loop {
            let Ok(change) = self.changes.recv() else {
                return false;
            };
            if !self.matters(&change) {
                continue;
            }
            while self.changes.recv_timeout(QUIET).is_ok() {}
            return true;
        }
    }

    fn matters(&self, change: &notify::Result<Event>) -> bool {
        match change {
            // Reading the sources is an access, and must not start the next build.
            Ok(event) => {
                !matches!(event.kind, EventKind::Access(_))
                    && event.paths.iter().any(|path| self.sources.hold(path))
            }
            // Changes were lost: whatever they were, a build shows them.
            Err(_) => true,
        }
    }

    /// Builds the sources as they are; on failure the last good site stays.
    fn next(&self, last: Option<&Edition>) -> Edition {
        match self.build() {
            Ok(site) => {
                if last.is_some_and(|last| last.problem.is_some()) {
                    eprintln!("book: mended");
                }
                Edition::new(Some(Arc::new(site)), None)
            }
            Err(error) => {
                let problem = format!("{error:#}");
                eprintln!("book: {problem}");
                Edition::new(last.and_then(|last| last.site.clone()), Some(problem))
            }
        }
    }

    fn build(&self) -> Result<Site> {
        let dest = tempfile::tempdir().context("failed to make a temporary folder")?;
        render::build(&self.book, Some(dest.path()))?;
        Site::read(dest.path())
    }
}
