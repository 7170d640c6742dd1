//! A small tree in which everything agrees, to break.

mod bench;
mod claims;
mod exercise;
mod kinds;
mod lessons;
mod outcomes;
mod packages;
mod pages;
mod rules;
mod sync;

use super::rules as checked;
use crate::files;
use crate::fingerprint::fingerprint;
use crate::workspace::Workspace;

const TESTS: &str = "#[test]\nfn adds() {}\n\n#[test]\nfn waits() {}\n";
const SOLUTION: &str = "fn f() {\n    // hole: add one\n    g();\n    // end hole\n}\n";
const ROOT: &str = r#"[workspace]
members = [
    "crates/interleave",
    "exercises/*/*",
    "solutions/*/*",
    "book/programs",
]
default-members = [
    "crates/interleave",
    "solutions/*/*",
    "book/programs",
]
[workspace.dependencies]
interleave = { path = "crates/interleave" }
"#;
const INHERITED: &str =
    "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n";
const LIB: &str = "[lib]\ntest = false\ndoctest = false\n";
const LINTS: &str = "[lints]\nworkspace = true\n";

/// A checkout of one exercise, `a/one` of kind *implement*, in which everything agrees.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new() -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        tree.write("Cargo.toml", ROOT);
        tree.write("book/src/SUMMARY.md", "- [A](a.md)\n");
        tree.write("book/src/a.md", "exercises/a/one\n\n{{#include code.rs:f}}\n");
        tree.write("book/src/code.rs", "// ANCHOR: f\nfn f() {}\n// ANCHOR_END: f\n");
        let bins = "autobins = false\n[[bin]]\nname = \"p\"\ndoc = false\n";
        tree.package("book/programs", "programs", bins, LINTS);
        tree.write("book/programs/src/bin/p.rs", "fn main() {}\n");
        tree.manifest("implement", "");
        tree.write("exercises/a/one/src/lib.rs", "fn f() {\n    todo!(\"add one\")\n}\n");
        tree.write("exercises/a/one/tests/model.rs", TESTS);
        let depends = format!("{LIB}[dependencies]\ninterleave.workspace = true\n");
        tree.package("solutions/a/one", "one_solution", &depends, LINTS);
        tree.write("solutions/a/one/src/lib.rs", SOLUTION);
        for mistake in ["m1", "m2", "m3", "m4"] {
            // Only the first is claimed in the tests of claims.
            let words = if mistake == "m1" { "an increment is lost" } else { mistake };
            let text = format!("//! Does nothing.\n//@ fails: adds: {words}\n\nfn f() {{}}\n");
            tree.write(&format!("solutions/a/one/wrong/{mistake}.rs"), &text);
        }
        tree
    }

    fn package(&self, folder: &str, name: &str, more: &str, lints: &str) {
        let text = format!("[package]\nname = \"{name}\"\n{INHERITED}{more}{lints}");
        self.write(&format!("{folder}/Cargo.toml"), &text);
    }

    fn write(&self, path: &str, text: &str) {
        files::write(&self.0.path().join(path), text).unwrap();
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.0.path().join(path)).unwrap();
    }

    fn manifest(&self, kind: &str, more: &str) {
        let text = format!(
            "[package]\nname = \"one\"\n{INHERITED}\n[package.metadata.exercise]\n\
             kind = \"{kind}\"\ndifficulty = 1\nminutes = 10\n\
             hints = [\"look\", \"think about it\", \"write `x`\"]\n\
             over_locked = \"none: it has no lock\"\ntests = \"{}\"\n{more}{LIB}\
             [dependencies]\ninterleave.workspace = true\n[dev-dependencies]\n\
             interleave = {{ workspace = true, features = [\"model\"] }}\n\
             [lints.rust]\nunused = \"allow\"\n",
            fingerprint(TESTS)
        );
        self.write("exercises/a/one/Cargo.toml", &text);
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let path = self.0.path().join(path);
        let text = files::read(&path).unwrap();
        assert!(text.contains(from), "`{from}` is in {}", path.display());
        files::write(&path, &text.replace(from, to)).unwrap();
    }

    fn workspace(&self) -> Workspace {
        Workspace::load(self.0.path()).unwrap()
    }

    /// All problems of the tree.
    fn problems(&self) -> Vec<String> {
        checked::check(&self.workspace(), None).iter().map(ToString::to_string).collect()
    }

    /// The one problem of the tree.
    fn problem(&self) -> String {
        let problems = self.problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems[0].clone()
    }

    /// What comes of an edit of the tree in which everything agrees: one problem.
    #[track_caller]
    fn broken(path: &str, from: &str, to: &str) -> String {
        let tree = Tree::new();
        tree.edit(path, from, to);
        tree.problem()
    }
}

/// One problem begins so.
#[track_caller]
fn begins(problem: &str, start: &str) {
    assert!(problem.starts_with(start), "{problem}");
}
