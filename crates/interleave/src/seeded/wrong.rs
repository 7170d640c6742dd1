//! Questions to which a bug is a wrong answer.

use super::{Bug, seeded};
use crate::explorer::op::Op;
use crate::machine::{Act, barrier, channel, once, parker, rwlock};

/// Two operations whose order matters.
#[inline]
pub(crate) fn taken_for_independent(a: &Op, b: &Op) -> bool {
    one_way(a, b) || one_way(b, a)
}

#[inline]
fn one_way(a: &Op, b: &Op) -> bool {
    match (a, b) {
        (Op::TryLock { .. }, _) => seeded(Bug::TryLockCommutes),
        (Op::Notify { .. }, Op::Wait { .. }) => seeded(Bug::NotifyCommutesWithWait),
        (Op::FutexWake { .. }, Op::FutexWait { .. }) => seeded(Bug::FutexWakeCommutesWithWait),
        (Op::Count { .. }, Op::Count { .. }) => seeded(Bug::CountsCommute),
        (Op::Act { act: Act::RwLock(a), .. }, Op::Act { act: Act::RwLock(b), .. }) => {
            use rwlock::Act::{Read, TryRead, TryWrite, Write};
            matches!((a, b), (Read | TryRead, Write | TryWrite))
                && seeded(Bug::ReadersCommuteWithWriters)
        }
        (Op::Act { act: Act::Channel(a), .. }, Op::Act { act: Act::Channel(b), .. }) => {
            use channel::Act::Send;
            matches!((a, b), (Send, Send)) && seeded(Bug::SendsCommute)
        }
        (Op::Act { act: Act::Once(a), .. }, Op::Act { act: Act::Once(b), .. }) => {
            matches!(a, once::Act::IsCompleted)
                && !matches!(b, once::Act::IsCompleted)
                && seeded(Bug::LookCommutesWithInitializer)
        }
        (Op::Act { act: Act::Parker(a), .. }, Op::Act { act: Act::Parker(b), .. }) => {
            use parker::Act::{ParkTimeout, Unpark};
            matches!((a, b), (Unpark, ParkTimeout { .. })) && seeded(Bug::UnparkCommutesWithPark)
        }
        _ => false,
    }
}

/// An action that acquires.
pub(crate) fn learns_nothing(act: Act) -> bool {
    match act {
        Act::RwLock(rwlock::Act::Read) => seeded(Bug::ReadAcquiresNothing),
        Act::RwLock(rwlock::Act::Write) => seeded(Bug::WriteAcquiresNothing),
        Act::Channel(channel::Act::Recv) => seeded(Bug::RecvAcquiresNothing),
        Act::Channel(channel::Act::Send) => seeded(Bug::RoomAcquiresNothing),
        Act::Barrier(barrier::Act::Leave { .. }) => seeded(Bug::BarrierOrdersNothing),
        Act::Once(once::Act::IsCompleted) => seeded(Bug::CompleteOrdersNothing),
        Act::Parker(parker::Act::Park) => seeded(Bug::TokenOrdersNothing),
        _ => false,
    }
}

/// An action that releases.
pub(crate) fn tells_nothing(act: Act) -> bool {
    match act {
        Act::RwLock(rwlock::Act::Downgrade) => seeded(Bug::DowngradeReleasesNothing),
        Act::Channel(channel::Act::DropSender) => seeded(Bug::HangUpReleasesNothing),
        _ => false,
    }
}
