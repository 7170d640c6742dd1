//! A built book in memory.
//!
//! A site is read once and then served from memory: a request can name nothing
//! but what the build made, and a rebuild never shows half of itself.

use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};
use hyper::body::Bytes;
use hyper::header::HeaderValue;

use crate::policy;
use crate::preprocess::reports;

/// The type of a page.
pub const HTML: &str = "text/html; charset=utf-8";

/// One file of the book.
#[derive(Debug, Clone)]
pub struct File {
    /// The value of the `Content-Type` header.
    pub content_type: &'static str,
    /// The content.
    pub bytes: Bytes,
    /// What it may load and run.
    pub policy: HeaderValue,
}

/// Every file of the book, by its path in the address: `/locks.html`.
#[derive(Debug, Default)]
pub struct Site {
    files: HashMap<String, File>,
    /// A number for the content: two sites with the same files have the same.
    fingerprint: u64,
}

impl Site {
    /// Reads all files below `dir`.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be read.
    pub fn read(dir: &Path) -> Result<Site> {
        let mut site = Site::default();
        site.add(dir, "")?;
        site.fingerprint = fingerprint(&site.files);
        Ok(site)
    }

    fn add(&mut self, dir: &Path, prefix: &str) -> Result<()> {
        let entries =
            fs::read_dir(dir).with_context(|| format!("failed to read `{}`", dir.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("failed to read `{}`", dir.display()))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let address = format!("{prefix}/{name}");
            if path.is_dir() {
                self.add(&path, &address)?;
            } else {
                let bytes = fs::read(&path)
                    .with_context(|| format!("failed to read `{}`", path.display()))?;
                self.files.insert(address.clone(), file(&address, bytes));
            }
        }
        Ok(())
    }

    /// The file at this path of the address; a folder stands for its `index.html`.
    pub fn get(&self, path: &str) -> Option<&File> {
        if path.ends_with('/') {
            self.files.get(&format!("{path}index.html"))
        } else {
            self.files.get(path)
        }
    }

    /// A number for the content: two sites with the same files have the same.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

/// A file as it is served: a card of an exercise leads to its report.
fn file(address: &str, bytes: Vec<u8>) -> File {
    let content_type = content_type(address);
    match std::str::from_utf8(&bytes) {
        Ok(html) if content_type == HTML => {
            let policy = policy::of_page(address, html);
            File { content_type, policy, bytes: reports::linked(html).into() }
        }
        _ => File { content_type, policy: policy::NOTHING, bytes: bytes.into() },
    }
}

fn fingerprint(files: &HashMap<String, File>) -> u64 {
    let mut names: Vec<&String> = files.keys().collect();
    names.sort();
    let mut hasher = DefaultHasher::new();
    for name in names {
        (name, &files[name].bytes).hash(&mut hasher);
    }
    hasher.finish()
}

fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_answers_by_address_and_knows_its_types() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("css")).unwrap();
        fs::write(dir.path().join("index.html"), "<p>").unwrap();
        fs::write(dir.path().join("css/a.css"), "p {}").unwrap();
        let site = Site::read(dir.path()).unwrap();

        assert_eq!(site.get("/").unwrap().content_type, "text/html; charset=utf-8");
        assert_eq!(site.get("/index.html").unwrap().bytes, "<p>");
        assert_eq!(site.get("/css/a.css").unwrap().content_type, "text/css; charset=utf-8");
        assert!(site.get("/css").is_none());
        assert!(site.get("/css/").is_none());
        assert!(site.get("/../css/a.css").is_none());
    }

    #[test]
    fn the_fingerprint_changes_with_the_content_alone() {
        let fingerprint = |text: &str| {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join("a.html"), text).unwrap();
            Site::read(dir.path()).unwrap().fingerprint()
        };
        assert_eq!(fingerprint("one"), fingerprint("one"));
        assert_ne!(fingerprint("one"), fingerprint("two"));
    }
}
