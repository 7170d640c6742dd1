//! The checkout: its root, where builds go, and its exercises in the book's order.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::exercise::Exercise;
use crate::summary;

/// A checkout of the workbook.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where builds go: `$CARGO_TARGET_DIR`, or `target` in the root.
    pub target: PathBuf,
    /// All exercises, in the order of the book.
    pub exercises: Vec<Exercise>,
}

/// No exercise has this name.
#[derive(Debug)]
pub struct UnknownExercise {
    name: String,
    nearest: Option<String>,
}

impl fmt::Display for UnknownExercise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no exercise is named `{}`: ", self.name)?;
        match &self.nearest {
            Some(slug) => write!(f, "did you mean `{slug}`?"),
            None => f.write_str("`cargo workbook list` names them all"),
        }
    }
}

impl std::error::Error for UnknownExercise {}

impl Workspace {
    /// Finds the checkout around the current folder, and loads it.
    ///
    /// # Errors
    ///
    /// The current folder is not in a checkout, or the checkout cannot be read.
    pub fn find() -> Result<Workspace> {
        let here = env::current_dir().context("failed to find the current folder")?;
        let root = root_above(&here).ok_or_else(|| {
            anyhow!(
                "`{}` is not in a checkout of the workbook: `cd` to the folder you cloned",
                here.display()
            )
        })?;
        Workspace::load(root)
    }

    /// Loads the checkout at `root`.
    ///
    /// # Errors
    ///
    /// A folder or manifest cannot be read, a manifest says nothing about its
    /// exercise, two exercises have one name, or the path is not UTF-8, which cargo
    /// needs it to be.
    pub fn load(root: &Path) -> Result<Workspace> {
        let target = match env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()) {
            Some(dir) => env::current_dir()?.join(dir),
            None => root.join("target"),
        };
        for path in [root, &target] {
            if path.to_str().is_none() {
                bail!("cargo cannot work in `{}`: the path is not UTF-8", path.display());
            }
        }
        let mut exercises: Vec<Exercise> = Vec::new();
        for (chapter, slug) in ordered(root)? {
            let exercise = Exercise::load(root, &chapter, &slug)?;
            if let Some(other) = exercises.iter().find(|other| other.slug == slug) {
                bail!(
                    "two exercises are named `{slug}`: `{}` and `{}`",
                    other.dir.display(),
                    exercise.dir.display()
                );
            }
            exercises.push(exercise);
        }
        Ok(Workspace { root: root.to_owned(), target, exercises })
    }

    /// Returns the exercise of this name.
    ///
    /// # Errors
    ///
    /// There is none: [`UnknownExercise`], which names the nearest.
    pub fn exercise(&self, slug: &str) -> Result<&Exercise> {
        // What a shell completes, or a reader copies from a page.
        let name = slug.trim_end_matches('/').rsplit('/').next().unwrap_or(slug);
        if let Some(exercise) = self.exercises.iter().find(|exercise| exercise.slug == name) {
            return Ok(exercise);
        }
        let nearest = self
            .exercises
            .iter()
            .map(|exercise| (strsim::jaro_winkler(name, &exercise.slug), exercise))
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .filter(|(likeness, _)| *likeness > 0.7);
        Err(UnknownExercise {
            name: name.to_owned(),
            nearest: nearest.map(|(_, exercise)| exercise.slug.clone()),
        }
        .into())
    }

    /// Returns `path` as it reads from the root, with `/` between its parts.
    pub fn relative(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.display().to_string().replace('\\', "/")
    }
}

/// Returns the folder at or above `start` whose `Cargo.toml` has the member `crates/interleave`.
pub fn root_above(start: &Path) -> Option<&Path> {
    start.ancestors().find(|folder| {
        fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.contains("\"crates/interleave\""))
    })
}

/// Returns chapter and slug of every exercise: as summary and pages name them, then the rest by
/// name.
fn ordered(root: &Path) -> Result<Vec<(String, String)>> {
    let folder = root.join("exercises");
    let mut chapters = subfolders(&folder)?;
    let book = root.join("book").join("src");
    let summary = fs::read_to_string(book.join("SUMMARY.md")).unwrap_or_default();
    let pages = summary::pages(&summary);
    let place = |chapter: &str| pages.iter().position(|page| page.chapter() == chapter);
    chapters.sort_by_key(|chapter| place(chapter).unwrap_or(usize::MAX));

    let mut all = Vec::new();
    for chapter in chapters {
        let mut slugs = subfolders(&folder.join(&chapter))?;
        let page = place(&chapter).map(|place| book.join(&pages[place].file));
        let page = page.and_then(|page| fs::read_to_string(page).ok()).unwrap_or_default();
        let named = summary::exercises(&page, &chapter);
        let rank = |slug: &String| named.iter().position(|other| other == slug);
        slugs.sort_by_key(|slug| rank(slug).unwrap_or(usize::MAX));
        all.extend(slugs.into_iter().map(|slug| (chapter.clone(), slug)));
    }
    Ok(all)
}

/// Returns the names of the folders in `folder`, sorted, without hidden and half-deleted ones.
fn subfolders(folder: &Path) -> Result<Vec<String>> {
    let failed = || format!("failed to read `{}`", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let name = entry.file_name();
        if let Some(name) = name.to_str()
            && !name.starts_with('.')
            && entry.path().is_dir()
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    fn checkout() -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("work büch ").tempdir().unwrap();
        let root = folder.path();
        files::write(&root.join("Cargo.toml"), "members = [\"crates/interleave\"]").unwrap();
        files::write(&root.join("book/src/SUMMARY.md"), "- [L](locks.md)\n- [A](a.md)\n").unwrap();
        files::write(&root.join("book/src/locks.md"), "exercises/locks/second\n").unwrap();
        for exercise in ["a/one", "locks/first", "locks/second", "unlisted/last"] {
            let manifest = "[package.metadata.exercise]\nkind = \"predict\"\nhints = [\"a\"]\n";
            files::write(&root.join("exercises").join(exercise).join("Cargo.toml"), manifest)
                .unwrap();
        }
        folder
    }

    #[test]
    fn the_book_gives_the_order_and_the_rest_follows_by_name() {
        let folder = checkout();
        let workspace = Workspace::load(folder.path()).unwrap();
        let slugs: Vec<_> = workspace.exercises.iter().map(|e| e.slug.as_str()).collect();
        assert_eq!(slugs, ["second", "first", "one", "last"]);
    }

    #[test]
    fn the_root_is_found_from_below_also_with_spaces_and_umlauts() {
        let folder = checkout();
        let below = folder.path().join("exercises/locks/first");
        assert_eq!(root_above(&below), Some(folder.path()));
        assert_eq!(root_above(Path::new("/")), None);
    }

    #[test]
    fn an_unknown_slug_names_the_nearest() {
        let folder = checkout();
        let workspace = Workspace::load(folder.path()).unwrap();
        let error = |slug| workspace.exercise(slug).unwrap_err().to_string();
        assert!(error("secnd").ends_with("did you mean `second`?"), "{}", error("secnd"));
        assert!(error("qqqq").ends_with("names them all"), "{}", error("qqqq"));
        assert_eq!(workspace.exercise("exercises/locks/first/").unwrap().slug, "first");
    }

    #[test]
    fn a_manifest_that_says_nothing_is_named() {
        let folder = checkout();
        let manifest = folder.path().join("exercises/a/one/Cargo.toml");
        files::write(&manifest, "[package.metadata.exercise]\nkind = \"guess\"\n").unwrap();
        let error = Workspace::load(folder.path()).unwrap_err().to_string();
        assert!(error.contains("Cargo.toml:2: unknown kind `guess`"), "{error}");
        files::write(&manifest, "[package]\n").unwrap();
        let error = Workspace::load(folder.path()).unwrap_err().to_string();
        assert!(error.starts_with("no `[package.metadata.exercise]`"), "{error}");
    }

    #[test]
    fn a_folder_without_a_manifest_is_named() {
        let folder = checkout();
        std::fs::create_dir_all(folder.path().join("exercises/a/left")).unwrap();
        let error = Workspace::load(folder.path()).unwrap_err().to_string();
        assert!(error.contains("left` has no `Cargo.toml`") && error.contains("delete"), "{error}");
    }

    #[test]
    fn two_exercises_of_one_name_are_refused() {
        let folder = checkout();
        let manifest = folder.path().join("exercises/a/first/Cargo.toml");
        files::write(&manifest, "[package.metadata.exercise]\nkind = \"fix\"\n").unwrap();
        let error = Workspace::load(folder.path()).unwrap_err().to_string();
        assert!(error.starts_with("two exercises are named `first`"), "{error}");
    }
}
