//! All that can happen while `cargo workbook` watches, in one channel.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use crossterm::event::{self, KeyEvent, KeyEventKind};
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher};

use workbook::grade::Graded;

/// An editor writes a file in several steps; what follows within this time belongs to
/// one save. What is checked is the text, so a step that comes later costs a check and
/// harms nothing.
const ONE_SAVE: Duration = Duration::from_millis(20);

/// Something that happened.
pub(crate) enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// The terminal has another size.
    Resized,
    /// Something in the watched folder may have changed.
    Saved,
    /// The check of this round ended.
    Graded(u64, Box<Result<Graded>>),
    /// The book has an address, or will have none.
    Book(Result<String>),
    /// Ctrl-C, a signal, or the terminal is gone.
    Interrupted,
}

/// Where events arrive.
pub(crate) struct Inbox {
    events: Receiver<Event>,
    /// Came while a save was still going on.
    waiting: VecDeque<Event>,
}

/// Returns both ends.
pub(crate) fn channel() -> (Sender<Event>, Inbox) {
    let (sender, events) = mpsc::channel();
    (sender, Inbox { events, waiting: VecDeque::new() })
}

impl Inbox {
    /// Blocks until something happens. The steps of one save are one event.
    pub(crate) fn next(&mut self) -> Result<Event> {
        if let Some(event) = self.waiting.pop_front() {
            return Ok(event);
        }
        let first = self.events.recv()?;
        if matches!(first, Event::Saved) {
            while let Ok(event) = self.events.recv_timeout(ONE_SAVE) {
                if !matches!(event, Event::Saved) {
                    self.waiting.push_back(event);
                }
            }
        }
        Ok(first)
    }
}

/// Watches files, once told which, and sends [`Event::Saved`].
pub(crate) fn watcher(events: Sender<Event>) -> Result<RecommendedWatcher> {
    let changed = move |event: notify::Result<notify::Event>| {
        // What cannot be read may be a change: whoever looks compares the texts.
        if event.map_or(true, |event| is_change(&event.kind)) {
            let _ = events.send(Event::Saved);
        }
    };
    notify::recommended_watcher(changed).context("failed to watch files")
}

/// Sends every key until the terminal is gone or nobody listens.
pub(crate) fn forward_keys(events: Sender<Event>) {
    thread::spawn(move || read_keys(&events));
}

/// Reading is no change; otherwise each check would be the cause of the next.
fn is_change(kind: &EventKind) -> bool {
    !kind.is_access() || *kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

fn read_keys(events: &Sender<Event>) {
    loop {
        let sent = match event::read() {
            Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                events.send(Event::Key(key))
            }
            Ok(event::Event::Resize(..)) => events.send(Event::Resized),
            Ok(_) => Ok(()),
            // The terminal is gone.
            Err(_) => {
                let _ = events.send(Event::Interrupted);
                break;
            }
        };
        if sent.is_err() {
            break;
        }
    }
}
