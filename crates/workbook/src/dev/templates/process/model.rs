//! What saving must do, with real processes.

use interleave::processes;
use std::fs;
use std::path::{Path, PathBuf};

use template_slug::{Disk, save};

/// A process: saves this text in this folder.
fn saver(role: &[&str]) {
    let [folder, text] = role else { panic!("a saver has a folder and a text") };
    save(&Disk(Path::new(folder)), "file", text).expect("the text is saved");
}

/// An empty folder for one test of one process.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let name = format!("{test}-{}", std::process::id());
        let folder = Folder(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        fs::create_dir_all(&folder.0).unwrap();
        folder
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn read(&self) -> String {
        let text = fs::read_to_string(self.0.join("file"));
        text.unwrap_or_else(|_| panic!("the file is not there"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

// ANCHOR: usage
#[test]
fn what_is_saved_can_be_read() {
    processes(saver, |processes| {
        let folder = Folder::new("saved");
        processes.start(&[folder.path(), "a text"]).finish();
        assert_eq!(folder.read(), "a text");
    });
}
// ANCHOR_END: usage

#[test]
fn a_reader_sees_the_old_text_or_the_new_one() {
    processes(saver, |processes| {
        let folder = Folder::new("reader");
        fs::write(folder.0.join("file"), "old").unwrap();
        let mut saving = processes.start(&[folder.path(), "new"]);
        let mut pauses = 0;
        while let Some(place) = saving.pauses() {
            let text = folder.read();
            assert!(["old", "new"].contains(&&*text), "a reader sees `{text}` when {place}");
            pauses += 1;
            saving.go_on();
        }
        assert!(pauses > 0, "`save` goes past `disk`, so nobody can tell what a reader sees");
        assert_eq!(folder.read(), "new", "the new text was saved");
    });
}

#[test]
fn of_two_who_save_at_once_one_wins() {
    processes(saver, |processes| {
        let folder = Folder::new("two");
        fs::write(folder.0.join("file"), "old").unwrap();
        // One of them stops at its first pause while the other saves, then at its second …
        for stop in 1.. {
            let mut slow = processes.start(&[folder.path(), "slow and long"]);
            let mut pauses = 0;
            while pauses < stop && slow.pauses().is_some() {
                pauses += 1;
                if pauses < stop {
                    slow.go_on();
                }
            }
            if pauses < stop {
                break;
            }
            processes.start(&[folder.path(), "quick"]).finish();
            assert_eq!(folder.read(), "quick", "what was saved is not there");
            slow.finish();
            let text = folder.read();
            let whole = ["slow and long", "quick"].contains(&&*text);
            assert!(whole, "two texts are mixed: `{text}`");
        }
    });
}
