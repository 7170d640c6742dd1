//! A terminal of the tests' own: what a program draws stands on a screen that can be read.

use std::fmt;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use pty_process::blocking::{self, Pty};

use super::copy::{Copy, binary};

/// Longer than any check takes on a machine that is busy: whoever waits for more has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program in a terminal.
pub(crate) struct Terminal {
    pty: Arc<Pty>,
    child: Child,
    shared: Arc<(Mutex<Output>, Condvar)>,
}

/// What has come out of it.
struct Output {
    parser: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
}

/// The screen at one moment, and every byte that came until then.
pub(crate) struct Shown {
    screen: vt100::Screen,
    pub(crate) raw: Vec<u8>,
}

impl Output {
    /// Whether no frame is half drawn: the program marks where each begins and ends.
    fn is_whole(&self) -> bool {
        let last = |mark: &[u8]| self.raw.windows(mark.len()).rposition(|bytes| bytes == mark);
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }

    fn shown(&self) -> Shown {
        Shown { screen: self.parser.screen().clone(), raw: self.raw.clone() }
    }
}

impl Shown {
    pub(crate) fn text(&self) -> String {
        self.screen.contents()
    }

    /// Whether the program has the whole screen, without a cursor.
    pub(crate) fn is_full(&self) -> bool {
        self.screen.alternate_screen() && self.screen.hide_cursor()
    }

    pub(crate) fn row(&self, row: usize) -> String {
        self.text().lines().nth(row).unwrap_or_default().to_owned()
    }

    /// The last row that is not empty.
    pub(crate) fn last_row(&self) -> String {
        self.text().lines().last().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the screen:\n{}", self.text())
    }
}

impl Terminal {
    /// Starts `cargo workbook --no-book` in a terminal of 100 columns and 40 rows. When it has ended, the terminal
    /// shows its status and its settings.
    pub(crate) fn start(copy: &Copy, arguments: &[&str], env: &[(&str, &str)]) -> Terminal {
        // The inner shell tells its id and becomes the program.
        let script = r#"sh -c 'echo $$ > pid; exec "$0" --no-book "$@"' "$@"
            echo "ended with $?"; stty -a; echo "that is all""#;
        let mut command = blocking::Command::new("sh")
            .args(["-c", script, "sh"])
            .arg(binary())
            .args(arguments)
            .current_dir(copy.path(""))
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8");
        for name in ["CARGO_TARGET_DIR", "NO_COLOR", "WORKBOOK_ASCII", "VISUAL", "EDITOR"] {
            command = command.env_remove(name);
        }
        let command = command.envs(env.iter().copied());
        let (pty, pts) = blocking::open().unwrap();
        pty.resize(pty_process::Size::new(40, 100)).unwrap();
        let child = command.spawn(pts).unwrap();
        let (rows, columns) = (NonZeroU16::new(40).unwrap(), NonZeroU16::new(100).unwrap());
        let parser = vt100::Parser::new(rows, columns, 0);
        let output = Output { parser, raw: Vec::new(), ended: false };
        let terminal = Terminal {
            pty: Arc::new(pty),
            child,
            shared: Arc::new((Mutex::new(output), Condvar::new())),
        };
        let (pty, shared) = (terminal.pty.clone(), terminal.shared.clone());
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                // An error says that nobody has the terminal open.
                let count = (&*pty).read(&mut bytes).unwrap_or(0);
                let mut output = lock(&shared.0);
                output.parser.process(&bytes[..count]);
                output.raw.extend_from_slice(&bytes[..count]);
                output.ended |= count == 0;
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        terminal
    }

    /// Types these keys.
    pub(crate) fn keys(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let size = |count| NonZeroU16::new(count).unwrap();
        lock(&self.shared.0).parser.set_size(size(rows), size(columns));
        self.pty.resize(pty_process::Size::new(rows, columns)).unwrap();
    }

    /// Waits until the screen is as it should be.
    pub(crate) fn until(&self, is_so: impl Fn(&Shown) -> bool) -> Shown {
        let (output, changed) = &*self.shared;
        let is_there = |output: &Output| output.is_whole() && is_so(&output.shown());
        let waits = |output: &mut Output| !is_there(output) && !output.ended;
        let output = changed.wait_timeout_while(lock(output), PATIENCE, waits);
        let shown = output.unwrap_or_else(PoisonError::into_inner).0.shown();
        assert!(is_so(&shown), "it does not come: {shown}");
        shown
    }

    /// Everything that came until now.
    pub(crate) fn raw(&self) -> Vec<u8> {
        lock(&self.shared.0).raw.clone()
    }

    /// Waits until these words stand on the screen.
    pub(crate) fn shows(&self, words: &str) -> Shown {
        self.until(|shown| shown.text().contains(words))
    }

    /// Waits until the program has ended with this status and left the terminal as it found it.
    pub(crate) fn ends(&self, status: i32) {
        let shown = self.shows("that is all");
        assert!(shown.text().contains(&format!("ended with {status}")), "{shown}");
        assert!(!shown.screen.alternate_screen(), "{shown}");
        assert!(!shown.screen.hide_cursor(), "{shown}");
        for setting in ["icanon", "echo", "isig", "opost"] {
            let off = format!("-{setting} ");
            assert!(shown.text().contains(setting) && !shown.text().contains(&off), "{shown}");
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // In the middle of a test that failed it still runs: as the leader of the session ends, the rest is hung up.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
