//! What objects and threads are called in a report.

use super::source::Sources;
use crate::check::trace::Trace;
use crate::explorer::op::ObjectId;
use crate::record::{Kind, Shape};
use std::collections::HashMap;

/// The names of one execution's objects and threads.
pub(crate) struct Names {
    objects: Vec<String>,
    threads: Vec<String>,
}

impl Names {
    /// Names objects after the source line that makes them; several of one name are numbered.
    pub(crate) fn of(trace: &Trace, sources: &mut Sources) -> Self {
        let mut objects: Vec<String> = trace
            .objects
            .iter()
            .map(|object| match object.shape {
                Shape::Thread(thread) => trace.threads[thread].name.clone(),
                _ => sources.name_at(object.created).unwrap_or(object.kind.word().to_owned()),
            })
            .collect();
        // An `Arc` shares its name with what it holds: the reader knows one thing by it.
        let counts = |index: usize| !matches!(trace.objects[index].kind, Kind::Arc | Kind::Thread);
        let mut total: HashMap<String, usize> = HashMap::new();
        for (_, name) in objects.iter().enumerate().filter(|(index, _)| counts(*index)) {
            *total.entry(name.clone()).or_default() += 1;
        }
        let mut number: HashMap<String, usize> = HashMap::new();
        for (index, name) in objects.iter_mut().enumerate() {
            if counts(index) && total[name] > 1 {
                let n = number.entry(name.clone()).or_default();
                *n += 1;
                *name = format!("{name}#{n}");
            }
        }
        Names { objects, threads: trace.threads.iter().map(|thread| thread.name.clone()).collect() }
    }

    pub(crate) fn object(&self, id: ObjectId) -> &str {
        &self.objects[id as usize]
    }

    pub(crate) fn thread(&self, thread: usize) -> &str {
        &self.threads[thread]
    }
}
