//! The terminal while `cargo workbook` watches: a screen of its own, and keys that arrive one by one and without echo.
//!
//! The terminal is as it was after every way out: on drop, and in a panic before its
//! message is printed. What stood there before is never touched.

use std::io::{self, Write, stdout};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};

use super::terminal::has_colours;

/// Whether the terminal is ours. A terminal that is given back twice puts the cursor where it once was,
/// over what was printed in between.
static OURS: AtomicBool = AtomicBool::new(false);

/// What panics of other threads said: it would lie on the screen where nobody asked for it.
static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The terminal in raw mode.
pub(crate) struct Screen {
    shown: Vec<String>,
    colours: bool,
}

impl Screen {
    pub(crate) fn open() -> Result<Screen> {
        let ours = thread::current().id();
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
            if thread::current().id() == ours {
                restore();
                print(info);
            } else {
                said().push(info.to_string());
            }
        }));
        enter().context("failed to read keys from the terminal")?;
        Ok(Screen { shown: Vec::new(), colours: has_colours() })
    }

    /// Columns and rows.
    pub(crate) fn size() -> (usize, usize) {
        // Some terminals say that they have none.
        let size = crossterm::terminal::size().ok().filter(|(columns, rows)| columns * rows > 0);
        let (columns, rows) = size.unwrap_or((80, 24));
        (usize::from(columns), usize::from(rows))
    }

    /// Shows these rows, none of which is wider than the terminal.
    pub(crate) fn draw(&mut self, rows: Vec<String>) -> io::Result<()> {
        if rows == self.shown {
            return Ok(());
        }
        let mut out = stdout().lock();
        queue!(out, BeginSynchronizedUpdate)?;
        for (row, text) in (0..).zip(&rows) {
            let text = if self.colours {
                text.clone()
            } else {
                anstream::adapter::strip_str(text).to_string()
            };
            // Row by row, so that nothing flickers.
            queue!(out, MoveTo(0, row), Clear(ClearType::CurrentLine))?;
            out.write_all(text.as_bytes())?;
        }
        if let Ok(below) = u16::try_from(rows.len())
            && rows.len() < Screen::size().1
        {
            queue!(out, MoveTo(0, below), Clear(ClearType::FromCursorDown))?;
        }
        queue!(out, EndSynchronizedUpdate)?;
        out.flush()?;
        self.shown = rows;
        Ok(())
    }

    /// Forgets what is shown, so that everything is drawn again.
    pub(crate) fn forget(&mut self) {
        self.shown.clear();
    }

    /// Leaves the terminal to somebody else for the time of `work`.
    pub(crate) fn lend<T>(&mut self, work: impl FnOnce() -> T) -> Result<T> {
        restore();
        let result = work();
        enter().context("failed to take the terminal back")?;
        self.forget();
        Ok(result)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
        for said in said().drain(..) {
            warn!("{}", workbook::text::plain(&said));
        }
    }
}

/// What the last panic of another thread said.
pub(crate) fn last_said() -> Option<String> {
    said().last().cloned()
}

fn said() -> std::sync::MutexGuard<'static, Vec<String>> {
    SAID.lock().unwrap_or_else(PoisonError::into_inner)
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    // Relaxed, here and below: only the thread that opened the screen asks.
    OURS.store(true, Relaxed);
    execute!(stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All)).inspect_err(|_| restore())
}

fn restore() {
    if !OURS.swap(false, Relaxed) {
        return;
    }
    // Nothing more can be done if the terminal is gone.
    let _ = execute!(stdout(), EndSynchronizedUpdate, Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}
