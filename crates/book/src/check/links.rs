//! Links within the book lead somewhere; links to other machines are listed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use anyhow::{Context, Result};

use super::page::Page;
use super::{Found, Kind};

/// The built book: each file's address, and the fragments that a page has.
pub(super) struct Built(BTreeMap<String, Vec<String>>);

impl Built {
    /// Reads the pages in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Built> {
        let mut built = Built(BTreeMap::new());
        built.add(folder, "").context("failed to read the built book")?;
        Ok(built)
    }

    fn add(&mut self, folder: &Path, prefix: &str) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                self.add(&path, &format!("{prefix}{name}/"))?;
                continue;
            }
            let mut fragments = Vec::new();
            if name.ends_with(".html") {
                let html = fs::read_to_string(&path)?;
                let ids = html.split(" id=\"").skip(1);
                fragments.extend(ids.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
            self.0.insert(format!("{prefix}{name}"), fragments);
        }
        Ok(())
    }
}

/// Checks the links of the page at `address` below the book's sources.
pub(super) fn check(page: &Page, address: &Path, built: Option<&Built>) -> Vec<Found> {
    let mut found = Vec::new();
    for (line, link) in &page.links {
        if link.contains("://") || link.starts_with("mailto:") {
            found.push((Kind::Link, *line, link.clone()));
        } else if let Some(Err(what)) = built.map(|built| resolve(link, address, built)) {
            found.push((Kind::Problem, *line, what));
        }
    }
    found
}

fn resolve(link: &str, from: &Path, built: &Built) -> Result<(), String> {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() {
        from.to_path_buf()
    } else {
        from.parent().unwrap_or(Path::new("")).join(path)
    };
    let outside = || {
        format!(
            "`{link}` leads out of the book: name the file in words, or link to where it is read"
        )
    };
    let target = normal(&target).ok_or_else(outside)?;
    let html = match target.strip_suffix(".md") {
        Some(page) => format!("{page}.html"),
        None => target,
    };
    let Some(fragments) = built.0.get(&html) else {
        let pages = built.0.keys().filter(|page| page.ends_with(".html"));
        return Err(format!("`{link}` leads nowhere: {}", nearest(&html, pages)));
    };
    if fragment.is_empty() || fragments.iter().any(|own| own == fragment) {
        return Ok(());
    }
    Err(format!("`{link}` leads to no heading: {}", nearest(fragment, fragments)))
}

/// The path without `..`, with `/`; nothing if it leads out of the book.
fn normal(path: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a String>) -> String {
    let near = known
        .into_iter()
        .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
    match near {
        Some(near) => format!("`{near}`?"),
        None => "there is none".to_owned(),
    }
}
