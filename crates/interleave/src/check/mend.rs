//! What would make a model hold: stronger orderings, found by trying them.

use super::edges::{self, Change};
use super::explore::{Explorer, Searched};
use super::failure::{Failure, Kind};
use crate::explorer::search::Mode;
use crate::explorer::weak::Memory;

/// Executions that may be tried for one set of changes.
const EXECUTIONS: usize = 5_000;
/// Changes of which each is tried to be left out.
const FEW: usize = 8;

/// Orderings with which the model holds.
#[derive(Clone)]
pub(crate) struct Mend {
    pub(crate) changes: Vec<Change>,
    /// Of the search that showed it.
    pub(crate) executions: usize,
}

impl Explorer<'_> {
    /// Looks for orderings with which the model holds: those that the failing execution lacks, or
    /// `SeqCst` where no edge is missing that they could make.
    pub(super) fn mend(&mut self, failure: &Failure) -> Option<Mend> {
        let trace = failure.trace.as_ref()?;
        let race = if let Kind::DataRace(race) = &failure.kind { Some(race) } else { None };
        if race.is_none() && failure.stale == 0 {
            return None;
        }
        let mended = self.try_changes(edges::closing(trace, &edges::gaps(trace, race)));
        let mended = mended.or_else(|| {
            let everywhere = (failure.stale > 0).then(|| edges::all_seq_cst(trace))?;
            let mended = self.try_changes(everywhere)?;
            Some(self.fewer(mended))
        });
        self.change(Vec::new());
        mended
    }

    /// Leaves out what is not needed.
    fn fewer(&mut self, mut mend: Mend) -> Mend {
        let mut index = 0;
        while mend.changes.len() <= FEW && index < mend.changes.len() {
            let mut fewer = mend.changes.clone();
            fewer.remove(index);
            match self.try_changes(fewer) {
                Some(simpler) => mend = simpler,
                None => index += 1,
            }
        }
        mend
    }

    /// Whether the model holds with these changes, as far as a small search can tell.
    fn try_changes(&mut self, changes: Vec<Change>) -> Option<Mend> {
        if changes.is_empty() {
            return None;
        }
        self.change(changes.clone());
        // Histories are judged without old values only, so one search is not enough.
        for memory in [Memory::SequentiallyConsistent, Memory::Weak] {
            self.remember(memory, u32::MAX);
            let Searched::All = self.search(Mode::Reduced, EXECUTIONS, false) else { return None };
        }
        Some(Mend { changes, executions: self.executions() })
    }

    fn change(&mut self, changes: Vec<Change>) {
        self.shared.engine().changes = changes;
    }
}
