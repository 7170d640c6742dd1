//! A small tree in which everything agrees, to break.

mod claims;
mod rules;
mod sync;

use super::{Problem, rules as checked};
use crate::files;
use crate::fingerprint::fingerprint;
use crate::workspace::Workspace;

const TESTS: &str = "#[test]\nfn adds() {}\n\n#[test]\nfn waits() {}\n";
const SOLUTION: &str = "fn f() {\n    // hole: add one\n    g();\n    // end hole\n}\n";

/// A checkout of one exercise, `a/one` of kind *implement*, in which everything agrees.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new() -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        tree.write("book/src/SUMMARY.md", "- [A](a.md)\n");
        tree.write("book/src/a.md", "exercises/a/one\n\n{{#include code.rs:f}}\n");
        tree.write("book/src/code.rs", "// ANCHOR: f\nfn f() {}\n// ANCHOR_END: f\n");
        tree.manifest("implement", "");
        tree.write("exercises/a/one/src/lib.rs", "fn f() {\n    todo!(\"add one\")\n}\n");
        tree.write("exercises/a/one/tests/model.rs", TESTS);
        tree.write("solutions/a/one/Cargo.toml", "");
        tree.write("solutions/a/one/src/lib.rs", SOLUTION);
        for mistake in ["m1", "m2", "m3", "m4"] {
            let text = "//! Does nothing.\n//@ fails: adds: an increment is lost\n\nfn f() {}\n";
            tree.write(&format!("solutions/a/one/wrong/{mistake}.rs"), text);
        }
        tree
    }

    fn write(&self, path: &str, text: &str) {
        files::write(&self.0.path().join(path), text).unwrap();
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.0.path().join(path)).unwrap();
    }

    fn manifest(&self, kind: &str, more: &str) {
        let text = format!(
            "[package]\nname = \"one\"\n\n[package.metadata.exercise]\nkind = \"{kind}\"\n\
             difficulty = 1\nminutes = 10\nhints = [\"a\", \"b\", \"c\"]\n\
             tests = \"{}\"\n{more}",
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

    /// The one problem of the tree.
    fn problem(&self) -> String {
        let problems = checked::check(&self.workspace());
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems[0].to_string()
    }
}

#[test]
fn problems_read_as_file_line_and_message() {
    let problem = Problem { file: "a/b.rs".into(), line: 3, message: "m".into() };
    assert_eq!(problem.to_string(), "a/b.rs:3: m");
}
