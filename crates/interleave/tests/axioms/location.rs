//! What can happen at one location of a program, whatever happens at the others.
//!
//! The programs have no data flow from one location to another, so an execution is one choice for each
//! location: which exchanges succeed, in which order the writes are, and who reads from which. Only
//! what each thread alone cannot tell is left out here: that it sees the writes in their order.

use super::events::{Access, Events};
use super::execution::Execution;
use super::program::Statement;
use std::collections::BTreeMap;

/// What a choice lets the program see of the location: what its statements return, thread by thread, and
/// the last value.
pub(super) type Seen = (Vec<u32>, u32);

/// Executions of one location, by what they let see.
pub(super) type Choices = BTreeMap<Seen, Vec<Execution>>;

/// All choices; `None` if there are more than `most`.
pub(super) fn choices(events: &Events, at: usize, most: usize) -> Option<Choices> {
    let accesses: Vec<_> = events.accesses.iter().filter(|it| it.at == at).copied().collect();
    let mut search = Search {
        events,
        at,
        threads: accesses.chunk_by(|a, b| a.thread == b.thread).map(<[_]>::len).collect(),
        roles: vec![Role::Open; accesses.len()],
        accesses,
        written: vec![Written { event: at, value: 0 }],
        left: most,
        found: Choices::new(),
    };
    search.order();
    (search.left > 0).then_some(search.found)
}

/// What an access does.
#[derive(Clone, Copy)]
enum Role {
    /// It does not write, or that is not decided yet.
    Open,
    /// It writes, as so many in the modification order.
    Writes(usize),
    /// It only reads, what so many in the modification order wrote.
    Reads(usize),
}

#[derive(Clone, Copy)]
struct Written {
    event: usize,
    value: u32,
}

struct Search<'a> {
    events: &'a Events,
    at: usize,
    accesses: Vec<Access>,
    /// How many of the accesses each thread has.
    threads: Vec<usize>,
    roles: Vec<Role>,
    /// The modification order so far.
    written: Vec<Written>,
    /// How many more choices may be found.
    left: usize,
    found: Choices,
}

impl Search<'_> {
    fn last(&self) -> u32 {
        self.written[self.written.len() - 1].value
    }

    /// Continues the modification order in every way.
    fn order(&mut self) {
        if self.left == 0 {
            return;
        }
        let (mut first, mut complete) = (0, true);
        for thread in 0..self.threads.len() {
            let end = first + self.threads[thread];
            // Its first access behind the last that writes.
            let writes = |it: &usize| matches!(self.roles[*it], Role::Writes(_));
            let next = (first..end).rev().find(writes).map_or(first, |last| last + 1);
            complete &= !self.write_one_of(next..end);
            first = end;
        }
        if complete {
            self.read(0, 0);
        }
    }

    /// Lets one of a thread's accesses write, if all before it need not. Returns whether one of
    /// them must.
    fn write_one_of(&mut self, accesses: std::ops::Range<usize>) -> bool {
        for access in accesses {
            let Access { statement, .. } = self.accesses[access];
            if let Some(value) = statement.writes(self.last()) {
                self.roles[access] = Role::Writes(self.written.len());
                self.written.push(Written { event: self.accesses[access].write(), value });
                self.order();
                self.written.pop();
                self.roles[access] = Role::Open;
            }
            if statement.can_write() && !matches!(statement, Statement::Exchange { .. }) {
                return true;
            }
        }
        false
    }

    /// Lets this access and those behind it that do not write read in every way, this one nothing older
    /// than `oldest`, which is what its thread has seen or written.
    fn read(&mut self, access: usize, oldest: usize) {
        let Some(Access { thread, statement, .. }) = self.accesses.get(access).copied() else {
            return self.keep();
        };
        let others = self.accesses[access + 1..].iter().map(|it| it.thread == thread);
        let later = others.take_while(|same| *same).count();
        let next_oldest = |seen| if later > 0 { seen } else { 0 };
        if let Role::Writes(own) = self.roles[access] {
            return self.read(access + 1, next_oldest(own));
        }
        // Nothing that comes after what the thread itself is still to write.
        let own = self.roles[access..=access + later].iter().find_map(|role| match role {
            Role::Writes(own) => Some(*own),
            _ => None,
        });
        for from in oldest..own.unwrap_or(self.written.len()) {
            let must_write = statement.writes(self.written[from].value).is_some();
            if !must_write {
                self.roles[access] = Role::Reads(from);
                self.read(access + 1, next_oldest(from));
                self.roles[access] = Role::Open;
            }
        }
    }

    /// Takes the choice, if it is possible for itself.
    fn keep(&mut self) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let mut execution = self.events.begin(self.at);
        let mut seen = Vec::new();
        for written in 1..self.written.len() {
            let writes = |role: &Role| matches!(role, Role::Writes(it) if *it == written);
            let writer = self.roles.iter().position(writes).expect("somebody wrote it");
            self.accesses[writer].do_write(&mut execution, self.written[written - 1].event);
        }
        for (access, role) in self.accesses.iter().zip(&self.roles) {
            let from = match *role {
                Role::Writes(own) => own - 1,
                Role::Reads(from) => {
                    access.do_read(&mut execution, self.written[from].event);
                    from
                }
                Role::Open => unreachable!("all accesses have a role"),
            };
            if access.statement.reads() {
                seen.push(self.written[from].value);
            }
        }
        execution.sequence(&self.events.sb);
        if execution.is_consistent() {
            self.found.entry((seen, self.last())).or_default().push(execution);
        }
    }
}
