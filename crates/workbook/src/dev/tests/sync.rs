//! What is generated.

use super::Tree;
use crate::dev::sync;

#[test]
fn sync_writes_what_the_rules_ask_for_and_keeps_edits() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/src/lib.rs", "add one", "add two");
    tree.edit("exercises/a/one/tests/model.rs", "{}", "{ }");
    let synced = sync::sync(&tree.workspace(), false).unwrap();
    assert_eq!(synced.written, ["exercises/a/one/Cargo.toml"]);
    assert_eq!(synced.kept, ["exercises/a/one/src/lib.rs"], "nobody says that it is committed");
    let synced = sync::sync(&tree.workspace(), true).unwrap();
    assert_eq!(synced.written, ["exercises/a/one/src/lib.rs"]);
    assert!(tree.problems().is_empty(), "{:#?}", tree.problems());
}

#[test]
fn sync_writes_over_what_git_has() {
    let tree = Tree::new();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false"];
        let mut command = std::process::Command::new("git");
        command.current_dir(tree.0.path()).args(identity).args(arguments).output()
    };
    if git(&["--version"]).is_err() {
        // Without git `sync` keeps what it cannot judge, as the test above shows.
        return;
    }
    for arguments in [&["init"][..], &["add", "."], &["commit", "--message", "all"]] {
        assert!(git(arguments).unwrap().status.success(), "{arguments:?}");
    }
    tree.edit("solutions/a/one/src/lib.rs", "add one", "add two");
    let synced = sync::sync(&tree.workspace(), false).unwrap();
    assert_eq!(synced.written, ["exercises/a/one/src/lib.rs"]);
    tree.edit("exercises/a/one/src/lib.rs", "todo!", "unimplemented!");
    let synced = sync::sync(&tree.workspace(), false).unwrap();
    assert_eq!(synced.kept, ["exercises/a/one/src/lib.rs"]);
}
