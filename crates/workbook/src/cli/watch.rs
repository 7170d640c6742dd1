//! The main loop: one exercise on the screen, checked again on every save.
//!
//! Everything that happens is an [`Event`] in one channel. A check runs in a thread of
//! its own and a save stops it and starts the next, so keys always work and the verdict
//! on the screen is that of the last saved text.

mod view;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::{Context, Result, anyhow};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::app::{App, grade, remember, width};
use super::book::Book;
use super::events::{self, Event, Inbox};
use super::screen::Screen;
use super::{Status, check, editor, guide, render, reset};
use workbook::exercise::Exercise;
use workbook::files;
use workbook::fingerprint::fingerprint;
use workbook::grade::Graded;
use workbook::process::Stop;

/// What the command line asked for.
pub(crate) struct Options {
    pub(crate) open: bool,
    pub(crate) book: bool,
}

/// What stands below the verdict.
enum Panel {
    Nothing,
    Text(String),
    List,
    AskReset,
}

struct Watch {
    app: App,
    index: usize,
    round: u64,
    /// Stops the running check.
    stop: Stop,
    /// What was last checked: many events of a file system are no save.
    checked: String,
    verdict: Option<String>,
    panel: Panel,
    book: Option<Book>,
    address: Option<String>,
    note: String,
    events: Sender<Event>,
    watcher: RecommendedWatcher,
    watched: Option<PathBuf>,
}

/// Runs until the reader quits.
pub(crate) fn run(app: App, options: Options) -> Result<Status> {
    let (events, mut inbox) = events::channel();
    let sender = events.clone();
    ctrlc::set_handler(move || drop(sender.send(Event::Interrupted)))
        .context("failed to listen for Ctrl-C")?;
    let watcher = events::watcher(events.clone())?;
    let mut watch = Watch {
        index: app.next_open(0).unwrap_or(0),
        round: 0,
        stop: Stop::default(),
        checked: String::new(),
        verdict: None,
        panel: if app.next_open(0).is_none() { Panel::List } else { Panel::Nothing },
        book: None,
        address: None,
        note: String::new(),
        events,
        watcher,
        watched: None,
        app,
    };
    let mut screen = Screen::open()?;
    watch.open_exercise(watch.index, options.open)?;
    events::forward_keys(watch.events.clone());
    let status = watch.until_quit(&mut screen, &mut inbox, options.book);
    watch.stop.set();
    drop(screen);
    status
}

impl Watch {
    fn until_quit(&mut self, screen: &mut Screen, inbox: &mut Inbox, book: bool) -> Result<Status> {
        loop {
            screen.draw(&self.text())?;
            match inbox.next()? {
                Event::Interrupted => return Ok(Status::Interrupted),
                Event::Resized => {}
                Event::Saved => self.check_if_changed(),
                Event::Book(Ok(address)) => self.address = Some(address),
                Event::Book(Err(error)) => {
                    self.address = None;
                    self.note = format!("no book: {error:#}");
                }
                Event::Graded(round, result) => {
                    if round == self.round {
                        self.verdict = Some(self.graded(*result));
                    }
                    // The book machine takes both cores for a while: the verdict comes first.
                    if book && self.book.is_none() {
                        let events = self.events.clone();
                        let tell = move |address| drop(events.send(Event::Book(address)));
                        self.book = Some(Book::start(self.app.workspace.clone(), tell));
                    }
                }
                Event::Key(key) => {
                    if let Some(status) = self.key(key)? {
                        return Ok(status);
                    }
                }
            }
        }
    }

    fn exercise(&self) -> &Exercise {
        &self.app.workspace.exercises[self.index]
    }

    fn open_exercise(&mut self, index: usize, in_editor: bool) -> Result<()> {
        self.index = index;
        let folder = self.exercise().dir.clone();
        if let Some(old) = self.watched.take() {
            let _ = self.watcher.unwatch(&old);
        }
        self.watcher
            .watch(&folder, RecursiveMode::Recursive)
            .with_context(|| format!("failed to watch `{}`", folder.display()))?;
        self.watched = Some(folder);
        if in_editor {
            let place = check::place(&self.app, self.exercise());
            self.note = editor::open(&self.app.workspace, &place).unwrap_or_default();
        }
        self.check();
        Ok(())
    }

    fn check_if_changed(&mut self) {
        if self.texts() != self.checked {
            self.panel = Panel::Nothing;
            self.check();
        }
    }

    fn texts(&self) -> String {
        let exercise = self.exercise();
        let text = |path| fingerprint(&files::read(path).unwrap_or_default());
        format!("{} {}", text(&exercise.answer()), text(&exercise.tests()))
    }

    fn check(&mut self) {
        self.stop.set();
        self.stop = Stop::default();
        self.round += 1;
        self.checked = self.texts();
        self.verdict = None;
        let (round, stop, events) = (self.round, self.stop.clone(), self.events.clone());
        let (workspace, exercise) = (self.app.workspace.clone(), self.exercise().clone());
        thread::spawn(move || {
            let work = || grade(&workspace, &exercise, false, &stop, |_| {});
            let result = catch_unwind(AssertUnwindSafe(work));
            let result = result.unwrap_or_else(|_| Err(anyhow!("the check itself panicked")));
            let _ = events.send(Event::Graded(round, Box::new(result)));
        });
    }

    fn graded(&mut self, result: Result<Graded>) -> String {
        let exercise = self.exercise().clone();
        let graded = match result {
            Ok(graded) => graded,
            Err(error) => return render::error(&error),
        };
        let mut text = render::verdict(&exercise, &graded, width());
        if let Some(note) = remember(&mut self.app, &exercise, &graded) {
            self.note = note;
        }
        if let Some(caution) = render::caution(&self.app.workspace, &exercise) {
            text.push_str(&format!("\n{caution}"));
        }
        if render::status(&exercise, &graded) == Status::Holds {
            text.push_str(match self.app.next_open(self.index) {
                Some(_) => "\nn opens the next exercise\n",
                None => "\nall exercises are solved\n",
            });
        }
        text
    }

    /// Does what a key asks for, and returns a status if that is to quit.
    fn key(&mut self, key: KeyEvent) -> Result<Option<Status>> {
        if matches!(self.panel, Panel::AskReset) && key.code == KeyCode::Char('y') {
            let exercise = self.exercise().clone();
            self.panel = Panel::Text(match reset::put_back(&mut self.app, &exercise) {
                Ok(text) => text,
                Err(error) => render::error(&error),
            });
            self.check();
            return Ok(None);
        }
        self.panel = Panel::Nothing;
        match key.code {
            KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                return Ok(Some(Status::Interrupted));
            }
            KeyCode::Char('q') => return Ok(Some(Status::Holds)),
            KeyCode::Char('l') => self.panel = Panel::List,
            KeyCode::Char('r') => self.panel = Panel::AskReset,
            KeyCode::Char('h') => {
                let exercise = self.exercise().clone();
                self.panel = Panel::Text(match guide::next_hint(&mut self.app, &exercise, None) {
                    Ok((text, forgotten)) => {
                        self.note = forgotten.unwrap_or_default();
                        text
                    }
                    Err(error) => render::error(&error),
                });
            }
            KeyCode::Char('n') => {
                let count = self.app.workspace.exercises.len();
                let after = (self.index + 1) % count;
                self.note.clear();
                self.open_exercise(self.app.next_open(after).unwrap_or(after), false)?;
            }
            KeyCode::Enter => self.check(),
            _ => {}
        }
        Ok(None)
    }
}
