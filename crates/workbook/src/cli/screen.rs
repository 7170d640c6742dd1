//! The terminal while `cargo workbook` watches: keys arrive one by one and without echo.
//!
//! The terminal is restored on every way out: on drop, and in a panic before its
//! message is printed.

use std::io::{self, Write};
use std::panic;

use anyhow::{Context, Result};
use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};

/// The terminal in raw mode.
pub(crate) struct Screen(());

impl Screen {
    pub(crate) fn open() -> Result<Screen> {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            restore();
            print(info);
        }));
        enable_raw_mode().context("failed to read keys from the terminal")?;
        Ok(Screen(()))
    }

    /// Shows `text` instead of what is there.
    pub(crate) fn draw(&mut self, text: &str) -> io::Result<()> {
        let mut out = anstream::stdout().lock();
        queue!(out, Clear(ClearType::All), Clear(ClearType::Purge), MoveTo(0, 0))?;
        // In raw mode a line feed does not return to the first column.
        out.write_all(text.replace('\n', "\r\n").as_bytes())?;
        out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn restore() {
    // Nothing more can be done if the terminal is gone.
    let _ = disable_raw_mode();
}
