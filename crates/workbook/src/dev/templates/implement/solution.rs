//! An account that several threads use.

use interleave::sync::Mutex;

// ANCHOR: account
/// Holds money, and never gives out more than it holds.
pub struct Account {
    // hole: how can threads that share an account change this?
    // hole as: balance: u32,
    balance: Mutex<u32>,
    // end hole
}

impl Account {
    /// Opens an account with this balance.
    pub fn new(balance: u32) -> Self {
        // hole: open an account with this balance
        Account { balance: Mutex::new(balance) }
        // end hole
    }

    /// Puts money in.
    pub fn deposit(&self, amount: u32) {
        // hole: add to the balance
        *self.balance.lock().unwrap() += amount;
        // end hole
    }

    /// Takes money out, if there is enough, and tells whether there was.
    pub fn withdraw(&self, amount: u32) -> bool {
        // hole: take the money only if it is there
        // One guard for the look and for the withdrawal: in between, nobody else can take it.
        let mut balance = self.balance.lock().unwrap();
        let enough = *balance >= amount;
        if enough {
            *balance -= amount;
        }
        enough
        // end hole
    }

    /// Tells the balance.
    pub fn balance(&self) -> u32 {
        // hole: read the balance
        *self.balance.lock().unwrap()
        // end hole
    }
}
// ANCHOR_END: account
