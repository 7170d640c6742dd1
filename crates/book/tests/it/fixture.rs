//! A small book in a temporary folder, and the program that is under test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A copy of a small workbook: `book/` with two pages, and a listing beside it.
pub(crate) struct Fixture {
    folder: TempDir,
}

impl Fixture {
    pub(crate) fn new() -> Fixture {
        let fixture = Fixture { folder: tempfile::tempdir().unwrap() };
        fixture.write(
            "book/book.toml",
            "[book]\ntitle = \"Fixture\"\n[build]\nbuild-dir = \"html\"\n",
        );
        fixture.write(
            "book/src/SUMMARY.md",
            "# Summary\n\n[First](first.md)\n\n- [Second](second.md)\n",
        );
        fixture.write("book/src/first.md", "# First\n\nThe first page.\n");
        fixture.write(
            "book/src/second.md",
            "# Second\n\n```rust\n{{#include ../../code/listing.rs:body}}\n```\n",
        );
        fixture.write(
            "code/listing.rs",
            "fn outside() {}\n// ANCHOR: body\nfn inside() {}\n// ANCHOR_END: body\n",
        );
        fixture
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, as an editor that saves by renaming does.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let new = path.with_extension("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, path).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The command `book` with these arguments, to be run in the fixture.
    pub(crate) fn book(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_book"));
        // Builds go to `target` in the fixture, wherever those of this test go.
        command.args(args).current_dir(self.root()).env_remove("CARGO_TARGET_DIR");
        command
    }

    /// Runs `book` to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.book(args).output().unwrap()
    }
}

/// What a failed run says on standard error.
pub(crate) fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}
