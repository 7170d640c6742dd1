//! The words around the table.

use super::leaks;
use super::names::Names;
use super::source::short;
use super::unseen;
use super::waiting::{left_waiting, waiting};
use crate::check::edges;
use crate::check::failure::{Failure, Kind};
use crate::check::trace::Trace;
use crate::check::watch::STEPS;
use crate::explorer::clock::threads_of;
use crate::explorer::execution::Panic;
use crate::explorer::objects::Race;
use crate::record::{Kind as ObjectKind, Loc};

/// Lines of a panic's message that are shown, and characters of each.
const MESSAGE_LINES: usize = 6;
const LINE_CHARACTERS: usize = 200;

/// What happened, in one line.
pub(crate) fn headline(failure: &Failure) -> String {
    let thread = || {
        let thread = failure.trace.as_ref()?.threads.get(failure.thread?)?;
        Some(format!(" in {}", thread.name))
    };
    let thread = thread().unwrap_or_default();
    let first_line = |panic: &Panic| cut(panic.message.lines().next().unwrap_or_default());
    match &failure.kind {
        Kind::Assertion(panic) => format!("ASSERTION FAILED{thread}: {}", without_operands(panic)),
        Kind::Panic(panic) => format!("PANIC{thread}: {}", first_line(panic)),
        Kind::Unfinished(panic) => {
            let what = first_line(panic);
            let what = what.trim_start_matches("not yet implemented");
            let what = what.trim_start_matches("not implemented").trim_start_matches(": ");
            format!("UNFINISHED: {}", if what.is_empty() { "a todo!() was reached" } else { what })
        }
        Kind::PanicInDrop => {
            format!("PANIC IN DROP{thread}: a destructor panicked while a panic was unwinding")
        }
        Kind::Deadlock => "DEADLOCK: no thread can go on".to_owned(),
        Kind::Livelock => "LIVELOCK: a loop yields again and again, and nothing changes".to_owned(),
        Kind::Circle { .. } => {
            "LIVELOCK: the threads go round in a circle, and none of them gets on".to_owned()
        }
        Kind::TooLong => format!("NO END IN SIGHT: {STEPS} steps, and the execution still goes on"),
        Kind::DataRace(_) => {
            "DATA RACE: two threads use the same memory, and nothing orders them".to_owned()
        }
        Kind::Leak(objects) => leaks::headline(objects, failure.trace.as_ref()).to_owned(),
        Kind::Overlap(_) => {
            format!("MISUSE{thread}: two accesses to an `UnsafeCell` overlap, and one writes")
        }
        Kind::Misuse { rule, .. } => {
            format!("MISUSE{thread}: {}", rule.lines().next().unwrap_or_default())
        }
        Kind::NotDeterministic => {
            "NOT DETERMINISTIC: the same choices led to another execution".to_owned()
        }
        Kind::NotLinearizable(_) => {
            "NOT LINEARIZABLE: no order of the operations explains what they returned".to_owned()
        }
        Kind::EndlessLoop => format!("ENDLESS LOOP{thread}: no operation for 3 seconds"),
        Kind::StackOverflow => {
            format!("STACK OVERFLOW{thread}: unbounded recursion, or very large locals")
        }
        Kind::BadAccess => {
            format!("BAD MEMORY ACCESS{thread}: a pointer that points to nothing was used")
        }
        Kind::Abort => format!("ABORT{thread}: the code under test ended the process"),
        Kind::Exit => format!("EXIT{thread}: the code under test ended the process"),
        Kind::Vacuous(_) => "VACUOUS: a thread did nothing that could be interleaved".to_owned(),
        Kind::Unseen(all) => unseen::headline(all),
        Kind::Unreached(missing) => {
            let what: Vec<_> = missing.iter().map(|witness| witness.what).collect();
            format!("UNREACHED WITNESS: {}", what.join(", "))
        }
        Kind::Stale(why) => format!("STALE CODE: {why}"),
        Kind::NotFinished { .. } => {
            format!("NOT FINISHED: {} executions tried, and some are left", failure.tried)
        }
        Kind::Veto(message) => {
            format!("VETO BY LOOM: {}", cut(message.lines().next().unwrap_or_default()))
        }
        Kind::NoPrediction => "NO PREDICTION".to_owned(),
        Kind::WrongPrediction => "WRONG PREDICTION".to_owned(),
    }
}

/// `left == right` says nothing that the values below do not; a message of the test's own does.
fn without_operands(panic: &Panic) -> String {
    let line = panic.message.lines().next().unwrap_or_default();
    let own = line.split_once(" failed: ").map(|(_, message)| message);
    cut(own.unwrap_or(line))
}

/// How the execution was found.
pub(crate) fn circumstances(failure: &Failure) -> Option<String> {
    if failure.trace.is_none() || failure.failing == 0 {
        return None;
    }
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let found = if failure.replayed {
        "replayed, no other execution was tried".to_owned()
    } else if failure.failing == 1 {
        format!("{} tried, this one fails", count(failure.tried, "execution"))
    } else {
        let tried = count(failure.tried, "execution");
        format!("{tried} tried, {} fail; this is the simplest", failure.failing)
    };
    let mut costs = vec![count(failure.preemptions as usize, "preemption")];
    if failure.surprises > 0 {
        costs.push(count(failure.surprises as usize, "spurious event"));
    }
    if failure.stale > 0 {
        costs.push(count(failure.stale as usize, "old value"));
    }
    Some(format!("{found}: {}", costs.join(", ")))
}

/// What the last rows of the table mean.
pub(crate) fn explanation(failure: &Failure, trace: &Trace, names: &Names) -> Vec<String> {
    match &failure.kind {
        Kind::Assertion(panic) | Kind::Panic(panic) | Kind::Unfinished(panic) => {
            let mut lines = told(panic, failure.thread, names);
            lines.extend(left_waiting(trace, names));
            lines
        }
        Kind::PanicInDrop => {
            let thread = failure.thread.map(|thread| &trace.threads[thread]);
            // The last one says only that the process must end.
            let panics = thread.map_or(&[][..], |thread| &thread.panics);
            let panics = panics[..panics.len().saturating_sub(1)].iter().rev().take(2).rev();
            panics.flat_map(|panic| told(panic, failure.thread, names)).collect()
        }
        Kind::Deadlock | Kind::Livelock => trace
            .threads
            .iter()
            .enumerate()
            .filter_map(|(number, thread)| waiting(number, thread, trace, names))
            .collect(),
        Kind::Circle { steps, threads } => {
            let who: Vec<_> = threads_of(*threads).map(|thread| names.thread(thread)).collect();
            let verb = if who.len() == 1 { "takes" } else { "take" };
            let who = who.join(" and ");
            vec![format!(
                "{who} {verb} the same {steps} steps again and again, and no other thread could \
                 end that"
            )]
        }
        Kind::DataRace(race) => {
            let mut lines = vec![raced(race, trace, names)];
            if edges::gaps(trace, Some(race)).is_empty() {
                let none =
                    "no lock, join or Release/Acquire pair makes the one happen before the other";
                lines.push(none.to_owned());
            }
            lines
        }
        Kind::Overlap(race) => overlap(race, names),
        Kind::Leak(objects) => leaks::tell(objects, trace, names),
        Kind::Misuse { rule, .. } => rule.lines().skip(1).map(str::to_owned).collect(),
        Kind::Abort | Kind::Exit | Kind::StackOverflow | Kind::BadAccess | Kind::EndlessLoop => {
            after(failure.thread, trace).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Two accesses that nothing orders.
fn raced(race: &Race, trace: &Trace, names: &Names) -> String {
    let is_cell = trace.objects[race.cell as usize].kind == ObjectKind::Cell;
    let verb = |writes| match (is_cell, writes) {
        (false, _) => "uses",
        (true, true) => "writes",
        (true, false) => "reads",
    };
    let (how, place) = if race.drops { ("drops", "after") } else { (verb(race.writes), "at") };
    let other = if race.made.is_some() { "makes" } else { verb(race.other_writes) };
    format!(
        "{} {how} `{}` {place} {}, and {} {other} it at {}",
        names.thread(race.thread),
        names.object(race.cell),
        short(race.at.file(), race.at.line()),
        names.thread(race.other),
        short(race.other_at.file(), race.other_at.line()),
    )
}

/// Two accesses to a cell, of which the second came too early.
fn overlap(race: &Race, names: &Names) -> Vec<String> {
    let call = |writes| if writes { "`with_mut`" } else { "`with`" };
    let at = |at: Loc| short(at.file(), at.line());
    let (me, other) = (names.thread(race.thread), names.thread(race.other));
    let inside = if race.thread == race.other { "it" } else { other };
    vec![
        format!(
            "{me} {} `{}` at {} while {inside} is still inside of the {} at {}",
            if race.writes { "writes" } else { "reads" },
            names.object(race.cell),
            at(race.at),
            call(race.other_writes),
            at(race.other_at),
        ),
        "a pointer of `with` is good while nobody writes, one of `with_mut` while nobody else has \
         one: let the first access end before the second begins"
            .to_owned(),
    ]
}

/// A line of somebody else's text: its beginning, if it is very long.
fn cut(line: &str) -> String {
    let kept: String = line.chars().take(LINE_CHARACTERS).collect();
    if kept.len() < line.len() { kept + " …" } else { kept }
}

/// A panic with its message.
fn told(panic: &Panic, thread: Option<usize>, names: &Names) -> Vec<String> {
    let who = thread.map_or("a thread", |thread| names.thread(thread));
    let at = panic.at.as_ref().map(|(file, line)| format!(" at {}", short(file, *line)));
    let mut lines = vec![format!("{who} panicked{}:", at.unwrap_or_default())];
    let message: Vec<_> = panic.message.lines().collect();
    lines.extend(message.iter().take(MESSAGE_LINES).map(|line| format!("  {}", cut(line))));
    if message.len() > MESSAGE_LINES {
        lines.push(format!("  ({} lines more)", message.len() - MESSAGE_LINES));
    }
    lines
}

/// The last thing that a thread is known to have done.
fn after(thread: Option<usize>, trace: &Trace) -> Option<String> {
    let thread = thread?;
    let last = trace.events.iter().rev().find(|event| event.thread == thread);
    let name = &trace.threads[thread].name;
    Some(match last {
        Some(event) => {
            let at = short(event.at.file(), event.at.line());
            format!("{name} got past {at} and came to no other operation")
        }
        None => format!("{name} did not come to its first operation"),
    })
}
