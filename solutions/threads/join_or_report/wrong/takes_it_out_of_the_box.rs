//! `downcast` instead of `downcast_ref`: if the guess is right, it takes the value out of the box; if not, it gives
//! the box back.
//@ passes: each guess hands the box on to the next

use interleave::thread::JoinHandle;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| {
        let guess = payload.downcast::<String>().map(|text| *text);
        let guess = guess.or_else(|payload| payload.downcast::<&str>().map(|text| text.to_string()));
        let guess =
            guess.or_else(|payload| payload.downcast::<io::Error>().map(|error| error.to_string()));
        guess.unwrap_or_else(|_| "unknown panic".to_owned())
    })
}
