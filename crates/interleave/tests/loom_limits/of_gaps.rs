//! What loom has not, or not really; and threads that panic.

use super::said::{ask, both};

#[test]
fn a_barrier_is_a_stub() {
    let Some(said) = ask("of_gaps::a_barrier_is_a_stub", both!(gaps::barrier_for_one)) else {
        return;
    };
    said.raw.panics("std::sync::Barrier is not supported yet in Loom");
    said.explored(&["true"]);
    said.agreed();
}

#[test]
fn a_time_limit_of_a_channel_is_a_stub() {
    let test = "of_gaps::a_time_limit_of_a_channel_is_a_stub";
    let Some(said) = ask(test, both!(gaps::recv_timeout)) else { return };
    said.raw.panics("recv_timeout is not supported yet in Loom");
    said.explored(&["Err(Timeout)"]);
    said.agreed();
}

#[test]
fn a_receiver_does_not_notice_that_all_senders_are_gone() {
    let test = "of_gaps::a_receiver_does_not_notice_that_all_senders_are_gone";
    let Some(said) = ask(test, both!(gaps::recv_after_the_last_sender)) else { return };
    said.raw.panics("deadlock");
    said.explored(&["Err(RecvError)"]);
    said.agreed();
}

#[test]
fn a_message_that_cannot_be_sent_is_a_leak() {
    let test = "of_gaps::a_message_that_cannot_be_sent_is_a_leak";
    let Some(said) = ask(test, both!(gaps::send_after_the_receiver)) else { return };
    said.raw.panics("Messages leaked");
    said.explored(&["true"]);
    said.agreed();
}

#[test]
fn try_recv_is_no_step() {
    let Some(said) = ask("of_gaps::try_recv_is_no_step", both!(gaps::try_recv)) else { return };
    said.raw.passes(&["nothing"]);
    said.explored(&["1", "nothing"]);
    said.agreed();
}

#[test]
fn a_wait_never_times_out() {
    let Some(said) = ask("of_gaps::a_wait_never_times_out", both!(gaps::wait_timeout)) else {
        return;
    };
    said.raw.panics("deadlock");
    // A wake-up for no reason comes before the time is up.
    said.explored(&["false", "true"]);
    said.agreed();
}

#[test]
fn a_poisoned_mutex_panics_in_lock() {
    let test = "of_gaps::a_poisoned_mutex_panics_in_lock";
    let Some(said) = ask(test, both!(gaps::lock_after_a_caught_panic)) else { return };
    assert!(said.raw.failure.is_some(), "{:?}", said.raw);
    assert_eq!(said.raw.outcomes, [""; 0]);
    said.explored(&["true true"]);
    said.agreed();
}

#[test]
fn a_thread_that_reads_twice_panics() {
    let test = "of_gaps::a_thread_that_reads_twice_panics";
    let Some(said) = ask(test, both!(gaps::recursive_read)) else { return };
    said.raw.panics("invalid internal loom state");
    said.explored(&["0"]);
    said.agreed();
}

#[test]
fn a_count_is_seen_in_one_order_only() {
    let test = "of_gaps::a_count_is_seen_in_one_order_only";
    let Some(said) = ask(test, both!(gaps::strong_count)) else { return };
    said.raw.passes(&["2"]);
    said.explored(&["1", "2"]);
    said.agreed();
}

#[test]
fn a_weak_exchange_never_fails_for_no_reason() {
    let test = "of_gaps::a_weak_exchange_never_fails_for_no_reason";
    let Some(said) = ask(test, both!(gaps::weak_exchange)) else { return };
    said.raw.passes(&["true"]);
    said.explored(&["false", "true"]);
    said.agreed();
}

#[test]
fn a_panic_in_a_thread_ends_the_model() {
    let test = "of_gaps::a_panic_in_a_thread_ends_the_model";
    let Some(said) = ask(test, both!(gaps::panic_in_a_thread)) else { return };
    said.raw.panics("in a thread");
    said.explored(&["true"]);
    said.agreed();
}

#[test]
fn a_thread_takes_the_panic_of_another_for_its_own() {
    let test = "of_gaps::a_thread_takes_the_panic_of_another_for_its_own";
    let Some(said) = ask(test, both!(gaps::panicking_elsewhere)) else { return };
    said.raw.passes(&["false", "true"]);
    said.explored(&["false"]);
    said.agreed();
}

/// What these names mean beside a glob import of loom's: they are found here, so loom has none.
mod elsewhere {
    pub(super) struct Once;
    pub(super) struct OnceLock;
    pub(super) struct LazyLock;
    pub(super) struct Weak;
    pub(super) struct SyncSender;
    pub(super) const fn sync_channel() {}
    pub(super) const fn scope() {}
    pub(super) const fn sleep() {}
    pub(super) const fn park_timeout() {}
    pub(super) trait IsFinished {
        fn is_finished(&self) {}
    }
    impl<T> IsFinished for loom::thread::JoinHandle<T> {}
}

#[test]
#[expect(unused_imports, reason = "loom's globs would win if they had the names")]
fn these_names_do_not_exist() {
    use elsewhere::*;
    {
        use loom::sync::mpsc::*;
        use loom::sync::*;
        use loom::thread::*;
        let _: (Once, OnceLock, LazyLock, Weak, SyncSender) =
            (Once, OnceLock, LazyLock, Weak, SyncSender);
        let (): () = sync_channel();
        let (): () = scope();
        let (): () = sleep();
        let (): () = park_timeout();
        let _: fn(&JoinHandle<()>) = IsFinished::is_finished;
    }
}
