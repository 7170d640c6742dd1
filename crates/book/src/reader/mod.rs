//! What the reader has done: the last check of each exercise, and what is solved.
//!
//! It is read when a file changes and then served from memory, as the book is. What is read was
//! written by the reader's own code as much as by the checker, so nothing of it is believed: see
//! `records` for the limits and `text` for what becomes of characters.

pub(crate) mod page;
mod records;
mod source;
mod table;
pub(crate) mod text;
mod ticks;

use std::collections::HashMap;
use std::env;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

use hyper::body::Bytes;

/// Where the reader's things are.
#[derive(Clone, Debug)]
pub struct Place {
    root: PathBuf,
    target: PathBuf,
}

/// An exercise, by its folder.
struct Exercise {
    chapter: String,
    slug: String,
    folder: PathBuf,
}

impl Place {
    /// The place of the checkout whose book is in the folder `book`. Builds go where the companion looks
    /// for them.
    pub fn of(book: &Path) -> Place {
        let root = book.parent().unwrap_or(book).to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
            Some(folder) => env::current_dir().unwrap_or_default().join(folder),
            None => root.join("target"),
        };
        Place { root, target }
    }

    /// The files whose changes matter.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let records = self.exercises().into_iter().map(|exercise| self.records(&exercise.slug));
        records.chain(ticks::folders(self).map(|folder| folder.join(ticks::FILE))).collect()
    }

    /// Where the companion keeps what is not built by cargo.
    pub(crate) fn companion(&self) -> PathBuf {
        self.target.join("workbook")
    }

    /// Where the checker leaves the records of an exercise's tests.
    fn records(&self, slug: &str) -> PathBuf {
        self.target.join("interleave").join(format!("{slug}.model.jsonl"))
    }

    fn exercises(&self) -> Vec<Exercise> {
        let mut found: Vec<_> = folders(&self.root.join("exercises"))
            .into_iter()
            .flat_map(|(chapter, folder)| {
                let of = move |(slug, folder)| Exercise { chapter: chapter.clone(), slug, folder };
                folders(&folder).into_iter().map(of)
            })
            .collect();
        found.sort_by(|a, b| (&a.chapter, &a.slug).cmp(&(&b.chapter, &b.slug)));
        found
    }
}

/// The folders in `above` that have a name for an address.
fn folders(above: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(above).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .filter(|(name, path)| is_name(name) && path.is_dir())
        .collect()
}

/// A name that stands in an address as it is.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// Everything that is served of it.
#[derive(Debug, Default)]
pub struct Reader {
    /// The report pages, by their path in the address: what stands in the middle of the page.
    pages: HashMap<String, page::Page>,
    /// What is solved, as JSON.
    pub(crate) solved: Bytes,
    /// Names the content: a page that shows another id is out of date.
    pub id: String,
}

impl Reader {
    /// Reads it.
    ///
    /// What cannot be read is said on its page: a broken record is no reason to serve nothing.
    pub fn read(place: &Place) -> Reader {
        let exercises = place.exercises();
        let mut pages = HashMap::new();
        for Exercise { chapter, slug, .. } in &exercises {
            let last = records::Last::read(&place.records(slug), &place.root);
            pages.extend(page::pages(chapter, slug, &last));
        }
        let solved = ticks::json(place, &exercises);
        let mut hasher = DefaultHasher::new();
        let mut paths: Vec<_> = pages.iter().collect();
        paths.sort_by_key(|(path, _)| *path);
        (paths, &solved).hash(&mut hasher);
        Reader { pages, solved: solved.into(), id: format!("{:016x}", hasher.finish()) }
    }

    /// The page at this path of the address.
    pub(crate) fn page(&self, path: &str) -> Option<&page::Page> {
        self.pages.get(path)
    }
}

/// The bytes of a file of at most so many, or why there are none; nothing if there is no file.
///
/// Only a plain file is opened: another kind may never come to its end, and a link may lead anywhere.
fn bounded(path: &Path, most: u64) -> Option<Result<Vec<u8>, String>> {
    let about = fs::symlink_metadata(path).ok()?;
    if !about.is_file() {
        return Some(Err("it is no plain file".to_owned()));
    }
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(bytes)
    };
    Some(match read() {
        Ok(bytes) if bytes.len() as u64 > most => {
            Err(format!("it has more than {} MB", most / 1_000_000))
        }
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(error.to_string()),
    })
}
