//! The number belongs to one thread, and the others send it what they want.
//@ passes: one thread takes the messages one by one, in an order that each sender can rely on

use interleave::sync::{Mutex, mpsc};
use interleave::thread;

enum Ask {
    Add,
    Tell(mpsc::Sender<u32>),
}

pub struct Counter {
    asks: Mutex<mpsc::Sender<Ask>>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        let (asks, asked) = mpsc::channel();
        thread::spawn(move || {
            let mut value = start;
            for ask in asked {
                match ask {
                    Ask::Add => value += 1,
                    // Whoever asked may have gone.
                    Ask::Tell(answer) => drop(answer.send(value)),
                }
            }
        });
        Counter { asks: Mutex::new(asks) }
    }

    pub fn increment(&self) {
        self.ask(Ask::Add);
    }

    pub fn value(&self) -> u32 {
        let (answer, answered) = mpsc::channel();
        self.ask(Ask::Tell(answer));
        answered.recv().unwrap()
    }

    fn ask(&self, ask: Ask) {
        self.asks.lock().unwrap().send(ask).unwrap();
    }
}
