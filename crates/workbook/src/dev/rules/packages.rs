//! Each package stands on the root: versions and lints are written once, the engines reach nobody but the
//! tests of exercises, and libraries and programs do not get into each other's way.

use std::collections::BTreeSet;
use std::path::Path;

use toml_edit::Item;

use super::manifest::{Dependency, Manifest, members, subfolders};
use super::root;
use crate::dev::Problem;
use crate::exercise::Exercise;
use crate::workspace::Workspace;

/// The packages of an exercise and its solution have no tests in the library, and no doctests: the tests
/// are tests/model.rs alone.
pub(super) fn of_exercise(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    let mut problems = Vec::new();
    for path in [exercise.manifest(), exercise.solution_dir.join("Cargo.toml")] {
        let Ok(manifest) = Manifest::read(workspace, &path) else { continue };
        for key in ["test", "doctest"] {
            let value = manifest.at(&["lib", key]).and_then(|(value, _)| value.as_bool());
            if value != Some(false) {
                let line = manifest.line_of(&["lib", key]);
                problems.push(manifest.problem(line, format!("`[lib]` has no `{key} = false`")));
            }
        }
    }
    problems
}

/// What holds for every package.
pub(super) fn of_tree(workspace: &Workspace) -> Vec<Problem> {
    let mut problems = Vec::new();
    for path in members(workspace, &root::members(workspace)) {
        match Manifest::read(workspace, &path) {
            Ok(manifest) => {
                problems.extend(inherited(&manifest));
                problems.extend(dependencies(workspace, &manifest));
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(programs(workspace));
    problems
}

/// What an earlier edition does with the same text can only be shown in that edition.
const OF_AN_EDITION: &str = "book/edition_";

/// Version, edition and lints come from the root.
fn inherited(manifest: &Manifest) -> Vec<Problem> {
    let from_root = |keys: &[&str]| {
        let keys = [keys, &["workspace"]].concat();
        manifest.at(&keys).is_some_and(|(value, _)| value.as_bool() == Some(true))
    };
    let mut problems = Vec::new();
    for key in ["version", "edition", "rust-version"] {
        let own = key == "edition" && manifest.file.starts_with(OF_AN_EDITION);
        if !own && !from_root(&["package", key]) {
            let message = format!("`{key}` stands in the root once: `{key}.workspace = true`");
            problems.push(manifest.problem(manifest.line_of(&["package", key]), message));
        }
    }
    // As shipped an exercise has holes, which leave names unused: a manifest cannot have both.
    let own = manifest.file.starts_with("exercises/") && manifest.at(&["lints", "rust"]).is_some();
    if !own && !from_root(&["lints"]) {
        let message = "the lints stand in the root once: `[lints] workspace = true`";
        problems.push(manifest.problem(manifest.line_of(&["lints"]), message));
    }
    problems
}

/// Packages that are there to run models.
const OF_MODELS: [&str; 4] = ["book/listings/", "book/names/", "book/verdicts/", "benches/peers/"];

/// Claims are models themselves: where something is given for them to refuse, the library needs the engine.
fn is_of_claims(workspace: &Workspace, manifest: &Manifest) -> bool {
    let claims = |exercise: &&Exercise| exercise.given().is_ok_and(|given| !given.is_empty());
    workspace.exercises.iter().filter(claims).any(|exercise| {
        let both = [exercise.manifest(), exercise.solution_dir.join("Cargo.toml")];
        both.iter().any(|path| workspace.relative(path) == manifest.file)
    })
}

fn dependencies(workspace: &Workspace, manifest: &Manifest) -> Vec<Problem> {
    let mut problems = Vec::new();
    let runs_models = OF_MODELS.iter().any(|folder| manifest.file.starts_with(folder))
        || is_of_claims(workspace, manifest);
    for dependency in manifest.dependencies() {
        let Dependency { kind, name, item, line } = dependency;
        let of_root = item.get("workspace").and_then(Item::as_bool) == Some(true);
        // A package that depends on itself, for its own tests.
        let itself = item.get("path").and_then(Item::as_str) == Some(".");
        if !of_root && !itself {
            let message = format!("versions stand in the root once: `{name}.workspace = true`");
            problems.push(manifest.problem(line, message));
        }
        let engine = ["model", "loom"].into_iter().find(|name| dependency.has_feature(name));
        let tests_of_exercise =
            manifest.file.starts_with("exercises/") && kind == "dev-dependencies";
        if let Some(engine) = engine.filter(|_| name == "interleave" && !itself)
            && !((tests_of_exercise || runs_models) && engine == "model")
        {
            let message = format!(
                "the feature `{engine}` of `interleave` would slow down everybody else: only \
                 `[dev-dependencies]` of exercises have `model`, and those with `src/given` throughout"
            );
            problems.push(manifest.problem(line, message));
        }
    }
    problems
}

/// A program may have the name of a library: their pages in the documentation would collide.
fn programs(workspace: &Workspace) -> Vec<Problem> {
    let book = workspace.root.join("book");
    let packages = subfolders(&book).into_iter().filter(|path| path.join("src/bin").is_dir());
    packages.flat_map(|package| programs_of(workspace, &package)).collect()
}

fn programs_of(workspace: &Workspace, package: &Path) -> Vec<Problem> {
    let Ok(manifest) = Manifest::read(workspace, &package.join("Cargo.toml")) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let mut listed = BTreeSet::new();
    let bins = manifest.at(&["bin"]).and_then(|(bins, _)| bins.as_array_of_tables());
    for bin in bins.into_iter().flatten() {
        let name = bin.get("name").and_then(Item::as_str).unwrap_or_default();
        listed.insert(name.to_owned());
        if bin.get("doc").and_then(Item::as_bool) != Some(false) {
            let line = bin.span().map_or(1, |span| manifest.line(&span));
            problems
                .push(manifest.problem(line, format!("the program `{name}` has no `doc = false`")));
        }
    }
    for entry in std::fs::read_dir(package.join("src/bin")).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !listed.contains(&name) {
            let message = format!("no `[[bin]]` with `name = \"{name}\"` and `doc = false`");
            let problem = Problem::new(&workspace.relative(&path), 1, message);
            problems.push(problem.see(&manifest.file, manifest.line_of(&["bin"])));
        }
    }
    problems
}
