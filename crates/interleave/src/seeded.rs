//! Bugs of the engine, built in on purpose: the tests have to find each of them.
//!
//! Without the feature `seeded`, which is for this package's own tests, none of it is compiled. With
//! it the environment variable `INTERLEAVE_SEEDED` names the bug that a process has, if any.

#[cfg(feature = "seeded")]
mod hunt;
mod wrong;

#[cfg(feature = "seeded")]
pub use hunt::hunt;
pub(crate) use wrong::{learns_nothing, taken_for_independent, tells_nothing};

/// The tests that find a bug.
#[cfg(feature = "seeded")]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FoundBy {
    /// The random programs, on which the reduced search must see what the plain one sees.
    Programs,
    /// The table of the semantics.
    Table,
    /// What orders two accesses to plain memory, and what does not.
    Orders,
    /// Litmus programs, on which the explorer and the axioms of weak memory must agree.
    Axioms,
}

/// Declares the bugs, under the tests that find them.
macro_rules! bugs {
    ($($by:ident { $($(#[$what:meta])* $bug:ident,)+ })+) => {
        /// What is wrong with the engine.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Bug {
            $($($(#[$what])* $bug,)+)+
        }

        #[cfg(feature = "seeded")]
        const BUGS: &[(Bug, FoundBy)] = &[$($((Bug::$bug, FoundBy::$by),)+)+];
    };
}

bugs! {
    Programs {
        /// Of the steps that race with a later one only the last is tried the other way round.
        OnlyTheLastRace,
        /// A place on the path is tried with one thread more, whatever races there.
        OneAlternative,
        /// Whoever has a step behind a race counts as one with whom the other order can begin.
        EveryoneIsInitial,
        /// The step that was changed is taken for a repeated one, and not looked at for races.
        ChangedStepHasNoRaces,
        /// What threads have announced at a deadlock does not race.
        AnnouncedStepsHaveNoRaces,
        /// A thread that sleeps goes on sleeping when its step begins to matter again.
        SleepersAreNotWoken,
        /// Whatever a machine does not allow is taken for possible.
        GaugesAreIgnored,
        /// A `try_lock` that got the lock counts as one that does not hold it.
        TryLockHoldsNothing,
        /// A `try_lock` depends on nothing.
        TryLockCommutes,
        /// A notification does not depend on who begins to wait.
        NotifyCommutesWithWait,
        /// Readers and writers of a reader-writer lock do not notice each other.
        ReadersCommuteWithWriters,
        /// Two messages may be sent in any order.
        SendsCommute,
        /// It may be asked before or after the initializer whether it is through.
        LookCommutesWithInitializer,
        /// Of more threads than a barrier waits for, each belongs to any generation.
        CrowdsCommute,
        /// A token may come before or after it is looked for.
        UnparkCommutesWithPark,
        /// Looking at the count of an `Arc` commutes with changing it.
        CountsCommute,
        /// Waking on the address of an atomic does not depend on who begins to wait there.
        FutexWakeCommutesWithWait,
    }
    Table {
        /// Only the first way is tried where the documentation leaves several open.
        OnlyTheFirstChoice,
        /// What shows to be a step makes none in the executions after it.
        NothingIsLearned,
        /// A loop that only looks waits for ever.
        NewsIsMissed,
        /// A wait ends with a notification, or not at all.
        NoSpuriousWakeups,
        /// `notify_one` wakes two threads.
        NotifyOneWakesTwo,
        /// `notify_one` wakes who waits longest.
        NotifyOneIsFair,
        /// Between the unlock and the beginning of the wait others may step in.
        WaitUnlocksFirst,
        /// Who is woken goes on although another thread holds the mutex.
        WokenSkipsRelock,
        /// Who has timed out can still be the one that a notification wakes.
        TimedOutIsNotified,
        /// A wait with a time limit ends by it only if nothing else is left to happen.
        TimeIsPatient,
        /// `try_lock` may fail although the mutex is free.
        TryLockFailsAnyway,
        /// `try_lock` waits.
        TryLockWaits,
        /// The next unlock without a panic forgets the poison.
        PoisonIsForgotten,
        /// A reader that panics poisons its lock.
        ReadersPoison,
        /// A writer comes in while readers are inside.
        WritersIgnoreReaders,
        /// A reader never waits behind a writer that waits.
        ReadersOvertake,
        /// An `unpark` takes away the token that is there already.
        TokenIsLost,
        /// A `park` leaves its token for the next one.
        TokenStays,
        /// A barrier opens one thread too early.
        BarrierOpensEarly,
        /// After its first generation a barrier holds nobody.
        BarrierStaysOpen,
        /// Another thread may begin while the initializer runs.
        OnceRunsTwice,
        /// A panic of an initializer leaves the `Once` as new.
        OncePanicLeavesNothing,
        /// Receivers learn of the hang-up before they have all messages.
        HangUpOvertakes,
        /// A bounded channel holds one message more.
        OnePlaceMore,
        /// A `send` without a buffer returns before its message is received.
        RendezvousDoesNotWait,
        /// `try_send` without a buffer succeeds although nobody receives.
        RendezvousTakesAnyOffer,
        /// Nobody notices when an `Arc` is cloned.
        CloneIsNoStep,
        /// A weak exchange fails only if the values differ.
        WeakExchangeIsStrong,
        /// A thread never appears to have finished.
        NobodyFinishes,
        /// A scope does not care how its threads end.
        ScopeIgnoresPanics,
        /// Threads share their `thread_local!` values.
        LocalsAreShared,
    }
    Orders {
        /// Who locks learns nothing of who unlocked.
        UnlockReleasesNothing,
        /// Who joins learns nothing of the thread.
        JoinAcquiresNothing,
        /// A relaxed store releases.
        RelaxedStoreReleases,
        /// A relaxed load acquires.
        RelaxedLoadAcquires,
        /// A read-modify-write ends the release sequence.
        UpdateEndsSequence,
        /// A plain store continues the release sequence.
        StoreContinuesSequence,
        /// A failed exchange reads with the ordering of success.
        FailureReadsAsSuccess,
        /// A write does not race with the reads before it.
        ReadsNeverRace,
        /// A reader that leaves releases to other readers.
        ReadersReleaseToReaders,
        /// Who reads inside of a lock learns nothing of the writers before.
        ReadAcquiresNothing,
        /// Who writes inside of a lock learns nothing of the readers and writers before.
        WriteAcquiresNothing,
        /// A downgrade releases to nobody.
        DowngradeReleasesNothing,
        /// Who receives learns nothing of the sender.
        RecvAcquiresNothing,
        /// Who sends into a bounded channel learns nothing of who made room.
        RoomAcquiresNothing,
        /// What a sender did is lost when it hangs up.
        HangUpReleasesNothing,
        /// Who passes a barrier learns nothing of the others.
        BarrierOrdersNothing,
        /// Who finds a `Once` complete learns nothing of the initializer.
        CompleteOrdersNothing,
        /// The token of a `park` brings nothing.
        TokenOrdersNothing,
        /// `Arc::get_mut` learns nothing of former owners.
        LoneOwnerLearnsNothing,
        /// Objects need not have been made before they are used.
        ObjectsWereThereBefore,
    }
    Axioms {
        /// An acquire fence does nothing.
        AcquireFenceDoesNothing,
        /// A release fence does nothing.
        ReleaseFenceDoesNothing,
        /// Loads may return what happens-before rules out.
        CoherenceIsIgnored,
        /// A thread that has read a store may read an older one.
        ReadsAreForgotten,
        /// A store may come between a read-modify-write and what it reads.
        ReplacedIsParted,
        /// Two read-modify-writes may read from the same store.
        UpdatesShareTheirStore,
        /// Every store is the last in modification order when it is made.
        StoresComeLast,
        /// A failed exchange reads the newest value.
        FailureReadsTheNewest,
        /// `SeqCst` orders no more than `AcqRel`.
        SeqCstIsIgnored,
        /// `SeqCst` fences order no more than others.
        SeqCstFencesAreIgnored,
        /// The order of `SeqCst` accesses need not agree with what happens before.
        SeqCstKnowsOneThread,
        /// A load that races with a later store is not tried behind it.
        LoadsAreNotTriedBehindStores,
        /// Of two read-modify-writes that race only one order is tried.
        UpdatesAreTriedInOneOrder,
        /// A load that was tried sleeps on, whatever is stored.
        LoadsAreNotWokenByStores,
        /// A load of which only the newest store was tried shows what else is to be tried there.
        TriedLoadsLead,
    }
}

/// Whether this process has the bug.
#[cfg(feature = "seeded")]
#[inline]
pub(crate) fn seeded(bug: Bug) -> bool {
    hunt::CHOSEN.is_some_and(|chosen| chosen == bug)
}

/// There is none.
#[cfg(not(feature = "seeded"))]
#[inline]
pub(crate) const fn seeded(_: Bug) -> bool {
    false
}
