//! Failing executions: the steps of one test on one version of an answer.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use toml_edit::{DocumentMut, Item};

use super::{Recorded, list};
use crate::files;
use crate::grade::{Graded, Grader, Judged, Variant};
use crate::text::line_of;
use crate::workspace::Workspace;

/// Version of the recorded executions. Fields are added without changing it.
pub(super) const SCHEMA: u32 = 1;
/// What is taken over from the checker's record, in the order of the file.
pub(super) const TAKEN: [&str; 6] =
    ["kind", "summary", "circumstances", "details", "explanation", "threads"];

/// And of each step.
const STEP: [&str; 7] = ["step", "thread", "text", "file", "line", "function", "source"];

/// A recorded run.
#[derive(Clone, Debug)]
struct Trace {
    name: String,
    exercise: String,
    version: String,
    test: String,
}

/// Reads the list.
fn read(workspace: &Workspace) -> Result<Vec<Trace>> {
    let path = list(workspace);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let document: DocumentMut = files::read(&path)?
        .parse()
        .with_context(|| format!("failed to read `{}`", path.display()))?;
    let trace = |(name, item): (&str, &Item)| {
        let field = |key: &str| {
            item.get(key).and_then(Item::as_str).map(str::to_owned).ok_or_else(|| {
                anyhow!("`[{name}]` in `{}` has no `{key}`", workspace.relative(&path))
            })
        };
        Ok(Trace {
            name: name.to_owned(),
            exercise: field("exercise")?,
            version: field("version")?,
            test: field("test")?,
        })
    };
    document.iter().map(trace).collect()
}

/// Runs the tests that the list names.
pub(super) fn record(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Recorded>> {
    let traces = read(workspace)?;
    let variant = |trace: &Trace| {
        let exercise = workspace
            .exercises
            .iter()
            .find(|exercise| exercise.slug == trace.exercise)
            .ok_or_else(|| anyhow!("no exercise `{}` for `[{}]`", trace.exercise, trace.name))?;
        Ok(match trace.version.as_str() {
            "solution" => Variant::solution(exercise),
            "shipped" => Variant::shipped(exercise)?,
            mistake => Variant::wrong(exercise, mistake),
        })
    };
    let variants = traces.iter().map(variant).collect::<Result<Vec<_>>>()?;
    let graded = grader.grade(&variants)?;
    let list = list(workspace);
    let names = fs::read_to_string(&list).unwrap_or_default();
    let recorded = |(trace, graded): (Trace, &Graded)| {
        let name = &trace.name;
        let Some(test) = graded.test(&trace.test) else {
            bail!("no test `{}` for `[{name}]` in the recorded runs", trace.test)
        };
        Ok(Recorded {
            path: list.with_file_name(format!("{name}.json")),
            text: text(workspace, &trace, test)?,
            named: (workspace.relative(&list), line_of(&names, &format!("[{name}]")).unwrap_or(1)),
        })
    };
    traces.into_iter().zip(&graded).map(recorded).collect()
}

/// The file of a recorded execution: JSON, a line for each field and each step, so that a change
/// can be read in a diff.
fn text(workspace: &Workspace, trace: &Trace, test: &Judged) -> Result<String> {
    let mut records = test.records.iter().map(|record| &record.value);
    let record = records.find(|record| record["steps"].is_array());
    let Some(record) = record else {
        bail!(
            "`[{}]` in the recorded runs has no steps to show: test `{}` says `{}`",
            trace.name,
            trace.test,
            test.summary
        )
    };
    let mut lines = vec![
        format!("\"schema\": {SCHEMA}"),
        format!("\"exercise\": {}", json!(trace.exercise)),
        format!("\"version\": {}", json!(trace.version)),
        format!("\"test\": {}", json!(trace.test)),
    ];
    let taken = TAKEN.iter().filter(|key| !record[*key].is_null());
    lines.extend(taken.map(|key| format!("\"{key}\": {}", record[*key])));
    let steps = record["steps"].as_array().into_iter().flatten();
    let steps: Vec<_> = steps.map(|step| format!("  {}", line(workspace, step))).collect();
    lines.push(format!("\"steps\": [\n{}\n]", steps.join(",\n")));
    Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
}

/// The step in one line, with its file as seen from the root, the same on every machine.
pub(super) fn line(workspace: &Workspace, step: &Value) -> String {
    let field = |key: &str| match &step[key] {
        Value::Null => None,
        Value::String(file) if key == "file" => {
            Some(format!("\"file\": {}", json!(workspace.relative(Path::new(file)))))
        }
        value => Some(format!("\"{key}\": {value}")),
    };
    format!("{{{}}}", STEP.into_iter().filter_map(field).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grade::{Record, Verdict};

    /// With a file as a compiler names it that was called with a path of this machine.
    fn recorded(mut value: Value, root: &Path) -> Record {
        value["steps"][0]["file"] = json!(root.join("a.rs"));
        Record {
            test: None,
            holds: false,
            kind: None,
            summary: String::new(),
            report: String::new(),
            most_threads: 2,
            second_opinion: None,
            survival: None,
            value,
        }
    }

    fn text_of(record: Option<Value>) -> Result<String, String> {
        let root = tempfile::tempdir().unwrap();
        let workspace = Workspace {
            root: root.path().to_owned(),
            target: root.path().join("target"),
            exercises: Vec::new(),
        };
        let trace = Trace {
            name: "lost".into(),
            exercise: "one".into(),
            version: "m1".into(),
            test: "adds".into(),
        };
        let test = Judged {
            name: "adds".into(),
            line: 1,
            verdict: Verdict::Fails,
            kind: None,
            summary: "in one line".into(),
            report: String::new(),
            records: record.into_iter().map(|value| recorded(value, root.path())).collect(),
        };
        text(&workspace, &trace, &test).map_err(|error| error.to_string())
    }

    #[test]
    fn a_step_is_a_line_without_paths_of_this_machine() {
        let step = json!({"step": "1", "thread": "main", "text": "spawn \"T1\"", "line": null});
        let text = text_of(Some(json!({"kind": "deadlock", "executions": 3, "steps": [step]})));
        assert_eq!(
            text.as_deref(),
            Ok(
                "{\n\"schema\": 1,\n\"exercise\": \"one\",\n\"version\": \"m1\",\n\"test\": \"adds\",\n\
                \"kind\": \"deadlock\",\n\"steps\": [\n  {\"step\": \"1\", \"thread\": \"main\", \
                \"text\": \"spawn \\\"T1\\\"\", \"file\": \"a.rs\"}\n]\n}\n"
            )
        );
        let value: Value = serde_json::from_str(&text.unwrap()).unwrap();
        assert_eq!(value["steps"][0]["text"], "spawn \"T1\"");
    }

    #[test]
    fn a_test_without_steps_cannot_be_recorded() {
        let error = text_of(None).unwrap_err();
        assert_eq!(
            error,
            "`[lost]` in the recorded runs has no steps to show: test `adds` says `in one line`"
        );
    }
}
