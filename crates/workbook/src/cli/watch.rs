//! The main loop: one exercise on the screen, checked again on every save.
//!
//! Everything that happens is an [`Event`] in one channel. A check runs in a thread of
//! its own and a save stops it and starts the next, so keys always work and the verdict
//! on the screen is that of the last saved text.

mod files;
mod keys;
mod list;
mod rows;
mod view;
mod whole;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};

use super::app::{App, grade, remember, width};
use super::book::Book;
use super::editor::Editor;
use super::events::{self, Event, Inbox, Keys};
use super::screen::{Screen, last_said};
use super::{Status, render};
use files::Files;
use list::List;
use workbook::exercise::Exercise;
use workbook::files::read;
use workbook::fingerprint::fingerprint;
use workbook::grade::Graded;
use workbook::process::Stop;

/// What the command line asked for.
pub(crate) struct Options {
    pub(crate) open: bool,
    pub(crate) book: bool,
    pub(crate) poll: bool,
    pub(crate) editor: Editor,
}

/// What is shown beside the verdict.
enum Panel {
    Nothing,
    /// Above the verdict.
    Text(String),
    AskReset,
    /// Instead of it.
    Page(String),
    List(List),
}

struct Watch {
    app: App,
    editor: Editor,
    index: usize,
    round: u64,
    /// Stops the running check.
    stop: Stop,
    /// The checks that may still run: each ends what it started.
    checks: Vec<JoinHandle<()>>,
    /// The columns for which the last check was started.
    width: usize,
    /// What was last checked: many events of a file system are no save.
    checked: String,
    verdict: Option<String>,
    graded: Option<Graded>,
    panel: Panel,
    /// Rows of the body above the screen.
    scroll: usize,
    book: Option<Book>,
    address: Option<String>,
    note: String,
    events: Sender<Event>,
    files: Files,
}

/// Runs until the reader quits.
pub(crate) fn run(app: App, options: Options) -> Result<Status> {
    let (events, mut inbox) = events::channel();
    let sender = events.clone();
    ctrlc::set_handler(move || drop(sender.send(Event::Interrupted)))
        .context("failed to listen for Ctrl-C")?;
    let first = app.here();
    let mut watch = Watch {
        index: first.unwrap_or(0),
        round: 0,
        stop: Stop::default(),
        checks: Vec::new(),
        width: width(),
        checked: String::new(),
        verdict: None,
        graded: None,
        panel: if first.is_none() { Panel::List(List::at(0)) } else { Panel::Nothing },
        scroll: 0,
        book: None,
        address: None,
        note: String::new(),
        files: Files::new(events.clone(), &app.workspace.root, options.poll)?,
        events,
        editor: options.editor,
        app,
    };
    let mut screen = Screen::open()?;
    watch.go_to(watch.index)?;
    if options.open {
        watch.open(&mut screen)?;
    }
    let keys = Keys::forward(watch.events.clone());
    let status = watch.until_quit(&mut screen, &mut inbox, &keys, options.book);
    drop(screen);
    watch.end();
    if status.is_ok() {
        let (solved, all) = watch.solved();
        say!("{solved} of {all} solved: `cargo workbook` goes on");
    }
    status
}

impl Watch {
    fn until_quit(
        &mut self,
        screen: &mut Screen,
        inbox: &mut Inbox,
        keys: &Keys,
        book: bool,
    ) -> Result<Status> {
        loop {
            screen.draw(self.frame(Screen::size()))?;
            match inbox.next()? {
                Event::Interrupted => return Ok(Status::Interrupted),
                Event::Resized => {
                    // What a terminal leaves of the old rows is anybody's guess.
                    screen.forget();
                    // A report is laid out for the width it was made for.
                    if width() != self.width {
                        self.check();
                    }
                }
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
                    if let Some(status) = self.key(key, screen)? {
                        return Ok(status);
                    }
                    keys.go_on();
                }
            }
        }
    }

    /// Waits until no check runs, for what it started would run on.
    fn end(&mut self) {
        self.stop.set();
        for check in self.checks.drain(..) {
            // A panic in it was caught and told.
            let _ = check.join();
        }
    }

    fn exercise(&self) -> &Exercise {
        &self.app.workspace.exercises[self.index]
    }

    /// How many exercises are solved, of how many.
    fn solved(&self) -> (usize, usize) {
        let exercises = &self.app.workspace.exercises;
        let solved = exercises.iter().filter(|exercise| self.app.is_solved(exercise));
        (solved.count(), exercises.len())
    }

    /// Shows and checks another exercise.
    fn go_to(&mut self, index: usize) -> Result<()> {
        self.note.clear();
        if index != self.index
            && let Err(error) = self.app.go(index)
        {
            self.note = format!("not remembered: {error:#}");
        }
        self.index = index;
        let folder = self.exercise().dir.clone();
        self.files.follow(&folder)?;
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
        let text = |path| fingerprint(&read(path).unwrap_or_default());
        format!("{} {}", text(&exercise.answer()), text(&exercise.tests()))
    }

    fn check(&mut self) {
        self.stop.set();
        self.stop = Stop::default();
        self.round += 1;
        self.width = width();
        self.checked = self.texts();
        self.verdict = None;
        self.graded = None;
        self.scroll = 0;
        let (round, stop, events) = (self.round, self.stop.clone(), self.events.clone());
        let (workspace, exercise) = (self.app.workspace.clone(), self.exercise().clone());
        self.checks.retain(|check| !check.is_finished());
        self.checks.push(thread::spawn(move || {
            let work = || grade(&workspace, &exercise, false, &stop, |_| {});
            let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
                let said = last_said().unwrap_or_default();
                Err(anyhow!("the check itself failed: {said}"))
            });
            let _ = events.send(Event::Graded(round, Box::new(result)));
        }));
    }

    fn graded(&mut self, result: Result<Graded>) -> String {
        let exercise = self.exercise().clone();
        let graded = match result {
            Ok(graded) => graded,
            Err(error) => return render::error(&error),
        };
        let mut text = render::verdict(&exercise, &graded, self.width);
        if let Some(note) = remember(&mut self.app, &exercise, &graded) {
            self.note = note;
        }
        if let Some(caution) = render::caution(&self.app.workspace, &exercise) {
            text.push_str(&format!("\n{caution}"));
        }
        if render::status(&exercise, &graded) == Status::Holds {
            text.push_str(match self.app.next_open(self.index) {
                Some(_) => "\nn opens the next exercise, d compares your answer with ours\n",
                None => "\nall exercises are solved\n",
            });
        }
        self.graded = Some(graded);
        text
    }
}
