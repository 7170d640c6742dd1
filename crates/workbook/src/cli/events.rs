//! All that can happen while `cargo workbook` watches, in one channel.

use std::collections::VecDeque;
use std::mem;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use crossterm::event::{self, KeyEvent, KeyEventKind};

use workbook::grade::Graded;

/// An editor writes a file in several steps; what follows within this time belongs to
/// one save. What is checked is the text, so a step that comes later costs a check and
/// harms nothing. So does a terminal whose border is dragged tell many sizes.
const ONE_SAVE: Duration = Duration::from_millis(20);

/// Something that happened.
pub(crate) enum Event {
    /// A key was pressed; the next is read once [`Keys::go_on`] was called.
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
    /// Blocks until something happens. The steps of one save are one event, and those of one resize.
    pub(crate) fn next(&mut self) -> Result<Event> {
        if let Some(event) = self.waiting.pop_front() {
            return Ok(event);
        }
        let first = self.events.recv()?;
        if matches!(first, Event::Saved | Event::Resized) {
            while let Ok(event) = self.events.recv_timeout(ONE_SAVE) {
                if mem::discriminant(&event) != mem::discriminant(&first) {
                    self.waiting.push_back(event);
                }
            }
        }
        Ok(first)
    }
}

/// The thread that reads keys, one at a time: while a key is dealt with, an editor may have the
/// terminal for itself.
pub(crate) struct Keys(Sender<()>);

impl Keys {
    /// Sends every key until the terminal is gone or nobody listens.
    pub(crate) fn forward(events: Sender<Event>) -> Keys {
        let (go_on, dealt_with) = mpsc::channel();
        thread::spawn(move || read_keys(&events, &dealt_with));
        Keys(go_on)
    }

    /// Lets the next key be read.
    pub(crate) fn go_on(&self) {
        // Without the thread the terminal is gone, and an event says so.
        let _ = self.0.send(());
    }
}

fn read_keys(events: &Sender<Event>, dealt_with: &Receiver<()>) {
    loop {
        let (sent, is_key) = match event::read() {
            Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                (events.send(Event::Key(key)), true)
            }
            Ok(event::Event::Resize(..)) => (events.send(Event::Resized), false),
            Ok(_) => (Ok(()), false),
            // The terminal is gone.
            Err(_) => {
                let _ = events.send(Event::Interrupted);
                break;
            }
        };
        if sent.is_err() || is_key && dealt_with.recv().is_err() {
            break;
        }
    }
}
