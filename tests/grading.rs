//! Every solution, wrong version and exercise as shipped, graded by the real checker.
//!
//! The reader's own files are not looked at, so a solved exercise turns nothing red. With `WORKBOOK_SHARE=2/3` in the
//! environment every third exercise is graded, beginning with the second.

use std::sync::OnceLock;
use std::time::Duration;

use workbook::dev::{Share, claims};
use workbook::exercise::{Exercise, Kind};
use workbook::grade::{Graded, Grader, Outcome, Source, Survival, Variant, Verdict};
use workbook::workspace::Workspace;

struct All {
    workspace: Workspace,
    /// Those that are graded.
    exercises: Vec<Exercise>,
    graded: Vec<Graded>,
}

/// Grades all variants once, for all tests of this file.
fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        let workspace = Workspace::find().unwrap();
        let share = std::env::var("WORKBOOK_SHARE").unwrap_or_else(|_| "1/1".into());
        let share: Share = share.parse().unwrap();
        let exercises: Vec<Exercise> = share.take(&workspace.exercises).cloned().collect();
        let variants = exercises.iter().map(|exercise| claims::variants(exercise).unwrap());
        let mut grader = Grader::new(&workspace);
        // As `dev check` has it, which then finds all built.
        grader.second_opinion = true;
        let graded = grader.grade(&variants.flatten().collect::<Vec<_>>());
        All { graded: graded.unwrap(), exercises, workspace }
    })
}

/// Returns the problems of the variants that `chosen` picks, one a line.
fn problems(chosen: impl Fn(&str) -> bool) -> String {
    let all = all();
    let mut lines = Vec::new();
    for exercise in &all.exercises {
        let of_exercise = |graded: &&Graded| graded.variant.exercise.slug == exercise.slug;
        let graded = all.graded.iter().filter(of_exercise);
        let graded: Vec<_> =
            graded.filter(|graded| chosen(&graded.variant.name)).cloned().collect();
        lines.extend(
            claims::check(&all.workspace, exercise, &graded).iter().map(ToString::to_string),
        );
    }
    lines.join("\n")
}

fn counter(name: &str, text: &str) -> Variant {
    Variant {
        name: name.into(),
        source: Source::Text(text.into()),
        exercise: all().workspace.exercise("counter").unwrap().clone(),
    }
}

#[test]
fn every_solution_holds() {
    assert_eq!(problems(|name| name == "solution"), "");
}

#[test]
fn every_wrong_version_is_refused_in_the_test_and_with_the_words_of_its_header() {
    assert_eq!(problems(|name| !Variant::RESERVED.contains(&name)), "");
}

#[test]
fn every_exercise_as_shipped_is_refused_as_unfinished() {
    assert_eq!(problems(|name| name == "shipped"), "");
}

#[test]
fn nothing_that_is_shipped_or_a_solution_fails_to_compile() {
    let all = all();
    let fails = |graded: &&Graded| {
        Variant::RESERVED.contains(&graded.variant.name.as_str())
            && graded.variant.exercise.kind != Kind::CompileFail
            && matches!(graded.outcome, Outcome::DoesNotCompile(_))
    };
    let names: Vec<_> =
        all.graded.iter().filter(fails).map(|graded| graded.variant.package()).collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn runs_on_real_threads_are_counted_until_one_hangs() {
    let exercise = all().workspace.exercise("counter").unwrap();
    let tests =
        [("fetch_add", "increments_are_not_lost"), ("locks_twice", "counts_from_its_start")]
            .map(|(mistake, test)| (Variant::wrong(exercise, mistake), test.to_owned()));
    let survived = Grader::new(&all().workspace).survive(&tests, 20).unwrap();
    // The first is right, whatever it looks like.
    assert_eq!(survived[0], Some(Survival { survived: 20, runs: 20, hung: false }));
    assert_eq!(survived[1], Some(Survival { survived: 0, runs: 0, hung: true }));
}

#[test]
fn a_variant_that_does_not_compile_blocks_no_other() {
    let solution = Variant::solution(&counter("x", "").exercise);
    let broken = counter("broken", "fn f( {");
    let graded = Grader::new(&all().workspace).grade(&[broken, solution]).unwrap();
    let Outcome::DoesNotCompile(errors) = &graded[0].outcome else {
        panic!("it compiles: {:?}", graded[0].outcome);
    };
    assert!(errors.contains("unclosed delimiter"), "{errors}");
    assert!(graded[1].holds(), "{:?}", graded[1].outcome);
}

#[test]
fn a_test_that_does_not_end_is_stopped_at_the_time_limit() {
    // Longer than the limit here, shorter than the checker's own patience.
    let text = "
        //! Waits outside of the model's world.
        pub struct Counter;
        impl Counter {
            pub fn new(_: u32) -> Counter { loop { std::thread::park() } }
            pub fn increment(&self) {}
            pub fn value(&self) -> u32 { 0 }
        }";
    let mut grader = Grader::new(&all().workspace);
    grader.time_limit = Duration::from_millis(200);
    let graded = grader.grade(&[counter("parks", text)]).unwrap();
    let Outcome::Judged(tests) = &graded[0].outcome else {
        panic!("{:?}", graded[0].outcome);
    };
    assert!(!tests.is_empty());
    for test in tests {
        assert_eq!(test.verdict, Verdict::Fails);
        assert_eq!(test.kind.as_deref(), Some("time limit"), "{}", test.report);
    }
}
