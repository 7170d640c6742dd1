//! An exercise of every kind, as `dev new` writes it: it is complete, and grading finds what it claims.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use workbook::dev::{claims, new, rules};
use workbook::exercise::Kind;
use workbook::files;
use workbook::grade::{Graded, Grader, Outcome, Source, Variant, Verdict};
use workbook::workspace::Workspace;

const CHAPTER: &str = "samples";

/// A small checkout with one exercise of each kind, graded.
struct Samples {
    workspace: Workspace,
    graded: Vec<Graded>,
    _folder: tempfile::TempDir,
}

/// The name of the sample of a kind.
fn slug(kind: Kind) -> String {
    format!("sample_{}", kind.to_string().replace('-', "_"))
}

/// A checkout with a page and without exercises, which uses the checker of this one.
fn checkout() -> (tempfile::TempDir, Workspace) {
    let original = Workspace::find().unwrap();
    let folder = tempfile::Builder::new().prefix("kinds ").tempdir().unwrap();
    let root = folder.path();
    let manifest = files::read(&original.root.join("Cargo.toml")).unwrap();
    let checker = format!("{:?}", original.root.join("crates/interleave"));
    let manifest = manifest.replace("path = \"crates/interleave\"", &format!("path = {checker}"));
    files::write(&root.join("Cargo.toml"), &manifest).unwrap();
    fs::copy(original.root.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let book = root.join("book/src");
    files::write(&book.join("SUMMARY.md"), &format!("- [Samples]({CHAPTER}.md)\n")).unwrap();
    files::write(&book.join(format!("{CHAPTER}.md")), "# Samples\n").unwrap();
    fs::create_dir(root.join("exercises")).unwrap();
    let workspace = load(root);
    (folder, workspace)
}

/// Builds go where those of this checkout go: the checker is compiled once.
fn load(root: &Path) -> Workspace {
    let target = Workspace::find().unwrap().target;
    Workspace { target, ..Workspace::load(root).unwrap() }
}

fn samples() -> &'static Samples {
    static SAMPLES: OnceLock<Samples> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let (folder, workspace) = checkout();
        let mut page = "# Samples\n".to_owned();
        for kind in Kind::ALL {
            new::write(&workspace, CHAPTER, &slug(kind), kind).unwrap();
            page.push_str(&format!("\n{{{{#exercise {}}}}}\n", slug(kind)));
        }
        files::write(&folder.path().join(format!("book/src/{CHAPTER}.md")), &page).unwrap();
        let workspace = load(folder.path());
        let variants =
            workspace.exercises.iter().map(|exercise| claims::variants(exercise).unwrap());
        let variants: Vec<_> = variants.flatten().chain(answers(&workspace)).collect();
        let graded = Grader::new(&workspace).grade(&variants).unwrap();
        Samples { workspace, graded, _folder: folder }
    })
}

/// An answer to the sample of a kind: its shipped text, in which `replace` stands for `part`.
fn answer(workspace: &Workspace, kind: Kind, name: &str, part: &str, replace: &str) -> Variant {
    let exercise = workspace.exercise(&slug(kind)).unwrap().clone();
    let shipped = exercise.shipped().unwrap();
    assert!(shipped.contains(part), "`{part}` is part of:\n{shipped}");
    let source = Source::Text(shipped.replace(part, replace));
    Variant { name: name.into(), source, exercise }
}

/// Further answers, as readers write them.
fn answers(workspace: &Workspace) -> Vec<Variant> {
    let claims = |name, text| {
        let part = "// model(|| assert!(S::new().highest() < 10, \"nothing was offered\"));";
        answer(workspace, Kind::Model, name, part, text)
    };
    let save = |name, text| {
        let part = "todo!(\"replace the text, with the steps that `disk` has\")";
        answer(workspace, Kind::Process, name, part, text)
    };
    let spawn = |name, text| answer(workspace, Kind::CompileFail, name, "thread::spawn(|| {", text);
    vec![
        claims("claims_without_models", CLAIMS_WITHOUT_MODELS),
        claims("claims_nothing_can_keep", "panic!(\"whatever it is\");"),
        claims("claims_with_outcomes", CLAIMS_WITH_OUTCOMES),
        claims("claims_that_wait_for_ever", CLAIMS_THAT_WAIT),
        save("goes_past_the_disk", "fs::write(disk.0.join(name), text)"),
        save("says_it_has_saved", "Ok(())"),
        save("tries_other_names", TRIES_OTHER_NAMES),
        spawn("moves", "thread::spawn(move || {"),
        spawn("syntax", "thread::spawn(move || { )"),
        spawn("returns_nothing", "let _ = thread::spawn(move || {"),
    ]
}

const CLAIMS_WITHOUT_MODELS: &str = "assert_eq!(S::new().highest(), 0);";

/// Right, and written in another way.
const CLAIMS_WITH_OUTCOMES: &str = "
    assert_eq!(S::new().highest(), 0);
    let seen = interleave::outcomes(|| {
        let subject = Arc::new(S::new());
        subject.offer(1);
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(2));
        let third = Arc::clone(&subject);
        let more = thread::spawn(move || third.offer(3));
        let during = subject.highest();
        other.join().unwrap();
        more.join().unwrap();
        (during, subject.highest())
    });
    assert_eq!(seen.to_vec(), [(1, 3), (2, 3), (3, 3)]);";

/// A deadlock, whatever the subject is.
const CLAIMS_THAT_WAIT: &str = "
    model(|| {
        let lock = interleave::sync::Mutex::new(S::new());
        let _first = lock.lock();
        let _second = lock.lock();
    });";

/// Right: looks for a name that nobody has, instead of making one.
const TRIES_OTHER_NAMES: &str = "
    for attempt in 0.. {
        let hidden = format!(\"{name}.{attempt}\");
        if fs::create_dir(disk.0.join(format!(\"{hidden}.mine\"))).is_ok() {
            disk.write(&hidden, text)?;
            return disk.rename(&hidden, name);
        }
    }
    unreachable!()";

fn graded(kind: Kind, name: &str) -> &'static Graded {
    let slug = slug(kind);
    let found =
        |graded: &&Graded| graded.variant.exercise.slug == slug && graded.variant.name == name;
    samples().graded.iter().find(found).unwrap()
}

#[test]
fn what_is_written_breaks_no_rule() {
    assert_eq!(rules::check(&samples().workspace, None), []);
}

#[test]
fn every_claim_of_every_kind_comes_true() {
    let samples = samples();
    assert_eq!(samples.workspace.exercises.len(), Kind::ALL.len());
    for exercise in &samples.workspace.exercises {
        let own = samples.graded.iter().filter(|it| it.variant.exercise.slug == exercise.slug);
        let own: Vec<_> = own.cloned().collect();
        let problems = claims::check(&samples.workspace, exercise, &own);
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}

/// The first test that refuses an answer, and the kind of its verdict.
fn refused(kind: Kind, name: &str) -> (&'static str, &'static str) {
    let test = graded(kind, name).first_failure().expect("a test refuses it");
    (&test.name, test.kind.as_deref().unwrap_or_default())
}

#[test]
fn claims_may_be_written_in_any_way_that_refuses_what_is_given() {
    let outcome = &graded(Kind::Model, "claims_with_outcomes").outcome;
    assert!(graded(Kind::Model, "claims_with_outcomes").holds(), "{outcome:#?}");
}

#[test]
fn claims_that_refuse_everything_are_refused_by_what_is_right() {
    let right = "what_is_right_keeps_every_claim";
    assert_eq!(refused(Kind::Model, "claims_nothing_can_keep"), (right, "assertion"));
    assert_eq!(refused(Kind::Model, "claims_that_wait_for_ever"), (right, "deadlock"));
}

#[test]
fn claims_without_a_model_refuse_what_they_can() {
    let (test, kind) = refused(Kind::Model, "claims_without_models");
    assert_eq!((test, kind), ("looks_then_writes_is_refused", "accepts the wrong version"));
    let graded = graded(Kind::Model, "claims_without_models");
    assert_eq!(graded.test("begins_at_one_is_refused").unwrap().verdict, Verdict::Holds);
}

#[test]
fn a_claim_that_fails_on_what_is_given_leaves_no_red_record() {
    let Outcome::Judged(tests) = &graded(Kind::Model, "solution").outcome else { panic!() };
    for test in tests.iter().skip(1) {
        assert!(test.summary.starts_with("refuses `"), "{}", test.summary);
    }
}

#[test]
fn a_process_that_is_right_in_another_way_holds_and_is_not_called_exhaustive() {
    let graded = graded(Kind::Process, "tries_other_names");
    assert!(graded.holds(), "{:#?}", graded.outcome);
    let Outcome::Judged(tests) = &graded.outcome else { panic!() };
    assert!(tests.iter().all(|test| test.summary.ends_with(", not exhaustive")), "{tests:#?}");
}

#[test]
fn a_process_that_avoids_the_pauses_is_refused() {
    let test = "a_reader_sees_the_old_text_or_the_new_one";
    assert_eq!(refused(Kind::Process, "goes_past_the_disk"), (test, "process"));
    assert_eq!(refused(Kind::Process, "says_it_has_saved").1, "process");
}

#[test]
fn what_rustc_accepts_is_judged_by_the_tests() {
    assert!(graded(Kind::CompileFail, "moves").holds());
}

#[test]
fn another_error_than_the_named_one_is_a_problem_of_the_shipped_text() {
    let samples = samples();
    let exercise = samples.workspace.exercise(&slug(Kind::CompileFail)).unwrap();
    for name in ["moves", "syntax", "returns_nothing"] {
        let mut shipped = graded(Kind::CompileFail, name).clone();
        shipped.variant.name = "shipped".into();
        let problems = claims::check(&samples.workspace, exercise, &[shipped]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        let start = "as shipped it must not compile, because of `E0373` alone: ";
        assert!(problems[0].message.starts_with(start), "{}", problems[0]);
    }
}

#[test]
fn the_exercises_of_the_workbook_have_the_manifests_that_are_written() {
    for exercise in &Workspace::find().unwrap().exercises {
        new::compare(exercise).unwrap();
    }
}

#[test]
fn what_cannot_be_written_is_refused_and_says_what_to_do() {
    let (folder, workspace) = checkout();
    let error = |workspace: &Workspace, chapter: &str, slug: &str| {
        new::write(workspace, chapter, slug, Kind::Fix).unwrap_err().to_string()
    };
    for slug in ["Upper", "with-dash", "two__words", "_first", "", "a/b", "..", "two_2"] {
        let error = error(&workspace, CHAPTER, slug);
        assert!(error.starts_with(&format!("`{slug}` is no name for an exercise")), "{error}");
    }
    // `peers` is a package of this workspace, `generator` and `scoped_tls` come with loom.
    for slug in [
        "match",
        "std",
        "interleave",
        "serde",
        "criterion",
        "gate_solution",
        "peers",
        "generator",
        "scoped_tls",
    ] {
        let error = error(&workspace, CHAPTER, slug);
        assert!(error.contains("means something else"), "{error}");
    }
    let unknown = error(&workspace, "nowhere", "gate");
    assert!(unknown.contains("add the line `- [The title](nowhere.md)` to `book/src/SUMMARY.md`"));
    fs::create_dir_all(folder.path().join("solutions/samples/gate")).unwrap();
    let there = error(&workspace, CHAPTER, "gate");
    assert!(there.starts_with("`solutions/samples/gate` is there already"), "{there}");
    new::write(&workspace, CHAPTER, "door", Kind::Fix).unwrap();
    let twice = error(&load(folder.path()), CHAPTER, "door");
    assert!(twice.starts_with("there is an exercise `door`, `exercises/samples/door`"), "{twice}");
}
