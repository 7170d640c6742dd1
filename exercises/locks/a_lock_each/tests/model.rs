//! What a bank must do that several threads have handles to.

use a_lock_each::Bank;
use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use interleave::{model, reach, thread};

// ANCHOR: usage
#[test]
fn moves_what_is_there() {
    model(|| {
        let bank = Bank::new(70, 30);
        assert!(bank.transfer(20), "20 of 70 are there");
        assert!(!bank.transfer(60), "60 of 50 are not there");
        bank.look(|checking, savings| assert_eq!((checking, savings), (50, 50)));
    });
}
// ANCHOR_END: usage

// ANCHOR: clones
#[test]
fn all_clones_are_of_the_same_bank() {
    model(|| {
        let bank = Bank::new(20, 0);
        let theirs = bank.clone();
        let other = thread::spawn(move || theirs.transfer(10));
        assert!(bank.transfer(10), "10 were there for each, and main was refused");
        assert!(other.join().unwrap(), "10 were there for each, and the other thread was refused");
        let savings = bank.look(|_, savings| savings);
        assert_eq!(savings, 20, "two moved 10 each, and {savings} arrived");
    });
}
// ANCHOR_END: clones

#[test]
fn the_same_money_is_not_moved_twice() {
    model(|| {
        let bank = Bank::new(100, 0);
        let theirs = bank.clone();
        let other = thread::spawn(move || theirs.transfer(60));
        let mine = bank.transfer(60);
        let others = other.join().unwrap();
        assert!(!(mine && others), "both moved 60 of 100");
        assert!(mine || others, "60 of 100 were there, and both were refused");
        if others {
            reach!("the other thread is the first");
        }
    });
}

#[test]
fn nobody_sees_money_on_its_way() {
    model(|| {
        let bank = Bank::new(100, 0);
        let theirs = bank.clone();
        let other = thread::spawn(move || theirs.transfer(20));
        let (checking, savings) = bank.look(|checking, savings| (checking, savings));
        assert_eq!(checking + savings, 100, "of 100 there were {checking} and {savings}");
        if savings == 20 {
            reach!("a look after the transfer");
        }
        other.join().unwrap();
    });
}

// Three threads: one that moves money, and two that look, of whom main may be through before the other.
#[test]
fn nothing_moves_while_somebody_looks() {
    model(|| {
        let bank = Bank::new(100, 0);
        let (watched, used) = (bank.clone(), bank.clone());
        let done = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&done);
        let looking = thread::spawn(move || {
            watched.look(|checking, _| {
                let moved = checking == 100 && done.load(SeqCst);
                assert!(!moved, "20 of these {checking} were moved during the look");
            });
        });
        let moving = thread::spawn(move || {
            if used.transfer(20) {
                tell.store(true, SeqCst);
            }
        });
        bank.look(|_, _| ());
        looking.join().unwrap();
        moving.join().unwrap();
    });
}

#[test]
fn two_banks_do_not_wait_for_each_other() {
    model(|| {
        let looking = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&looking);
        let visit = |bank: Bank, looking: &AtomicU32| {
            bank.look(|_, _| {
                if looking.fetch_add(1, SeqCst) == 1 {
                    reach!("somebody looks at each of two banks");
                }
                looking.fetch_sub(1, SeqCst);
            });
        };
        let other = thread::spawn(move || visit(Bank::new(1, 0), &theirs));
        visit(Bank::new(2, 0), &looking);
        other.join().unwrap();
    });
}
