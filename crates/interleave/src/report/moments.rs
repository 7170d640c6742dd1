//! An execution in words, step by step: what the threads were about to do, and what the step did.

use super::names::Names;
use super::rows;
use super::source::{self, Sources};
use crate::check::trace::{State, Trace};
use crate::explorer::moment::Moment;
use crate::explorer::op::Op;
use crate::record::Loc;

/// An operation of a thread or an effect, and where it stands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Line {
    pub(crate) thread: String,
    pub(crate) text: String,
    pub(crate) at: Option<(String, u32)>,
}

/// What happens between two moments.
pub(crate) struct Step {
    /// The thread that goes on, and what it was about to do.
    pub(crate) operation: Line,
    /// That, and what follows up to its next operation.
    pub(crate) does: Vec<Line>,
    /// Choices that led here: of the thread, and of what its step does.
    pub(crate) way: Vec<usize>,
}

/// What happens in an execution.
pub(crate) struct Story {
    /// What the threads are about to do before each step, and at the end.
    pub(crate) announced: Vec<Vec<Line>>,
    pub(crate) steps: Vec<Step>,
}

/// Tells an execution, of which these are the moments and the choices.
pub(crate) fn tell(
    trace: &Trace,
    moments: &[Moment],
    choices: &[usize],
    sources: &mut Sources,
) -> Story {
    let names = Names::of(trace, sources);
    let thread = |number: usize| trace.threads[number].name.clone();
    let line = |number: usize, op: &Op, at: Loc| Line {
        thread: thread(number),
        text: rows::intention(op, &names),
        at: (!source::is_std(at.file())).then(|| (at.file().to_owned(), at.line())),
    };
    let rows: Vec<_> = rows::of_events(trace, &names)
        .into_iter()
        .map(|row| Line {
            thread: thread(row.thread),
            text: row.text,
            at: row.at.map(|at| (at.file.into_owned(), at.line)),
        })
        .collect();
    let mut story = Story { announced: Vec::new(), steps: Vec::new() };
    // The model's own thread comes to its first operation alone.
    let (lines, path) = moments
        .first()
        .map_or((rows.len(), choices.len()), |first| (first.lines, first.choices - 1));
    if lines > 0 || path > 0 {
        let operation = Line { thread: thread(0), text: "begin".to_owned(), at: None };
        let (does, way) = (rows[..lines].to_vec(), choices[..path].to_vec());
        story.announced.push(vec![operation.clone()]);
        story.steps.push(Step { operation, does, way });
    }
    for (index, moment) in moments.iter().enumerate() {
        let announced = moment.announced.iter().enumerate();
        let announced: Vec<_> =
            announced.filter_map(|(thread, op)| op.map(|(op, at)| line(thread, &op, at))).collect();
        let (lines, path) = moments
            .get(index + 1)
            .map_or((rows.len(), choices.len()), |next| (next.lines, next.choices - 1));
        let (op, at) = moment.announced[moment.next].expect("who goes on has announced a step");
        story.steps.push(Step {
            operation: line(moment.next, &op, at),
            does: rows[moment.lines..lines].to_vec(),
            way: choices[moment.choices - 1..path].to_vec(),
        });
        story.announced.push(announced);
    }
    let left = trace.threads.iter().enumerate().filter_map(|(number, info)| match info.state {
        State::Before(op, at) => Some(line(number, &op, at)),
        State::Finished | State::Died | State::Running => None,
    });
    story.announced.push(left.collect());
    story
}
