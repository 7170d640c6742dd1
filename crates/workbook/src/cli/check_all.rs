//! `check --all`: every answer, on all cores, as a table.

use anyhow::Result;

use super::app::{App, remember, restore, width};
use super::progress::Progress;
use super::{Status, json, render};
use workbook::exercise::Exercise;
use workbook::grade::{Graded, Grader, Outcome, Variant};

/// How many answers came out how.
#[derive(Debug, Default)]
pub(super) struct Count {
    holds: usize,
    refused: usize,
    failed: usize,
    unchecked: usize,
}

/// `check --all`.
pub(crate) fn command(app: &mut App, loom: bool) -> Result<Status> {
    let workspace = app.workspace.clone();
    let (there, missing): (Vec<_>, Vec<_>) = workspace
        .exercises
        .iter()
        .partition(|exercise| exercise.answer().is_file() && exercise.tests().is_file());
    let variants: Vec<Variant> = there.iter().map(|exercise| Variant::yours(exercise)).collect();
    let progress = Progress::new();
    let told = |step| progress.tell(step);
    let mut grader = Grader::new(&workspace);
    grader.width = width();
    grader.second_opinion = loom;
    grader.stop = app.stop.clone();
    grader.notice = |text| warn!("{}", render::faint(text));
    grader.progress = Some(&told);
    let graded = grader.grade(&variants);
    progress.clear();

    let longest = workspace.exercises.iter().map(|exercise| exercise.slug.len()).max().unwrap_or(0);
    let mut count = Count::default();
    let mut status = Status::Holds;
    for exercise in missing {
        count.unchecked += 1;
        status = Status::NotChecked;
        let (answer, tests) = (exercise.answer(), exercise.tests());
        let path = workspace.relative(if answer.is_file() { &tests } else { &answer });
        match app.json {
            true => json::error(&anyhow::anyhow!("`{path}` is missing"), Status::NotChecked),
            false => row(status, exercise, longest, &format!("`{path}` is missing")),
        }
    }
    for graded in graded? {
        let exercise = graded.variant.exercise.clone();
        let this = render::status(&exercise, &graded);
        *match this {
            Status::Holds => &mut count.holds,
            Status::Refused if matches!(graded.outcome, Outcome::DoesNotCompile(_)) => {
                &mut count.failed
            }
            Status::Refused => &mut count.refused,
            _ => &mut count.unchecked,
        } += 1;
        match app.json {
            true => json::verdict(app, &exercise, &graded),
            false => row(this, &exercise, longest, &what(app, &exercise, &graded, this)),
        }
        if let Some(forgotten) = remember(app, &exercise, &graded) {
            warn!("  {forgotten}");
        }
        status = status.max(this);
    }
    count.tell(app.json);
    Ok(status)
}

fn row(status: Status, exercise: &Exercise, longest: usize, what: &str) {
    let mark = if status == Status::Holds { render::good("✓") } else { render::bad("✗") };
    say!("{mark} {:longest$}  {what}", exercise.slug);
}

fn what(app: &App, exercise: &Exercise, graded: &Graded, status: Status) -> String {
    match (&graded.outcome, graded.first_failure()) {
        _ if status == Status::NotChecked => {
            format!("its tests are not as shipped: {}", restore(&app.workspace, exercise))
        }
        (Outcome::DoesNotCompile(_), _) => "does not compile".into(),
        (_, Some(test)) => format!("{}: {}", test.name, test.kind.as_deref().unwrap_or("fails")),
        _ => "holds".into(),
    }
}

impl Count {
    /// All hold.
    pub(super) fn solved(holds: usize) -> Count {
        Count { holds, ..Count::default() }
    }

    pub(super) fn tell(&self, as_json: bool) {
        let counts = [
            ("holds", "hold", self.holds),
            ("refused", "refused", self.refused),
            ("failed", "not compiling", self.failed),
            ("unchecked", "not checked", self.unchecked),
        ];
        if as_json {
            json::line(json::Type::Summary, &counts.map(|(key, _, count)| (key, count.into())));
            return;
        }
        let all: usize = counts.iter().map(|(.., count)| count).sum();
        let counts = counts.iter().filter(|(.., count)| *count > 0);
        let parts: Vec<_> = counts.map(|(_, words, count)| format!("{count} {words}")).collect();
        say!("\nof {all}: {}", parts.join(", "));
    }
}
