//! The command line: arguments, what the terminal shows, and exit statuses.

/// Prints a line. That nobody reads it, as with `| head`, is no failure.
macro_rules! say {
    ($($line:tt)*) => {
        $crate::cli::terminal::print(anstream::stdout(), &format!($($line)*))
    };
}

/// Does [`say`] on the standard error.
macro_rules! warn {
    ($($line:tt)*) => {
        $crate::cli::terminal::print(anstream::stderr(), &format!($($line)*))
    };
}

mod app;
mod args;
mod book;
mod check;
mod check_all;
mod completions;
mod dev;
mod diff;
mod doctor;
mod editor;
mod events;
mod explain;
mod grade;
mod guide;
mod json;
mod list;
mod next;
mod place;
mod progress;
mod recorded;
mod render;
mod reset;
mod screen;
mod terminal;
mod update;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::ArgMatches;

use app::App;
use workbook::dev::new::NotWritten;
use workbook::dev::{Part, Share};
use workbook::grade::Stopped;
use workbook::process::Stop;
use workbook::workspace::UnknownExercise;

/// What the process says with its exit status; `--help` documents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// All that was checked holds.
    Holds = 0,
    /// Something is refused.
    Refused = 1,
    /// The command line is wrong.
    Usage = 2,
    /// It could not be checked.
    NotChecked = 3,
    /// Ended by Ctrl-C or a signal.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// Runs the command line of this process.
pub(crate) fn main() -> ExitCode {
    let matches = match args::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let asked = !error.use_stderr();
            let text = error.render().ansi().to_string();
            if asked {
                say!("{}", text.trim_end())
            } else {
                warn!("{}", text.trim_end())
            }
            return if asked { Status::Holds } else { Status::Usage }.into();
        }
    };
    terminal::set_links(!matches.get_flag("no-links"));
    let stop = Stop::default();
    match run(&matches, &stop) {
        Ok(status) => status.into(),
        Err(error) => {
            let usage = error.is::<UnknownExercise>()
                || error.is::<NotWritten>()
                || error.is::<explain::UnknownWord>()
                || error.is::<reset::NotSure>();
            let status = if error.is::<Stopped>() || stop.is_set() {
                Status::Interrupted
            } else if usage {
                Status::Usage
            } else {
                Status::NotChecked
            };
            if matches.get_flag("json") {
                json::error(&error, status);
            } else if status != Status::Interrupted {
                warn!("{}", render::error(&error));
            }
            status.into()
        }
    }
}

fn run(matches: &ArgMatches, stop: &Stop) -> Result<Status> {
    let json = matches.get_flag("json");
    // What needs no checkout.
    match matches.subcommand() {
        Some(("explain", matches)) => return explain::command(matches, json),
        Some(("schema", _)) => return Ok(json::schema(json)),
        Some(("completions", matches)) => return completions::command(matches, json),
        _ => {}
    }
    let mut app = App::open(stop.clone(), json)?;
    let slug = |matches: &ArgMatches| matches.get_one::<String>("slug").cloned();
    match matches.subcommand() {
        None => {
            let options = watch::Options {
                open: matches.get_flag("open"),
                book: !matches.get_flag("no-book"),
                poll: matches.get_flag("poll"),
                editor: editor::Editor::new(matches.get_one::<String>("edit-cmd")),
            };
            if !json && terminal::has_a_screen() {
                watch::run(app, options)
            } else {
                app.interruptible()?;
                next::once(&mut app, options.open.then_some(&options.editor))
            }
        }
        Some(("check", matches)) => {
            app.interruptible()?;
            let loom = matches.get_flag("loom");
            if matches.get_flag("all") {
                check_all::command(&mut app, loom)
            } else {
                check::one(&mut app, slug(matches).as_deref(), loom)
            }
        }
        Some(("list", matches)) => list::command(&app, matches),
        Some(("go", matches)) => place::go(&mut app, &slug(matches).unwrap_or_default()),
        Some(("next", _)) => place::next(&mut app),
        Some(("previous", _)) => place::previous(&mut app),
        Some(("diff", matches)) => diff::command(&app, slug(matches).as_deref()),
        Some(("grade", matches)) => {
            app.interruptible()?;
            grade::command(&app, matches)
        }
        Some(("hint", matches)) => {
            let level = matches.get_one::<u64>("level").map(|level| *level as usize);
            guide::hint(&mut app, slug(matches).as_deref(), level)
        }
        Some(("reset", matches)) => match slug(matches) {
            Some(slug) => reset::one(&mut app, &slug),
            None => reset::all(&mut app, matches.get_flag("yes")),
        },
        Some(("show", matches)) => guide::show(&app, slug(matches).as_deref()),
        Some(("update", matches)) => match matches.get_one::<PathBuf>("from") {
            Some(folder) => update::from(&mut app, folder),
            None => update::update(&app),
        },
        Some(("progress", matches)) => match matches.subcommand() {
            Some(("merge", matches)) => {
                let from = matches.get_one::<PathBuf>("from").cloned().unwrap_or_default();
                update::merge(&mut app, &from)
            }
            _ => anyhow::bail!("`progress` needs one of its subcommands"),
        },
        Some(("doctor", matches)) => {
            app.interruptible()?;
            if matches.get_flag("build-offline") {
                doctor::build(&app)
            } else {
                doctor::run(&app, matches.get_flag("offline"))
            }
        }
        Some(("book", matches)) => book::command(&app, matches),
        Some(("dev", matches)) => {
            app.interruptible()?;
            match matches.subcommand() {
                Some(("new", matches)) => dev::new(&app, matches),
                Some(("sync", matches)) => dev::sync(&app, matches.get_flag("force")),
                Some(("bench", matches)) => {
                    let chapter = matches.get_one::<String>("chapter").map(String::as_str);
                    dev::bench(&app, chapter.unwrap_or_default())
                }
                Some(("check", matches)) => {
                    let only = matches.get_one::<String>("only").map(|slug| Part::Only(slug));
                    let share = matches.get_one::<Share>("share").copied().map(Part::Share);
                    let part = only.or(share).unwrap_or(Part::All);
                    dev::check(&app, part, matches.get_flag("survival"))
                }
                _ => anyhow::bail!("`dev` needs one of its subcommands"),
            }
        }
        Some((other, _)) => anyhow::bail!("unknown command `{other}`"),
    }
}
