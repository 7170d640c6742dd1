//! A thread fails, and who hears of it.
//!
//! Three times the same failure: in a thread that nobody joins, in one that is joined, and as a `Result` that
//! the thread returns. The panic hook writes what it hears to standard output here; by default
//! it writes to standard error, and nothing else in the program notices.

use std::io;
use std::panic;
use std::thread;

// ANCHOR: game_logic
fn game_logic() -> io::Result<u32> {
    Err(io::Error::other("Problem with I/O"))
}

fn game_logic_or_panic() -> u32 {
    game_logic().unwrap_or_else(|error| panic!("{error}"))
}
// ANCHOR_END: game_logic

// ANCHOR: main
fn main() {
    panic::set_hook(Box::new(|info| {
        println!("  the hook hears: {}", info.payload_as_str().unwrap_or("something else"));
    }));

    println!("a thread that nobody joins");
    let unheard = thread::spawn(game_logic_or_panic);
    while !unheard.is_finished() {
        thread::yield_now(); // only so that its line comes first
    }
    drop(unheard); // the handle, and with it the failure
    println!("  main goes on and knows nothing");

    println!("a thread that is joined");
    let joined = thread::spawn(game_logic_or_panic).join();
    let payload = joined.unwrap_err();
    let message = payload.downcast_ref::<String>().expect("a formatted message is a `String`");
    println!("  join returns the panic: {message}");

    println!("a thread that returns its error");
    let returned = thread::spawn(game_logic).join().expect("no panic this time");
    println!("  join returns a value: {:?}", returned.map_err(|error| error.to_string()));
}
// ANCHOR_END: main
