//! Writes the cargo workspace in which variants are built.
//!
//! Versions, editions, lints and optimization are copied from the root manifest and
//! the exercise's own, so a variant is built as `cargo test -p <exercise>` builds it.
//! What differs: no debug information, which is a third of the time to link.
//!
//! Cargo trusts modification times, and a text that is put back can be older than the
//! last build. So each package declares a feature named after the fingerprint of its
//! texts: other features are a reason for cargo to build again.

use std::path::{Path, absolute};

use anyhow::{Context, Result, anyhow};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::variant::{Source, Variant};
use crate::files;
use crate::fingerprint::fingerprint;
use crate::workspace::Workspace;

const NOTE: &str = "# Written by `cargo workbook`.\n\n";

/// Writes what changed of the workspace for exactly these variants into `folder`.
///
/// With `second_opinion` the checker of their tests is built with loom.
pub(super) fn write(
    workspace: &Workspace,
    variants: &[Variant],
    second_opinion: bool,
    folder: &Path,
) -> Result<()> {
    let root = workspace.root.join("Cargo.toml");
    let manifest = parse(&root)?;
    let members: Vec<String> = variants.iter().map(Variant::package).collect();
    let text = workspace_manifest(manifest, &workspace.root, &members)?;
    files::write_if_changed(&folder.join("Cargo.toml"), &text)?;
    for variant in variants {
        write_variant(variant, second_opinion, &folder.join(variant.package()))?;
    }

    // Cargo drops from a lock file what the members do not need, so it is copied only
    // for other members or another lock file: otherwise cargo would resolve each time.
    let lock = std::fs::read_to_string(workspace.root.join("Cargo.lock")).unwrap_or_default();
    let made_from = format!("{}\n{}\n", fingerprint(&lock), members.join("\n"));
    if files::write_if_changed(&folder.join("made-from.txt"), &made_from)? && !lock.is_empty() {
        files::write(&folder.join("Cargo.lock"), &lock)?;
    }
    Ok(())
}

fn write_variant(variant: &Variant, second_opinion: bool, folder: &Path) -> Result<()> {
    let exercise = &variant.exercise;
    let lib = match &variant.source {
        Source::File(path) => path.clone(),
        Source::Text(text) => {
            let path = folder.join("src").join("lib.rs");
            files::write_if_changed(&path, text)?;
            path
        }
    };
    let text = files::read(&lib)?;
    let tests = exercise.tests_text()?;
    let marks = [text, tests].map(|text| fingerprint(&text).replace(':', "-"));
    let manifest = parse(&exercise.manifest())?;
    let mut generated = package_manifest(&manifest, variant, &lib, &marks)?;
    if second_opinion {
        ask_loom(&mut generated);
    }
    let text = format!("{NOTE}{generated}");
    files::write_if_changed(&folder.join("Cargo.toml"), &text)?;
    Ok(())
}

fn workspace_manifest(mut root: DocumentMut, folder: &Path, members: &[String]) -> Result<String> {
    let workspace = root
        .get_mut("workspace")
        .and_then(Item::as_table_mut)
        .ok_or_else(|| anyhow!("no `[workspace]` in `{}`", folder.join("Cargo.toml").display()))?;
    workspace.remove("default-members");
    workspace.insert("members", value(members.iter().collect::<Array>()));
    if let Some(dependencies) = workspace.get_mut("dependencies").and_then(Item::as_table_mut) {
        absolute_paths(dependencies, folder)?;
    }
    let workspace = workspace.clone();

    let mut profile = root.get("profile").and_then(|item| item.get("dev")).cloned();
    let dev = profile.get_or_insert_with(|| Item::Table(Table::new()));
    dev["debug"] = value(false);
    dev["strip"] = value(true);

    let mut generated = DocumentMut::new();
    generated.insert("workspace", Item::Table(workspace));
    generated["profile"] = Item::Table(Table::new());
    generated["profile"]["dev"] = dev.clone();
    Ok(format!("{NOTE}{generated}"))
}

fn package_manifest(
    exercise: &DocumentMut,
    variant: &Variant,
    lib: &Path,
    marks: &[String],
) -> Result<DocumentMut> {
    let folder = &variant.exercise.dir;
    let mut package = Table::new();
    package["name"] = value(variant.package());
    for key in ["edition", "rust-version"] {
        if let Some(item) = exercise.get("package").and_then(|package| package.get(key)) {
            package.insert(key, item.clone());
        }
    }
    for key in ["autobins", "autobenches", "autoexamples", "autotests", "publish"] {
        package[key] = value(false);
    }
    let mut library = Table::new();
    library["name"] = value(variant.exercise.slug.as_str());
    library["path"] = path(lib)?;
    for key in ["test", "doctest"] {
        library[key] = value(false);
    }
    let mut test = Table::new();
    test["name"] = value("model");
    test["path"] = path(&variant.exercise.tests())?;
    let mut tests = ArrayOfTables::new();
    tests.push(test);

    let mut features = Table::new();
    for mark in marks {
        features[mark] = value(Array::new());
    }

    let mut generated = DocumentMut::new();
    generated.insert("package", Item::Table(package));
    generated.insert("features", Item::Table(features));
    generated.insert("lib", Item::Table(library));
    generated.insert("test", Item::ArrayOfTables(tests));
    for key in ["dependencies", "dev-dependencies", "lints"] {
        if let Some(Item::Table(table)) = exercise.get(key) {
            let mut table = table.clone();
            if key != "lints" {
                absolute_paths(&mut table, folder)?;
            }
            generated.insert(key, Item::Table(table));
        }
    }
    Ok(generated)
}

/// Adds loom to the checker with which the tests are built.
fn ask_loom(manifest: &mut DocumentMut) {
    let checker = manifest.get_mut("dev-dependencies").and_then(|all| all.get_mut("interleave"));
    let features = checker.and_then(|checker| checker.get_mut("features"));
    if let Some(features) = features.and_then(Item::as_array_mut) {
        features.push("loom");
    }
}

/// A path in a manifest is relative to the manifest, and the copy lies elsewhere.
fn absolute_paths(dependencies: &mut Table, folder: &Path) -> Result<()> {
    for (_, dependency) in dependencies.iter_mut() {
        if let Some(table) = dependency.as_table_like_mut()
            && let Some(relative) = table.get("path").and_then(Item::as_str)
        {
            let target = path(&folder.join(relative))?;
            table.insert("path", target);
        }
    }
    Ok(())
}

fn path(path: &Path) -> Result<Item> {
    let path = absolute(path)?;
    let path = path
        .to_str()
        .ok_or_else(|| anyhow!("cargo cannot work with `{}`: it is not UTF-8", path.display()))?;
    Ok(value(path))
}

fn parse(path: &Path) -> Result<DocumentMut> {
    files::read(path)?.parse().with_context(|| format!("failed to read `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = r#"
[workspace]
resolver = "3"
members = ["crates/interleave"]
default-members = ["crates/interleave"]

[workspace.dependencies]
interleave = { path = "crates/interleave" }
libc = "0.2"

[profile.dev]
debug = "line-tables-only"

[profile.dev.package]
interleave = { opt-level = 3 }

[profile.release]
lto = true
"#;

    const EXERCISE: &str = r#"
[package]
name = "one"
edition.workspace = true
[dependencies]
interleave.workspace = true
[dev-dependencies]
interleave = { workspace = true, features = ["model"] }
helper = { path = "../helper" }
[lints.rust]
unused = "allow"
[package.metadata.exercise]
kind = "fix"
"#;

    fn checkout() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::Builder::new().prefix("räum \"e").tempdir().unwrap();
        let root = folder.path();
        files::write(&root.join("Cargo.toml"), ROOT).unwrap();
        files::write(&root.join("Cargo.lock"), "version = 4\n").unwrap();
        files::write(&root.join("exercises/a/one/Cargo.toml"), EXERCISE).unwrap();
        files::write(&root.join("exercises/a/one/src/lib.rs"), "fn f() {}").unwrap();
        files::write(&root.join("exercises/a/one/tests/model.rs"), "").unwrap();
        let workspace = Workspace::load(root).unwrap();
        (folder, workspace)
    }

    #[test]
    fn the_root_is_copied_but_for_members_paths_and_debug_information() {
        let (folder, workspace) = checkout();
        let text = workspace_manifest(ROOT.parse().unwrap(), folder.path(), &["one--yours".into()]);
        let manifest: DocumentMut = text.unwrap().parse().unwrap();
        let root = &manifest["workspace"];
        assert_eq!(root["members"].to_string().trim(), "[\"one--yours\"]");
        assert!(root.get("default-members").is_none());
        let path = workspace.root.join("crates/interleave");
        let interleave = &root["dependencies"]["interleave"];
        assert_eq!(interleave["path"].as_str(), path.to_str());
        let dev = &manifest["profile"]["dev"];
        assert_eq!(dev["debug"].as_bool(), Some(false));
        assert_eq!(dev["package"]["interleave"]["opt-level"].as_integer(), Some(3));
        assert!(manifest["profile"].get("release").is_none());
    }

    #[test]
    fn a_package_has_the_exercises_name_dependencies_and_lints() {
        let (_folder, workspace) = checkout();
        let variant = Variant::yours(&workspace.exercises[0]);
        let target = tempfile::tempdir().unwrap();
        write(&workspace, std::slice::from_ref(&variant), false, target.path()).unwrap();
        let manifest = parse(&target.path().join("one--yours/Cargo.toml")).unwrap();
        assert_eq!(manifest["lib"]["name"].as_str(), Some("one"));
        assert_eq!(manifest["lib"]["path"].as_str(), variant.exercise.answer().to_str());
        assert_eq!(manifest["package"]["edition"]["workspace"].as_bool(), Some(true));
        assert_eq!(manifest["dependencies"]["interleave"]["workspace"].as_bool(), Some(true));
        assert_eq!(manifest["lints"]["rust"]["unused"].as_str(), Some("allow"));
        let features = |manifest: &DocumentMut| {
            manifest["dev-dependencies"]["interleave"]["features"].to_string().trim().to_owned()
        };
        assert_eq!(features(&manifest), "[\"model\"]");
        write(&workspace, std::slice::from_ref(&variant), true, target.path()).unwrap();
        let asked = parse(&target.path().join("one--yours/Cargo.toml")).unwrap();
        assert_eq!(features(&asked), "[\"model\", \"loom\"]");
        let helper = manifest["dev-dependencies"]["helper"]["path"].as_str().unwrap();
        assert!(Path::new(helper).is_absolute(), "{helper}");
    }

    #[test]
    fn only_what_changed_is_written_again() {
        let (_folder, workspace) = checkout();
        let exercise = &workspace.exercises[0];
        let variants = [Variant::yours(exercise)];
        let target = tempfile::tempdir().unwrap();
        let manifest = target.path().join("one--yours/Cargo.toml");
        write(&workspace, &variants, false, target.path()).unwrap();
        let first = files::read(&manifest).unwrap();
        // Cargo's own changes to the lock file stay.
        files::write(&target.path().join("Cargo.lock"), "resolved").unwrap();
        write(&workspace, &variants, false, target.path()).unwrap();
        assert_eq!(files::read(&manifest).unwrap(), first);
        assert_eq!(files::read(&target.path().join("Cargo.lock")).unwrap(), "resolved");

        files::write(&exercise.answer(), "fn g() {}").unwrap();
        write(&workspace, &variants, false, target.path()).unwrap();
        assert_ne!(files::read(&manifest).unwrap(), first, "the fingerprint is another");
    }
}
