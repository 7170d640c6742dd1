//! The same outcomes once more, without any thought: every execution that can be written down is judged.
//! Only for programs of few statements.

use crate::axioms::events::{Access, Events};
use crate::axioms::program::{Outcome, Program, Statement};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn outcomes(program: &Program) -> BTreeSet<Outcome> {
    executions(program).into_iter().collect()
}

/// The outcome of each consistent execution.
pub(crate) fn executions(program: &Program) -> Vec<Outcome> {
    let events = Events::of(program);
    let mut found = Vec::new();
    let exchanges = events.accesses.iter().filter(|it| is_exchange(it)).count();
    for succeeding in 0..1_u32 << exchanges {
        let mut exchange = 0..exchanges;
        let writers = events.accesses.iter().filter(|it| {
            let fails = is_exchange(it)
                && exchange.next().is_some_and(|number| succeeding >> number & 1 == 0);
            it.statement.can_write() && !fails
        });
        let writers: Vec<_> = writers.copied().collect();
        permutations(&mut writers.clone(), 0, &mut |order| {
            // Which of two locations is first makes no difference.
            if order.is_sorted_by_key(|it| it.at) {
                judge_all(program, &events, order, &mut found);
            }
        });
    }
    found
}

fn is_exchange(access: &Access) -> bool {
    matches!(access.statement, Statement::Exchange { .. })
}

fn permutations(items: &mut [Access], from: usize, each: &mut impl FnMut(&[Access])) {
    if from == items.len() {
        return each(items);
    }
    for other in from..items.len() {
        items.swap(from, other);
        permutations(items, from + 1, each);
        items.swap(from, other);
    }
}

/// Judges the executions whose writes are in this order, with every choice of what is read from where.
fn judge_all(program: &Program, events: &Events, order: &[Access], found: &mut Vec<Outcome>) {
    let reads = |it: &&Access| it.statement.reads();
    let readers: Vec<_> = events.accesses.iter().filter(reads).copied().collect();
    // The number of a location is that of the write that it begins with.
    let sources = readers.iter().map(|reader| {
        let writes = order.iter().filter(|it| it.at == reader.at).map(Access::write);
        std::iter::once(reader.at).chain(writes).collect::<Vec<_>>()
    });
    let sources: Vec<_> = sources.collect();
    let mut choice = vec![0; readers.len()];
    loop {
        let from: Vec<_> =
            choice.iter().zip(&sources).map(|(it, of): (&usize, _)| of[*it]).collect();
        found.extend(judge(program, events, order, &readers, &from));
        // The next choice, as a number with one digit for each reader.
        let Some(digit) = (0..choice.len()).find(|it| choice[*it] + 1 < sources[*it].len()) else {
            return;
        };
        choice[..digit].fill(0);
        choice[digit] += 1;
    }
}

/// The outcome of one execution, if it is consistent.
fn judge(
    program: &Program,
    events: &Events,
    order: &[Access],
    readers: &[Access],
    from: &[usize],
) -> Option<Outcome> {
    let mut execution = events.fences.clone();
    for at in 0..program.locations {
        execution = execution.merge(&events.begin(at), &events.sb);
    }
    let source = |of: &Access| {
        let reader = readers.iter().zip(from).find(|(reader, _)| reader.first == of.first);
        reader.map(|(_, from)| *from)
    };
    let writes = |of: &Access| order.iter().any(|it| it.first == of.first);
    for access in order {
        access.do_write(&mut execution, source(access).unwrap_or_default());
    }
    for access in events.accesses.iter().filter(|it| !writes(it)) {
        access.do_read(&mut execution, source(access).expect("what does not write reads"));
    }
    execution.sequence(&events.sb);
    if !execution.is_consistent() {
        return None;
    }
    // What was written, each write after the one that it reads from: there is no cycle.
    let mut values: BTreeMap<_, _> = (0..program.locations).map(|at| (at, 0)).collect();
    for _ in order {
        for access in order {
            let read = source(access).map_or(Some(0), |from| values.get(&from).copied());
            if let Some(read) = read {
                values.insert(access.write(), access.statement.writes(read)?);
            }
        }
    }
    let mut seen = vec![Vec::new(); program.threads.len()];
    for (reader, from) in readers.iter().zip(from) {
        let value = values[from];
        // An exchange that finds what it expects cannot fail.
        if !writes(reader) && reader.statement.writes(value).is_some() {
            return None;
        }
        seen[reader.thread].push(value);
    }
    let last = |at: usize| order.iter().rfind(|it| it.at == at).map_or(0, |it| values[&it.write()]);
    Some(Outcome { seen, finals: (0..program.locations).map(last).collect() })
}
