//! A Cargo.toml whose lines can be named.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike};

use crate::dev::Problem;
use crate::workspace::Workspace;

/// A manifest, read once.
pub(super) struct Manifest {
    /// From the root, as problems name it.
    pub(super) file: String,
    document: Document<String>,
}

impl Manifest {
    /// Reads `path`.
    pub(super) fn read(workspace: &Workspace, path: &Path) -> Result<Manifest, Problem> {
        let file = workspace.relative(path);
        let failed = |why: String| Problem::new(&file, 1, format!("cannot be read: {why}"));
        let text = fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        let document = Document::parse(text);
        let document = document.map_err(|error| failed(error.message().to_owned()))?;
        Ok(Manifest { file, document })
    }

    /// What stands at a path of keys, and its line.
    pub(super) fn at(&self, keys: &[&str]) -> Option<(&Item, usize)> {
        let mut item = self.document.as_item();
        let mut line = 1;
        for key in keys {
            let table = item.as_table_like()?;
            let (name, value) = table.get_key_value(key)?;
            line = name.span().or(value.span()).map_or(line, |span| self.line(&span));
            item = value;
        }
        Some((item, line))
    }

    /// The line of a path of keys, or that of the longest part of it that exists.
    pub(super) fn line_of(&self, keys: &[&str]) -> usize {
        (1..=keys.len())
            .rev()
            .find_map(|length| self.at(&keys[..length]))
            .map_or(1, |(_, line)| line)
    }

    /// Every dependency: the table that it stands in, its name, what is said of it, and the line.
    pub(super) fn dependencies(&self) -> Vec<Dependency<'_>> {
        let mut all = Vec::new();
        self.collect(self.document.as_table(), &mut all);
        let targets = self.at(&["target"]).and_then(|(item, _)| item.as_table_like());
        for (_, target) in targets.into_iter().flat_map(TableLike::iter) {
            if let Some(target) = target.as_table_like() {
                self.collect(target, &mut all);
            }
        }
        all
    }

    fn collect<'a>(&'a self, table: &'a dyn TableLike, all: &mut Vec<Dependency<'a>>) {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(list) = table.get(kind).and_then(Item::as_table_like) else { continue };
            for (name, item) in list.iter() {
                let span = list.key(name).and_then(|key| key.span()).or(item.span());
                let line = span.map_or(1, |span| self.line(&span));
                all.push(Dependency { kind, name, item, line });
            }
        }
    }

    /// The line in which a part of the text begins.
    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.document.raw()[..span.start].matches('\n').count() + 1
    }

    /// A problem of this file.
    pub(super) fn problem(&self, line: usize, message: impl Into<String>) -> Problem {
        Problem::new(&self.file, line, message)
    }
}

/// A dependency of a manifest.
pub(super) struct Dependency<'a> {
    /// `dependencies`, `dev-dependencies` or `build-dependencies`.
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) item: &'a Item,
    pub(super) line: usize,
}

impl Dependency<'_> {
    pub(super) fn has_feature(&self, feature: &str) -> bool {
        let features = self.item.get("features").and_then(Item::as_array);
        features.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(feature)))
    }
}

/// The manifests of all members: what the root's globs come to.
pub(super) fn members(workspace: &Workspace, globs: &[String]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for glob in globs {
        let mut folders = vec![workspace.root.clone()];
        for part in glob.split('/') {
            folders = match part {
                "*" => folders.iter().flat_map(|folder| subfolders(folder)).collect(),
                name => folders.iter().map(|folder| folder.join(name)).collect(),
            };
        }
        all.extend(folders.into_iter().map(|folder| folder.join("Cargo.toml")));
    }
    // A glob may find a folder that is no package; a name that is written out must be one.
    all.retain(|manifest| manifest.is_file());
    all.sort();
    all
}

/// The folders in a folder, sorted, without hidden ones.
pub(super) fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let visible = |path: &PathBuf| {
        path.is_dir()
            && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(visible).collect();
    folders.sort();
    folders
}
