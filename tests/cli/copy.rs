//! The copy of the workbook on which the command line is tried.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use workbook::workspace::Workspace;

/// The exercises of the copy, in their order: what the companion does does not depend on how many there are.
const EXERCISES: [&str; 2] = ["two_increments", "counter"];

/// The one copy, taken by one test at a time.
///
/// It stays from one run to the next: the checker, whose path is part of what cargo
/// remembers it by, is compiled for it once.
pub(crate) struct Copy {
    root: PathBuf,
    _taken: MutexGuard<'static, ()>,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The standard output on one line.
    pub(crate) fn folded(&self) -> String {
        workbook::text::folded(&self.stdout)
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {:?}\n{}\n{}", self.status, self.stdout, self.stderr)
    }
}

impl Copy {
    pub(crate) const ANSWER: &str = "exercises/locks/counter/src/lib.rs";
    pub(crate) const TESTS: &str = "exercises/locks/counter/tests/model.rs";

    /// Takes the copy as a reader has it after cloning.
    pub(crate) fn take() -> Copy {
        static TAKEN: Mutex<()> = Mutex::new(());
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ein büch (copy)");
        let copy = Copy { root, _taken: taken };
        let original = Workspace::find().unwrap();
        for path in ["Cargo.toml", "Cargo.lock", "book/src", "crates"] {
            mirror(&original.root.join(path), &copy.path(path));
        }
        let exercises =
            || original.exercises.iter().filter(|own| EXERCISES.contains(&own.slug.as_str()));
        for tree in ["exercises", "solutions"] {
            let kept: Vec<_> =
                exercises().map(|own| format!("{tree}/{}/{}", own.chapter, own.slug)).collect();
            let chapters = copy.path(tree).read_dir().into_iter().flatten().flatten();
            for folder in chapters.flat_map(|chapter| chapter.path().read_dir()).flatten().flatten()
            {
                if !kept.iter().any(|kept| copy.path(kept) == folder.path()) {
                    fs::remove_dir_all(folder.path()).unwrap();
                }
            }
            for folder in kept {
                mirror(&original.root.join(&folder), &copy.path(&folder));
            }
        }
        // A reader's answers are no part of the copy.
        for exercise in exercises() {
            let path = original.relative(&exercise.answer());
            copy.write(&path, &exercise.shipped().unwrap());
        }
        for path in [
            ".workbook",
            ".git",
            "target/workbook/last",
            "target/workbook/book.lock",
            "target/interleave",
            "fifo",
            "in the way",
            "book/traces",
            "pid",
        ] {
            let path = copy.path(path);
            let _ = fs::remove_dir_all(&path);
            let _ = fs::remove_file(&path);
        }
        copy
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        workbook::files::write_if_changed(&self.path(path), text).unwrap();
    }

    /// How many exercises there are.
    pub(crate) fn exercises(&self) -> usize {
        EXERCISES.len()
    }

    /// Writes the reader's answer to `counter`.
    pub(crate) fn answer(&self, text: &str) {
        self.write(Copy::ANSWER, text);
    }

    /// Runs `cargo workbook` with these arguments, without a terminal.
    pub(crate) fn workbook(&self, arguments: &[&str]) -> Ran {
        Copy::run(self.command(arguments))
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .current_dir(&self.root)
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(mut command: Command) -> Ran {
        let output = command.output().unwrap();
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Builds the command line, which cargo does for its own package alone, and returns its path.
pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut command = workbook::grade::cargo_command();
        command
            .current_dir(Workspace::find().unwrap().root)
            .args(["build", "--quiet", "--package", "workbook", "--target-dir"])
            .arg(target);
        assert!(command.status().unwrap().success(), "the command line is built");
        target.join("debug").join(format!("workbook{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Makes `to` like `from`, writing only what differs, so that cargo sees no change where there is
/// none.
fn mirror(from: &Path, to: &Path) {
    if from.is_file() {
        let text = fs::read(from).unwrap();
        if fs::read(to).ok().as_ref() != Some(&text) {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, text).unwrap();
        }
        return;
    }
    fs::create_dir_all(to).unwrap();
    let names = |folder: &Path| -> Vec<_> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    };
    let wanted = names(from);
    for name in names(to).into_iter().filter(|name| !wanted.contains(name)) {
        let path = to.join(name);
        let _ = fs::remove_dir_all(&path);
        let _ = fs::remove_file(&path);
    }
    for name in wanted {
        mirror(&from.join(&name), &to.join(&name));
    }
}
