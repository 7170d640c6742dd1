//! What an account that threads share must do.

use interleave::sync::Arc;
use interleave::{model, reach, thread};

use template_slug::Account;

// ANCHOR: usage
#[test]
fn gives_out_what_was_put_in() {
    model(|| {
        let account = Account::new(70);
        account.deposit(30);
        assert!(account.withdraw(80), "80 of 100 are there");
        assert_eq!(account.balance(), 20, "100 less 80 make 20");
        assert!(!account.withdraw(80), "80 of 20 are not there");
    });
}
// ANCHOR_END: usage

#[test]
fn never_gives_out_the_same_money_twice() {
    model(|| {
        let account = Arc::new(Account::new(100));
        let theirs = Arc::clone(&account);
        let other = thread::spawn(move || theirs.withdraw(60));
        let mine = account.withdraw(60);
        let other = other.join().unwrap();
        assert!(!(mine && other), "both got 60 of 100");
        if mine {
            reach!("main is the one who gets the money");
        }
        if other {
            reach!("the other thread is the one who gets the money");
        }
    });
}

#[test]
fn no_deposit_is_lost() {
    model(|| {
        let account = Arc::new(Account::new(0));
        let theirs = Arc::clone(&account);
        let other = thread::spawn(move || theirs.deposit(5));
        account.deposit(10);
        other.join().unwrap();
        assert_eq!(account.balance(), 15, "a deposit got lost");
    });
}

#[test]
fn everybody_gets_what_is_there_for_all() {
    model(|| {
        let account = Arc::new(Account::new(100));
        let theirs = Arc::clone(&account);
        let other = thread::spawn(move || theirs.withdraw(50));
        assert!(account.withdraw(50), "50 of 100 were refused");
        assert!(other.join().unwrap(), "50 of 100 were refused to the other thread");
    });
}

#[test]
fn who_is_refused_takes_nothing() {
    model(|| {
        let account = Arc::new(Account::new(100));
        let theirs = Arc::clone(&account);
        let other = thread::spawn(move || theirs.withdraw(101));
        assert_eq!(account.balance(), 100, "money is missing that nobody got");
        assert!(!other.join().unwrap(), "101 of 100 were given out");
    });
}
