//! Writes where the old text stands: creating the file empties it, and whoever reads then reads
//! nothing, or half.
//@ fails: a_reader_sees_the_old_text_or_the_new_one: a reader sees `` when the file is empty

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
    disk.write(name, text)
}
