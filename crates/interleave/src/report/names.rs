//! What objects and threads are called in a report.

use super::source::Sources;
use crate::check::trace::Trace;
use crate::explorer::op::ObjectId;
use crate::record::{Kind, ObjectInfo, Shape};
use std::collections::HashMap;

/// The names of one execution's objects and threads.
pub(crate) struct Names {
    objects: Vec<String>,
    /// The same, but for channels the name of the other end.
    receivers: Vec<String>,
    threads: Vec<String>,
}

impl Names {
    /// Names objects after the source line that makes them; several of one name are numbered.
    pub(crate) fn of(trace: &Trace, sources: &mut Sources) -> Self {
        // An `Arc` shares its name with what it holds: the reader knows one thing by it.
        let counts = |index: usize| !matches!(trace.objects[index].kind, Kind::Arc | Kind::Thread);
        let ends: Vec<_> = trace.objects.iter().map(|object| ends(object, sources)).collect();
        let mut objects: Vec<String> = trace
            .objects
            .iter()
            .zip(&ends)
            .map(|(object, ends)| match (object.shape, ends) {
                (Shape::Thread(thread), _) => trace.threads[thread].name.clone(),
                (_, Some((sender, _))) => sender.clone(),
                _ => sources.name_at(object.created).unwrap_or(object.kind.word().to_owned()),
            })
            .collect();
        let mut receivers: Vec<String> = ends
            .into_iter()
            .zip(&objects)
            .map(|(ends, name)| ends.map_or(name.clone(), |ends| ends.1))
            .collect();
        number(&mut objects, counts);
        number(&mut receivers, counts);
        let threads = trace.threads.iter().map(|thread| thread.name.clone()).collect();
        Names { objects, receivers, threads }
    }

    /// Of a channel: its sending end.
    pub(crate) fn object(&self, id: ObjectId) -> &str {
        &self.objects[id as usize]
    }

    /// The receiving end of a channel.
    pub(crate) fn receiver(&self, channel: ObjectId) -> &str {
        &self.receivers[channel as usize]
    }

    pub(crate) fn thread(&self, thread: usize) -> &str {
        &self.threads[thread]
    }
}

/// The names of a channel's ends, if it is one and its source line names both.
fn ends(object: &ObjectInfo, sources: &mut Sources) -> Option<(String, String)> {
    let names = (object.kind == Kind::Channel).then(|| sources.names_at(object.created))?;
    names.filter(|(sender, receiver)| sender != "_" && receiver != "_")
}

/// Tells those apart that have the same name.
fn number(names: &mut [String], counts: impl Fn(usize) -> bool) {
    let mut total: HashMap<String, usize> = HashMap::new();
    for (_, name) in names.iter().enumerate().filter(|(index, _)| counts(*index)) {
        *total.entry(name.clone()).or_default() += 1;
    }
    let mut number: HashMap<String, usize> = HashMap::new();
    for (index, name) in names.iter_mut().enumerate() {
        if counts(index) && total[name] > 1 {
            let n = number.entry(name.clone()).or_default();
            *n += 1;
            *name = format!("{name}#{n}");
        }
    }
}
