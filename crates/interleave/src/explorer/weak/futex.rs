//! The value on whose address a thread waits.
//!
//! The kernel has a barrier before it looks at the value, and one before it looks for whom to wake, so
//! that a wait and a wake that come too late for each other do not both miss what the other thread
//! stored ([its own account of it](https://github.com/torvalds/linux/blob/master/kernel/futex/waitwake.c)).
//! Both have a place in the order of `SeqCst` accesses and fences, and make no other edges.

use super::Memory;
use super::ways::Way;
use crate::explorer::execution::Execution;
use crate::explorer::op::ObjectId;
use crate::explorer::search::Search;
use crate::record::Origin;
use std::sync::atomic::Ordering;

impl Execution {
    /// The value that a `futex` wait finds, and where it comes from. It comes after all wakes on this
    /// address.
    pub(in crate::explorer) fn look_weakly(
        &mut self,
        atomic: ObjectId,
        search: &mut Search,
    ) -> (u64, Origin) {
        let me = self.current;
        self.barrier();
        let before = self.tick();
        let mut known = self.knowledge().now;
        let woken = self.futex_wakes.iter().filter(|(address, _)| *address == atomic);
        woken.for_each(|(_, waker)| known.join(waker));
        let order = self.modifications(atomic);
        let looking = |place| Way::reading(order.at(place), Ordering::Relaxed);
        let ways = (order.floor(&known)..order.len()).rev().map(looking).collect();
        let way = self.choose_among(ways, atomic, &before, 0, search);
        let from = way.reads.expect("it reads");
        let (access, newest) = (self.access_of(atomic, &way), self.newest_beside(atomic, &way));
        self.modifications_mut(atomic).read(from, me, access.time);
        let store = *self.modifications(atomic).store(from);
        self.knowledge().read(&store.released, Ordering::Relaxed);
        search.read_from(self, store.step);
        self.graph.push(access, &before);
        (store.value, Origin { stored: store.event, newest })
    }

    /// Notes that a thread wakes who waits on the address of an atomic.
    pub(in crate::explorer) fn wake_weakly(&mut self, atomic: ObjectId) {
        if self.memory == Memory::Weak {
            self.barrier();
            let known = self.knowledge().now;
            self.futex_wakes.push((atomic, known));
        }
    }

    /// A place in the order of `SeqCst`.
    fn barrier(&mut self) {
        let before = self.tick();
        self.push_fence(true, &before);
    }
}
