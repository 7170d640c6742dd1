//! Updates with real git: an upstream, and a reader's clone of it.

use std::fs;

use super::*;
use crate::files;

const ANSWER: &str = "exercises/a/one/src/lib.rs";
const TESTS: &str = "exercises/a/one/tests/model.rs";

struct Clones {
    folder: tempfile::TempDir,
}

impl Clones {
    fn new() -> Clones {
        let folder = tempfile::Builder::new().prefix("clones ü ").tempdir().unwrap();
        let clones = Clones { folder };
        files::write(&clones.path("upstream/.keep"), "").unwrap();
        clones.git("upstream", &["init", "--quiet", "--initial-branch=main"]);
        clones.identify("upstream");
        clones.publish(&[
            (".gitattributes", include_str!("../../../../.gitattributes")),
            (ANSWER, "todo\n"),
            ("exercises/a/two/src/lib.rs", "todo two\n"),
            (TESTS, "tests\n"),
            ("book/[page].md", "page\n"),
            ("gone.md", "page\n"),
        ]);
        clones.git(".", &["clone", "--quiet", "upstream", "reader"]);
        clones.identify("reader");
        clones
    }

    fn identify(&self, clone: &str) {
        for (key, value) in
            [("user.name", "x"), ("user.email", "x@example.org"), ("commit.gpgsign", "false")]
        {
            self.git(clone, &["config", key, value]);
        }
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn git(&self, clone: &str, arguments: &[&str]) -> String {
        let mut command = std::process::Command::new("git");
        command.current_dir(self.path(clone)).args(arguments);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn commit(&self, clone: &str) {
        self.git(clone, &["add", "--all"]);
        self.git(clone, &["commit", "--quiet", "--message", "change"]);
    }

    fn publish(&self, texts: &[(&str, &str)]) {
        for (path, text) in texts {
            files::write(&self.path("upstream").join(path), text).unwrap();
        }
        self.commit("upstream");
    }

    fn edit(&self, path: &str, text: &str) {
        files::write(&self.path("reader").join(path), text).unwrap();
    }

    fn reads(&self, path: &str) -> String {
        files::read(&self.path("reader").join(path)).unwrap()
    }

    fn update(&self) -> Result<Updated> {
        update(&self.path("reader"))
    }

    fn is_current(&self) -> bool {
        let [here, there] =
            ["reader", "upstream"].map(|clone| self.git(clone, &["rev-parse", "HEAD"]));
        here == there
    }
}

#[test]
fn an_edited_answer_stays_and_everything_else_is_new() {
    let clones = Clones::new();
    clones.edit(ANSWER, "mine\n");
    clones.edit("notes.txt", "my own file\n");
    fs::remove_file(clones.path("upstream/gone.md")).unwrap();
    clones.publish(&[
        (ANSWER, "todo, in other words\n"),
        ("exercises/a/two/src/lib.rs", "todo two, in other words\n"),
        (TESTS, "more tests\n"),
        ("book/[page].md", "a better page\n"),
        ("exercises/a/three/src/lib.rs", "todo three\n"),
    ]);
    let updated = clones.update().unwrap();
    assert_eq!(updated, Updated { written: 5, kept: vec![ANSWER.to_owned()] });
    assert_eq!(clones.reads(ANSWER), "mine\n");
    assert_eq!(clones.reads("notes.txt"), "my own file\n");
    assert_eq!(clones.reads("exercises/a/two/src/lib.rs"), "todo two, in other words\n");
    assert_eq!(clones.reads(TESTS), "more tests\n");
    assert_eq!(clones.reads("book/[page].md"), "a better page\n");
    assert_eq!(clones.reads("exercises/a/three/src/lib.rs"), "todo three\n");
    assert!(!clones.path("reader/gone.md").exists());
    assert!(clones.is_current());
    let status = clones.git("reader", &["status", "--porcelain"]);
    assert_eq!(status, format!(" M {ANSWER}\n?? notes.txt"), "nothing else is changed");
    assert_eq!(clones.update().unwrap(), Updated::default(), "there is nothing more to do");
}

#[test]
fn an_update_that_was_killed_is_finished_by_the_next() {
    let clones = Clones::new();
    clones.edit(ANSWER, "mine\n");
    clones.publish(&[(ANSWER, "other\n"), (TESTS, "more tests\n"), ("new.md", "new\n")]);
    // Killed after the files were written and before the branch moved.
    let git = Git::at(&clones.path("reader")).unwrap();
    git.run(&["fetch", "--quiet"]).unwrap();
    git.write(&git.upstream().unwrap(), &[TESTS, "new.md"]).unwrap();
    assert!(!clones.is_current());
    assert_eq!(clones.update().unwrap().kept, [ANSWER]);
    assert!(clones.is_current());
    assert_eq!(clones.reads(ANSWER), "mine\n");
    assert_eq!(clones.reads("new.md"), "new\n");
}

#[test]
fn what_is_edited_and_no_answer_stops_the_update_before_it_begins() {
    let clones = Clones::new();
    clones.edit(TESTS, "easier tests\n");
    clones.edit("new.md", "my own notes\n");
    clones.publish(&[(TESTS, "more tests\n"), (ANSWER, "other\n"), ("new.md", "new\n")]);
    let error = clones.update().unwrap_err().to_string();
    assert!(error.contains(&format!("{TESTS}, new.md")), "{error}");
    assert_eq!(clones.reads(TESTS), "easier tests\n");
    assert_eq!(clones.reads("new.md"), "my own notes\n");
    assert_eq!(clones.reads(ANSWER), "todo\n");
    assert!(!clones.is_current());
}

#[test]
fn what_is_staged_stops_the_update_before_it_begins() {
    let clones = Clones::new();
    clones.edit(ANSWER, "staged\n");
    clones.git("reader", &["add", ANSWER]);
    clones.edit(ANSWER, "mine\n");
    clones.publish(&[(ANSWER, "other\n")]);
    let error = clones.update().unwrap_err().to_string();
    assert!(error.starts_with("something is staged"), "{error}");
    assert_eq!(clones.git("reader", &["show", &format!(":{ANSWER}")]), "staged");
    assert_eq!(clones.reads(ANSWER), "mine\n");
}

#[test]
fn a_committed_answer_stays_whole_where_git_would_merge_lines() {
    let clones = Clones::new();
    clones.edit(ANSWER, "todo\nmine\n");
    clones.commit("reader");
    clones.edit("exercises/a/two/src/lib.rs", "mine, not committed\n");
    clones.publish(&[(ANSWER, "other words\ntodo\n"), (TESTS, "more tests\n")]);
    let updated = clones.update().unwrap();
    assert_eq!(updated, Updated { written: 1, kept: vec![ANSWER.to_owned()] });
    assert_eq!(clones.reads(ANSWER), "todo\nmine\n");
    assert_eq!(clones.reads(TESTS), "more tests\n");
    assert_eq!(clones.reads("exercises/a/two/src/lib.rs"), "mine, not committed\n");
}

#[test]
fn what_git_cannot_merge_is_left_as_it_was() {
    let clones = Clones::new();
    clones.edit("gone.md", "my words\n");
    clones.commit("reader");
    clones.edit(ANSWER, "mine, not committed\n");
    clones.publish(&[("gone.md", "their words\n"), (TESTS, "more tests\n")]);
    let error = clones.update().unwrap_err().to_string();
    assert!(error.starts_with("nothing is updated"), "{error}");
    assert_eq!(clones.reads("gone.md"), "my words\n");
    assert_eq!(clones.reads(ANSWER), "mine, not committed\n");
    assert_eq!(clones.reads(TESTS), "tests\n");
    let status = clones.git("reader", &["status", "--porcelain"]);
    assert_eq!(status.trim(), format!("M {ANSWER}"));
}

#[test]
fn an_edited_answer_in_the_way_of_a_merge_is_left_as_it_was() {
    let clones = Clones::new();
    clones.edit("gone.md", "my words\n");
    clones.commit("reader");
    clones.edit(ANSWER, "mine, not committed\n");
    clones.publish(&[(ANSWER, "other\n")]);
    let error = clones.update().unwrap_err().to_string();
    assert!(error.contains("`git commit -am answers`"), "{error}");
    assert_eq!(clones.reads(ANSWER), "mine, not committed\n");
}

#[test]
fn without_history_or_a_branch_to_follow_it_says_what_to_do() {
    let clones = Clones::new();
    clones.git("reader", &["branch", "--unset-upstream"]);
    let error = clones.update().unwrap_err().to_string();
    assert!(error.contains("--set-upstream-to"), "{error}");
    fs::rename(clones.path("reader/.git"), clones.path("reader/.elsewhere")).unwrap();
    let error = clones.update().unwrap_err().to_string();
    assert!(error.contains("cargo workbook update --from"), "{error}");
}

#[test]
fn answers_are_what_a_reader_writes() {
    assert!(is_answer(ANSWER) && !is_answer("exercises/a/one/src/given/x.rs"));
    assert!(!is_answer(TESTS) && !is_answer("solutions/a/one/src/lib.rs"));
    assert!(!is_answer("exercises/a/one/Cargo.toml") && !is_answer("src/exercises/a/one/src"));
}
