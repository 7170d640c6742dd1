//! Takes the hidden file for a sign that somebody else is saving, and leaves it to them: what was to be
//! saved is lost. After a crash the sign stays, and nobody ever saves again.
//@ fails: of_two_who_save_at_once_one_wins: what was saved is not there

use interleave::pause;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

pub struct Disk<'a>(pub &'a Path);

impl Disk<'_> {
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

    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))?;
        pause("the file is renamed");
        Ok(())
    }

    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))?;
        pause("the file is removed");
        Ok(())
    }
}

pub fn save(disk: &Disk<'_>, name: &str, text: &str) -> io::Result<()> {
    let hidden = format!("{name}.new");
    if disk.0.join(&hidden).exists() {
        return Ok(());
    }
    disk.write(&hidden, text)?;
    disk.rename(&hidden, name)
}
