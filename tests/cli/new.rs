//! `dev new` as an author meets it.

use super::copy::Copy;

#[test]
fn dev_new_writes_an_exercise_and_says_what_to_do_next() {
    let copy = Copy::take();
    let ran = copy.workbook(&["dev", "new", "locks", "gate", "--kind", "compile-fail"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    for path in ["exercises/locks/gate/Cargo.toml", "solutions/locks/gate/src/lib.rs"] {
        assert!(ran.stdout.contains(&format!("wrote {path}\n")), "{ran}");
        assert!(copy.read(path).contains("thread") || copy.read(path).contains("\"gate\""));
    }
    assert!(ran.stdout.contains("`cargo workbook check gate`"), "{ran}");
    assert!(ran.stdout.contains("book/src/locks.md"), "{ran}");

    let ran = copy.workbook(&["check", "gate"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    let head = "gate does not compile: E0373, the error to understand\n";
    assert!(ran.stdout.starts_with(head), "{ran}");
    assert!(ran.folded().contains("may run when the function that spawned it has long"), "{ran}");
    let answer = "exercises/locks/gate/src/lib.rs";
    copy.write(answer, &copy.read(answer).replace("thread::spawn(|| {", "thread::spawn(|| ("));
    let ran = copy.workbook(&["check", "gate"]);
    let head = "gate does not compile, for another reason than E0373\n";
    assert!(ran.stdout.starts_with(head), "{ran}");
}

#[test]
fn dev_new_refuses_what_it_cannot_write_and_writes_nothing() {
    let copy = Copy::take();
    for (chapter, slug, kind, says) in [
        ("locks", "counter", "fix", "there is an exercise `counter`, `exercises/locks/counter`"),
        ("locks", "Gate", "fix", "`Gate` is no name for an exercise"),
        ("doors", "gate", "fix", "- [The title](doors.md)"),
        ("locks", "gate", "guess", "possible values: implement, fix"),
    ] {
        let ran = copy.workbook(&["dev", "new", chapter, slug, "--kind", kind]);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert!(ran.stderr.contains(says), "{ran}");
        assert!(!copy.path("exercises").join(chapter).join("gate").exists(), "{ran}");
    }
}
