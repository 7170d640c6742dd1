//! What `--json` prints: one object a line. `JSON.md` describes each type, and a test compares.

use serde_json::{Map, Value, json};

use super::app::App;
use super::list::state_word;
use super::{Status, check, render};
use workbook::exercise::Exercise;
use workbook::grade::{Graded, Outcome, Verdict};
use workbook::text::plain;

/// Raised when the meaning of a key changes or a key goes; a new key or type leaves it as it is.
const SCHEMA: u32 = 1;

const PAGE: &str = include_str!("../../JSON.md");

/// The types of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Adopted,
    Answer,
    Book,
    Completions,
    Counterexample,
    Diff,
    Error,
    Exercise,
    File,
    Finding,
    Hint,
    Merged,
    Problem,
    Reset,
    Schema,
    Student,
    Summary,
    Survival,
    Updated,
    Verdict,
    Word,
}

impl Type {
    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// Prints one object.
pub(crate) fn line(of: Type, keys: &[(&str, Value)]) {
    say!("{}", object(of, keys));
}

fn object(of: Type, keys: &[(&str, Value)]) -> Value {
    let mut object = Map::new();
    object.insert("schema".into(), SCHEMA.into());
    object.insert("type".into(), of.name().into());
    object.extend(keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    Value::Object(object)
}

/// Prints why a command failed.
pub(crate) fn error(error: &anyhow::Error, status: Status) {
    let message = plain(&format!("{error:#}"));
    line(Type::Error, &[("message", message.into()), ("status", (status as u8).into())]);
}

/// `schema`.
pub(crate) fn schema(as_json: bool) -> Status {
    match as_json {
        true => line(Type::Schema, &[("text", PAGE.into())]),
        false => say!("{}", PAGE.trim_end()),
    }
    Status::Holds
}

/// Prints an exercise and how far the reader is with it.
pub(crate) fn exercise(app: &App, exercise: &Exercise) {
    let here = app.here().map(|index| app.workspace.exercises[index].slug == exercise.slug);
    line(
        Type::Exercise,
        &[
            ("exercise", exercise.slug.as_str().into()),
            ("chapter", exercise.chapter.as_str().into()),
            ("kind", exercise.kind.name().into()),
            ("difficulty", exercise.difficulty.into()),
            ("minutes", exercise.minutes.into()),
            ("state", state_word(app.state(exercise)).into()),
            ("here", here.unwrap_or(false).into()),
            ("place", check::place(app, exercise).into()),
        ],
    );
}

/// Prints the verdict on an answer.
pub(crate) fn verdict(app: &App, exercise: &Exercise, graded: &Graded) {
    let status = render::status(exercise, graded);
    let (errors, tests) = match &graded.outcome {
        Outcome::DoesNotCompile(errors) => (Some(errors.as_str()), Vec::new()),
        Outcome::Judged(tests) => (None, tests.iter().map(test).collect()),
    };
    let what = match status {
        Status::Holds => "holds",
        Status::Refused if errors.is_some() => "does not compile",
        Status::Refused => "refused",
        _ => "not checked",
    };
    line(
        Type::Verdict,
        &[
            ("exercise", exercise.slug.as_str().into()),
            ("verdict", what.into()),
            ("place", check::place(app, exercise).into()),
            ("errors", errors.into()),
            ("tests", Value::Array(tests)),
        ],
    );
}

fn test(test: &workbook::grade::Judged) -> Value {
    json!({
        "test": test.name,
        "line": test.line,
        "holds": test.verdict == Verdict::Holds,
        "kind": test.kind,
        "summary": test.summary,
        "report": test.report,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: [Type; 21] = [
        Type::Adopted,
        Type::Answer,
        Type::Book,
        Type::Completions,
        Type::Counterexample,
        Type::Diff,
        Type::Error,
        Type::Exercise,
        Type::File,
        Type::Finding,
        Type::Hint,
        Type::Merged,
        Type::Problem,
        Type::Reset,
        Type::Schema,
        Type::Student,
        Type::Summary,
        Type::Survival,
        Type::Updated,
        Type::Verdict,
        Type::Word,
    ];

    #[test]
    fn the_page_describes_exactly_the_types_that_there_are() {
        let headings: Vec<_> = PAGE.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let names: Vec<_> = TYPES.iter().map(|of| format!("`{}`", of.name())).collect();
        assert_eq!(headings, names);
        assert!(PAGE.contains(&format!("`schema`: {SCHEMA}")), "the page names the version");
    }

    #[test]
    fn an_object_is_one_line() {
        let object = object(Type::Error, &[("message", "a\nb".into())]).to_string();
        assert_eq!(object, r#"{"message":"a\nb","schema":1,"type":"error"}"#);
    }
}
