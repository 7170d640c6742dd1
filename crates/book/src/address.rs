//! Leaves the address where other programs of this checkout find it: `cargo workbook check` prints it.
//!
//! A file with the address may outlive a server that was killed. So the server holds a lock as long as it
//! lives, and an address counts only while nobody could take the lock.

use std::fs::{self, File};
use std::net::SocketAddr;

use crate::reader::Place;

/// Leaves the address for as long as this process lives.
///
/// If another server has left its own, or nothing can be written, that is no failure: the book is served
/// all the same.
pub fn leave(place: &Place, address: SocketAddr) {
    let folder = place.companion();
    let _ = fs::create_dir_all(&folder);
    let Ok(lock) = File::create(folder.join("book.lock")) else { return };
    if lock.try_lock().is_ok() {
        let _ = fs::write(folder.join("book.address"), format!("http://{address}/\n"));
        // The lock is given back by the system when the process ends, however it ends.
        std::mem::forget(lock);
    }
}
