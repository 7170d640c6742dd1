//! The modification order of an atomic.

use crate::explorer::clock::{Clock, MAX_THREADS};
use crate::seeded::{Bug, seeded};

/// Index of a store among those of its atomic, in the order of execution.
pub(crate) type StoreId = u32;

/// A store: a plain one, the writing half of a read-modify-write, or the initial value.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    pub(crate) value: u64,
    /// Whose it is, and when by the clock of that thread.
    pub(crate) by: usize,
    pub(crate) time: u32,
    /// What a reader that acquires learns.
    pub(crate) released: Clock,
    /// When each thread first read from it; 0 for never.
    first_read: Clock,
    /// A read-modify-write reads from it: no other store comes between the two.
    pub(crate) replaced: bool,
    /// Position in the modification order.
    place: u32,
    /// The step of the search that made it, if one did.
    pub(crate) step: Option<usize>,
    /// Its line in the record.
    pub(crate) event: Option<u32>,
}

impl Store {
    pub(crate) fn new(value: u64, by: usize, time: u32, released: Clock) -> Self {
        let first_read = Clock::default();
        let (replaced, place, step, event) = (false, 0, None, None);
        Store { value, by, time, released, first_read, replaced, place, step, event }
    }

    /// Who knows this knows of the store, or of a read from it: it can read nothing older.
    fn is_known(&self, known: &Clock) -> bool {
        let read_before = |thread| {
            let first = self.first_read.of(thread);
            first != 0 && first <= known.of(thread)
        };
        known.of(self.by) >= self.time
            || (0..MAX_THREADS).any(read_before) && !seeded(Bug::ReadsAreForgotten)
    }
}

/// All stores to one atomic.
#[derive(Clone, Default)]
pub(crate) struct Modifications {
    stores: Vec<Store>,
    /// The modification order.
    order: Vec<StoreId>,
}

impl Modifications {
    /// Of a new atomic.
    pub(crate) fn begin(&mut self, initial: Store) {
        self.stores.clear();
        self.order.clear();
        self.stores.push(initial);
        self.order.push(0);
    }

    pub(crate) fn store(&self, id: StoreId) -> &Store {
        &self.stores[id as usize]
    }

    /// How many there are: their names are the numbers below.
    pub(crate) fn len(&self) -> u32 {
        self.order.len() as u32
    }

    pub(crate) fn place(&self, id: StoreId) -> u32 {
        self.stores[id as usize].place
    }

    pub(crate) fn at(&self, place: u32) -> StoreId {
        self.order[place as usize]
    }

    /// The last in modification order.
    pub(crate) fn newest(&self) -> StoreId {
        *self.order.last().expect("there is an initial value")
    }

    pub(crate) fn value(&self) -> u64 {
        self.store(self.newest()).value
    }

    /// The first of the stores that give the atomic this one's value and follow each other: to a thread that
    /// only looks, none of them is news after another.
    pub(crate) fn same_as(&self, id: StoreId) -> StoreId {
        let mut first = self.place(id);
        let value = self.store(id).value;
        while first > 0 && self.store(self.at(first - 1)).value == value {
            first -= 1;
        }
        self.at(first)
    }

    /// The place of the oldest store that a thread which knows this may read from.
    pub(crate) fn floor(&self, known: &Clock) -> u32 {
        if seeded(Bug::CoherenceIsIgnored) {
            return 0;
        }
        let known = |place: &u32| self.store(self.at(*place)).is_known(known);
        (1..self.len()).rev().find(known).unwrap_or(0)
    }

    /// A store may take this place: it does not part a read-modify-write from what it reads.
    pub(crate) fn is_free(&self, place: u32) -> bool {
        place == self.len()
            || !self.store(self.at(place - 1)).replaced
            || seeded(Bug::ReplacedIsParted)
    }

    /// Puts a store at a place of the modification order.
    pub(crate) fn insert(&mut self, place: u32, store: Store) -> StoreId {
        let id = self.len();
        self.stores.push(store);
        self.order.insert(place as usize, id);
        self.number(place);
        id
    }

    /// Takes back the store that was inserted last.
    pub(crate) fn take_back(&mut self) {
        let last = self.stores.pop().expect("one was inserted");
        self.order.remove(last.place as usize);
        self.number(last.place);
    }

    fn number(&mut self, from: u32) {
        for place in from..self.len() {
            let id = self.at(place);
            self.stores[id as usize].place = place;
        }
    }

    /// The owner has put another value in the place of the newest.
    pub(crate) fn set_newest(&mut self, value: u64) {
        let newest = self.newest();
        self.stores[newest as usize].value = value;
    }

    /// A thread reads from a store.
    pub(crate) fn read(&mut self, id: StoreId, thread: usize, time: u32) {
        let first = &mut self.stores[id as usize].first_read;
        if first.of(thread) == 0 {
            first.set(thread, time);
        }
    }

    /// A read-modify-write reads from a store.
    pub(crate) fn replace(&mut self, id: StoreId) {
        self.stores[id as usize].replaced = true;
    }
}
