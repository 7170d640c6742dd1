//! The tree as JSON; its form is described at [`Tree::to_json`].

use super::{Choice, End, Line, Node, Tree};
use serde_json::{Value, json};

/// Version of the form.
const SCHEMA: u32 = 1;

pub(super) fn of(tree: &Tree) -> Value {
    json!({
        "schema": SCHEMA,
        "test": tree.subject.test,
        "file": tree.subject.at.file(),
        "line": tree.subject.at.line(),
        "preemptions": tree.preemptions,
        "spurious_wakeups": tree.spurious_wakeups,
        "threads": tree.threads,
        "schedules": tree.schedules,
        "states": tree.nodes.iter().map(state).collect::<Value>(),
    })
}

fn state(node: &Node) -> Value {
    json!({
        "choices": node.choices.iter().map(choice).collect::<Value>(),
        "waits": node.waits.iter().map(|wait| line(wait, "operation")).collect::<Value>(),
        "end": match &node.end {
            None => Value::Null,
            Some(End::Outcome(outcome)) => json!({ "outcome": outcome }),
            Some(End::Fails { kind, headline }) => json!({ "fails": kind, "headline": headline }),
        },
    })
}

fn choice(choice: &Choice) -> Value {
    let mut value = line(&choice.operation, "operation");
    value["does"] = choice.does.iter().map(|effect| line(effect, "text")).collect();
    value["to"] = choice.to.into();
    value
}

/// A line, whose text is called so.
fn line(line: &Line, text: &str) -> Value {
    let (file, number) = line.at.clone().unzip();
    json!({ "thread": line.thread, text: line.text, "file": file, "line": number })
}
