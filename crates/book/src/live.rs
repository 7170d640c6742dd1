//! Watches the sources of the book and publishes an edition for every change.
//!
//! Sources are the pages, the configuration, the theme, and every file that a
//! page includes: a listing is as much of the book as the text around it. So are
//! the records of the reader's checks, and the progress. The watch is set before
//! the sources are read, so a change during a build is seen after it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, RecommendedWatcher};
use tokio::sync::watch;

use crate::reader::{Place, Reader};
use crate::render;
use crate::site::Site;
use crate::sources::{self, Sources};

/// What is served: the last good book, what is wrong with the sources as they are, and what the
/// reader has done.
#[derive(Debug, Default)]
pub struct Edition {
    /// The last book that could be built.
    pub site: Option<Arc<Site>>,
    /// Why the present sources make no book.
    pub problem: Option<String>,
    /// The last check of each exercise, and what is solved.
    pub reader: Arc<Reader>,
    /// Names the book: a page that shows another id is out of date. The reader's part has an id of its
    /// own, for a check must not reload the page that is being read.
    pub id: String,
}

impl Edition {
    /// An edition with the id that belongs to its content.
    pub fn new(site: Option<Arc<Site>>, problem: Option<String>, reader: Arc<Reader>) -> Edition {
        let mut hasher = DefaultHasher::new();
        (site.as_ref().map(|site| site.fingerprint()), &problem).hash(&mut hasher);
        Edition { site, problem, reader, id: format!("{:016x}", hasher.finish()) }
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
        place: Place::of(book),
        watcher: watcher.ok(),
        changes,
        book_sources: Sources::default(),
        reader_sources: Sources::default(),
    };

    author.watch_sources();
    let all = Change { book: true, reader: true };
    let (publish, editions) = watch::channel(Arc::new(author.next(&Edition::default(), all)));
    thread::Builder::new()
        .name("book author".to_owned())
        .spawn(move || {
            while let Some(change) = author.wait() {
                author.watch_sources();
                let last = Arc::clone(&publish.borrow());
                let edition = author.next(&last, change);
                publish.send_if_modified(|current| {
                    let changed =
                        current.id != edition.id || current.reader.id != edition.reader.id;
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
    place: Place,
    watcher: Option<RecommendedWatcher>,
    changes: Receiver<notify::Result<Event>>,
    book_sources: Sources,
    reader_sources: Sources,
}

/// What has changed. A check must not make the book be built again.
#[derive(Clone, Copy)]
struct Change {
    book: bool,
    reader: bool,
}

impl Change {
    fn note(&mut self, author: &Author, change: &notify::Result<Event>) {
        self.book |= author.book_sources.matters(change);
        self.reader |= author.reader_sources.matters(change);
    }
}

impl Author {
    /// Watches what the edition is made of at present.
    fn watch_sources(&mut self) {
        self.book_sources = Sources::of_book(&self.book);
        self.reader_sources = Sources::of_reader(&self.place);
        if let Some(watcher) = &mut self.watcher {
            sources::watch(watcher, &[&self.book_sources, &self.reader_sources]);
        }
    }

    /// Waits for a change; nothing if there will be no more.
    fn wait(&self) -> Option<Change> {
        /// A save is several events: the build waits until they have passed.
        const QUIET: Duration = Duration::from_millis(30);
        let mut change = Change { book: false, reader: false };
        while !change.book && !change.reader {
            change.note(self, &self.changes.recv().ok()?);
        }
        while let Ok(more) = self.changes.recv_timeout(QUIET) {
            change.note(self, &more);
        }
        Some(change)
    }

    /// The edition after this change: what has not changed is that of the last one.
    fn next(&self, last: &Edition, change: Change) -> Edition {
        let (site, problem) =
            if change.book { self.built(last) } else { (last.site.clone(), last.problem.clone()) };
        let reader =
            if change.reader { Arc::new(Reader::read(&self.place)) } else { last.reader.clone() };
        Edition::new(site, problem, reader)
    }

    /// The book made of the sources as they are; on failure the last good site, and what is wrong.
    fn built(&self, last: &Edition) -> (Option<Arc<Site>>, Option<String>) {
        match self.build() {
            Ok(site) => {
                if last.problem.is_some() {
                    eprintln!("book: mended");
                }
                (Some(Arc::new(site)), None)
            }
            Err(error) => {
                let problem = format!("{error:#}");
                eprintln!("book: {problem}");
                (last.site.clone(), Some(problem))
            }
        }
    }

    fn build(&self) -> Result<Site> {
        let dest = tempfile::tempdir().context("failed to make a temporary folder")?;
        render::build(&self.book, Some(dest.path()))?;
        Site::read(dest.path())
    }
}
