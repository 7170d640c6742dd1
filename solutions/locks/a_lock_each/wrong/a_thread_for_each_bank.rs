//! No lock: the balances belong to a thread, and handles send it what they want. It ends with the last handle.
//@ passes: one thread does one thing after the other, and waits for the end of each look

use interleave::sync::mpsc::{Receiver, Sender, channel};
use interleave::thread;

enum Wish {
    Transfer(u32, Sender<bool>),
    /// Until the receiver has heard that the sender is gone, somebody looks.
    Look(Sender<(u32, u32)>, Receiver<()>),
}

#[derive(Clone)]
pub struct Bank {
    wishes: Sender<Wish>,
}

fn work(mut checking: u32, mut savings: u32, wishes: Receiver<Wish>) {
    for wish in wishes {
        match wish {
            Wish::Transfer(amount, answer) => {
                let enough = checking >= amount;
                if enough {
                    checking -= amount;
                    savings += amount;
                }
                answer.send(enough).unwrap();
            }
            Wish::Look(answer, done) => {
                answer.send((checking, savings)).unwrap();
                // An error: the other end is gone, which is what it waits for.
                let _ = done.recv();
            }
        }
    }
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        let (wishes, receiver) = channel();
        thread::spawn(move || work(checking, savings, receiver));
        Bank { wishes }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let (sender, answer) = channel();
        self.wishes.send(Wish::Transfer(amount, sender)).unwrap();
        answer.recv().unwrap()
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let (sender, answer) = channel();
        let (_looking, done) = channel();
        self.wishes.send(Wish::Look(sender, done)).unwrap();
        let (checking, savings) = answer.recv().unwrap();
        look(checking, savings)
    }
}
