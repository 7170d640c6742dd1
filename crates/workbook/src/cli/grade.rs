//! `grade`: what others have handed in, as a table.

mod table;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::ArgMatches;

use super::app::App;
use super::progress::Progress;
use super::{Status, json, render};
use workbook::exercise::Tests;
use workbook::files;
use workbook::handed_in::{self, Mark, Marked, Room, Student};
use workbook::junit::{self, Case, Outcome, Suite};
use workbook::text::plain;
use workbook::workspace::Workspace;

/// A student with all marks.
struct Row {
    student: Student,
    marks: Vec<Marked>,
}

/// `grade <path…>`.
pub(crate) fn command(app: &App, matches: &ArgMatches) -> Result<Status> {
    let exercises = chosen(&app.workspace, matches)?;
    let paths: Vec<PathBuf> = matches.get_many("path").into_iter().flatten().cloned().collect();
    for &index in &exercises {
        let exercise = &app.workspace.exercises[index];
        if exercise.tests_state() != Tests::Original {
            let path = app.workspace.relative(&exercise.tests());
            warn!(
                "{} `{path}` is not as shipped, and it is what grades here",
                render::bad("note:")
            );
        }
    }
    let room = Room::open(&app.workspace)?;
    let mut grader = room.grader();
    grader.stop = app.stop.clone();
    grader.time_limit =
        Duration::from_secs(matches.get_one::<u64>("seconds").copied().unwrap_or(60));
    grader.notice = |text| warn!("{}", render::faint(text));
    let students = handed_in::read(&paths, &app.workspace, &app.stop);

    let progress = Progress::new();
    let count = students.len();
    progress.show("building", 0, count);
    if let Some(first) = exercises.first() {
        room.warm_up(*first, &grader)?;
    }
    let mut rows = Vec::new();
    for (done, student) in students.into_iter().enumerate() {
        progress.show("grading", done, count);
        let marks = room.mark(&student, &exercises, &grader)?;
        let row = Row { student, marks };
        if app.json {
            row.tell_json(&app.workspace);
        }
        rows.push(row);
    }
    progress.clear();
    if !app.json {
        say!("{}", table::table(&rows, &app.workspace, super::app::width()).trim_end());
    }
    if let Some(path) = matches.get_one::<PathBuf>("junit") {
        let suites: Vec<Suite> = rows.iter().map(|row| row.suite(&app.workspace)).collect();
        files::write(path, &junit::document(&suites))?;
        let path = path.display().to_string();
        match app.json {
            true => {
                json::line(json::Type::File, &[("path", path.into()), ("written", true.into())])
            }
            false => say!("\nwrote {}", plain(&path)),
        }
    }
    Ok(rows.iter().map(Row::status).max().unwrap_or(Status::NotChecked))
}

/// The places of the exercises that are graded.
fn chosen(workspace: &Workspace, matches: &ArgMatches) -> Result<Vec<usize>> {
    let only: Vec<&String> = matches.get_many("only").into_iter().flatten().collect();
    let mut slugs = Vec::new();
    for slug in only {
        slugs.push(workspace.exercise(slug)?.slug.clone());
    }
    let wanted = |slug: &String| slugs.is_empty() || slugs.contains(slug);
    let exercises = workspace.exercises.iter().enumerate();
    Ok(exercises.filter(|(_, e)| wanted(&e.slug)).map(|(index, _)| index).collect())
}

impl Row {
    fn count(&self, word: &str) -> usize {
        self.marks.iter().filter(|marked| marked.mark.word() == word).count()
    }

    /// How many there are of each, by the names of JSON's keys.
    fn counts(&self) -> [(&'static str, usize); 6] {
        [
            ("holds", self.count("holds")),
            ("refused", self.count("refused")),
            ("failed", self.count("does not compile")),
            ("shipped", self.count("as shipped")),
            ("missing", self.count("missing")),
            ("unchecked", self.count("not checked")),
        ]
    }

    fn status(&self) -> Status {
        let [_, refused, failed, shipped, missing, unchecked] = self.counts().map(|(_, n)| n);
        if !self.student.problems.is_empty() || unchecked > 0 || missing == self.marks.len() {
            Status::NotChecked
        } else if refused + failed + shipped > 0 {
            Status::Refused
        } else {
            Status::Holds
        }
    }

    fn tell_json(&self, workspace: &Workspace) {
        let name = &self.student.name;
        for Marked { exercise, mark } in &self.marks {
            let (test, kind, report) = match mark {
                Mark::Refused { test, kind, report } => (Some(test), Some(kind), Some(report)),
                Mark::DoesNotCompile(text) | Mark::NotChecked(text) => (None, None, Some(text)),
                Mark::Holds | Mark::NotBegun | Mark::Missing => (None, None, None),
            };
            json::line(
                json::Type::Answer,
                &[
                    ("student", name.as_str().into()),
                    ("exercise", workspace.exercises[*exercise].slug.as_str().into()),
                    ("verdict", mark.word().into()),
                    ("test", test.cloned().into()),
                    ("kind", kind.cloned().into()),
                    ("report", report.cloned().into()),
                ],
            );
        }
        let mut keys = vec![("student", name.as_str().into())];
        keys.extend(self.counts().map(|(key, count)| (key, count.into())));
        keys.push(("problems", self.student.problems.clone().into()));
        json::line(json::Type::Student, &keys);
    }

    fn suite(&self, workspace: &Workspace) -> Suite {
        let case = |Marked { exercise, mark }: &Marked| Case {
            name: workspace.exercises[*exercise].slug.clone(),
            outcome: match mark {
                Mark::Holds => Outcome::Passed,
                Mark::Refused { test, kind, report } => {
                    Outcome::Failed(format!("{test}: {kind}"), report.clone())
                }
                Mark::DoesNotCompile(errors) => {
                    Outcome::Failed("does not compile".into(), errors.clone())
                }
                Mark::NotBegun => Outcome::Skipped("as shipped".into()),
                Mark::Missing => Outcome::Skipped("not handed in".into()),
                Mark::NotChecked(why) => Outcome::Error(why.clone()),
            },
        };
        let problems = self.student.problems.iter().map(|problem| Case {
            name: "what was handed in".into(),
            outcome: Outcome::Error(problem.clone()),
        });
        let cases = self.marks.iter().map(case).chain(problems).collect();
        Suite { name: self.student.name.clone(), cases }
    }
}
