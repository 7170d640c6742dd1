//! `list`: the exercises by chapter, perhaps only some of them.

use anyhow::{Result, bail};
use clap::ArgMatches;

use super::app::{App, width};
use super::{Status, json, render};
use workbook::exercise::Exercise;
use workbook::progress::State;

/// Which exercises are listed; what is empty leaves none out.
#[derive(Debug, Default)]
struct Filter {
    chapters: Vec<String>,
    states: Vec<String>,
    kinds: Vec<String>,
    difficulties: Vec<i64>,
}

/// `list`.
pub(crate) fn command(app: &App, matches: &ArgMatches) -> Result<Status> {
    let words = |id: &str| matches.get_many::<String>(id).into_iter().flatten().cloned().collect();
    let filter = Filter {
        chapters: words("chapter"),
        states: words("state"),
        kinds: words("kind"),
        difficulties: matches.get_many("difficulty").into_iter().flatten().copied().collect(),
    };
    let known = |chapter: &&String| app.workspace.exercises.iter().any(|e| e.chapter == **chapter);
    if let Some(unknown) = filter.chapters.iter().find(|chapter| !known(chapter)) {
        bail!("no chapter with exercises is named `{unknown}`: `cargo workbook list` names them");
    }
    let exercises: Vec<&Exercise> =
        app.workspace.exercises.iter().filter(|exercise| filter.lets(app, exercise)).collect();
    if app.json {
        exercises.iter().for_each(|exercise| json::exercise(app, exercise));
    } else {
        say!("{}", rows(app, &exercises, width()).trim_end());
    }
    Ok(Status::Holds)
}

impl Filter {
    fn lets(&self, app: &App, exercise: &Exercise) -> bool {
        fn one<T: PartialEq>(of: &[T], value: &T) -> bool {
            of.is_empty() || of.contains(value)
        }
        one(&self.chapters, &exercise.chapter)
            && one(&self.states, &state_word(app.state(exercise)).to_owned())
            && one(&self.kinds, &exercise.kind.name().to_owned())
            && one(&self.difficulties, &exercise.difficulty)
    }
}

/// A state as the command line and JSON name it.
pub(crate) fn state_word(state: State) -> &'static str {
    match state {
        State::Solved => "solved",
        State::CheckAgain => "again",
        State::Open => "open",
    }
}

/// A line for each exercise, with as many of its columns as fit.
fn rows(app: &App, exercises: &[&Exercise], width: usize) -> String {
    let longest = exercises.iter().map(|exercise| exercise.slug.len()).max().unwrap_or(0);
    let here = app.here();
    let mut text = String::new();
    let mut chapter = "";
    for exercise in exercises {
        if exercise.chapter != chapter {
            chapter = &exercise.chapter;
            text.push_str(&format!("{}\n", render::strong(chapter)));
        }
        let at = here.is_some_and(|index| app.workspace.exercises[index].slug == exercise.slug);
        let state = match app.state(exercise) {
            State::Solved => render::good("✓ solved     "),
            State::CheckAgain => render::bad("! check again"),
            State::Open => "· open       ".to_owned(),
        };
        let arrow = if at { "→ " } else { "  " };
        // 15 columns are used, and 2 stand before each of the others.
        let mut line = format!("{arrow}{state}  {:longest$}", exercise.slug);
        let left = width.saturating_sub(17 + longest);
        let effort = format!("{} of 4, {} min", exercise.difficulty, exercise.minutes);
        if left >= 16 + effort.len() {
            line.push_str(&format!("  {:12}  {effort}", exercise.kind));
        } else if left >= 2 + effort.len() {
            line.push_str(&format!("  {effort}"));
        }
        text.push_str(&format!("{}\n", line.trim_end()));
    }
    let solved = exercises.iter().filter(|exercise| app.state(exercise) == State::Solved).count();
    if exercises.is_empty() {
        return "no exercise is like that: `cargo workbook list` shows all\n".into();
    }
    text.push_str(&format!("\n{solved} of {} solved\n", exercises.len()));
    text
}
