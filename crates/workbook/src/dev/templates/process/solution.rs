//! Saves a text so that no process ever reads half of it.

use interleave::pause;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// A folder, written to step by step. At each pause other processes may read and write there.
pub struct Disk<'a>(pub &'a Path);

impl Disk<'_> {
    /// Writes a file, from its start.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let mut file = File::create(self.0.join(name))?;
        pause("the file is empty");
        let (first, second) = text.as_bytes().split_at(text.len() / 2);
        file.write_all(first)?;
        pause("half of the text is written");
        file.write_all(second)?;
        pause("the text is written");
        Ok(())
    }

    /// Gives a file another name; a file that had it is gone.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))?;
        pause("the file is renamed");
        Ok(())
    }

    /// Removes a file.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))?;
        pause("the file is removed");
        Ok(())
    }
}

// ANCHOR: save
/// Replaces the text of a file. Who reads it meanwhile reads the old text or the new one.
pub fn save(disk: &Disk<'_>, name: &str, text: &str) -> io::Result<()> {
    // hole: replace the text, with the steps that `disk` has
    // Two processes that save at once must not write to one file: each has a name of its own.
    let hidden = format!("{name}.{}", std::process::id());
    disk.write(&hidden, text)?;
    disk.rename(&hidden, name)
    // end hole
}
// ANCHOR_END: save
