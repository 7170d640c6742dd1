//! The arguments, and what `--help` says about them.

mod reader;
mod surroundings;

use clap::{Arg, ArgAction, Command, value_parser};
use workbook::dev::Share;
use workbook::exercise::Kind;

const STATUSES: &str = "\
Exit status:
    0  everything that was checked holds
    1  an answer, or something of the workbook, is refused
    2  the command line is wrong
    3  it could not be checked, such as when tests/model.rs was edited
  130  interrupted

Without a terminal, or with --json, it checks once and exits. You are at the
first exercise that is not solved, or where `go`, `next` or `previous` led.
Progress and backups are kept in `.workbook`, builds in `target/workbook`.
`CARGO_TARGET_DIR` moves the builds, `NO_COLOR` turns colours and links off.
`WORKBOOK_ASCII=1`, or a locale without UTF-8, makes a terminal's text ASCII.";

const DEV_STATUSES: &str = "\
Prints one line for each problem, sorted by place.

Exit status:
    0  everything agrees
    1  there are problems
    2  the command line is wrong, or no exercise has the name
    3  something could not be checked, such as when cargo fails
  130  interrupted";

const BOOK_STATUSES: &str = "Exit status: 0, or 3 if the book could not be built or served.";

/// The whole command line.
pub(crate) fn command() -> Command {
    Command::new("workbook")
        .bin_name("cargo workbook")
        .about("Opens the next exercise, checks it, and checks again on every save")
        .after_help(STATUSES)
        .disable_help_subcommand(true)
        .arg(flag("open", "Opens the exercise in $VISUAL, $EDITOR or VS Code"))
        .arg(
            Arg::new("edit-cmd")
                .long("edit-cmd")
                .value_name("COMMAND")
                .help("Opens with this, such as 'subl {file}:{line}'"),
        )
        .arg(flag("no-book", "Does not build and serve the book"))
        .arg(flag("json", "Prints JSON, one object a line (see `schema`)").global(true))
        .arg(flag("poll", "Looks at the files every second"))
        .arg(flag("no-links", "Prints places as text alone").global(true))
        .subcommand(
            Command::new("check")
                .about("Checks an answer once (by default, of the exercise you are at)")
                .arg(slug().conflicts_with("all"))
                .arg(flag("all", "Checks every exercise"))
                .arg(flag("loom", "Asks loom for a second opinion"))
                .after_help(STATUSES.split("\n\n").next().unwrap_or_default()),
        )
        .subcommand(reader::list())
        .subcommands(reader::places())
        .subcommand(
            Command::new("hint")
                .about("Shows the next hint: a nudge, the idea, nearly the code")
                .arg(slug())
                .arg(
                    Arg::new("level")
                        .long("level")
                        .value_name("N")
                        .value_parser(value_parser!(u64).range(1..=3))
                        .help("Shows the hints up to this one, from 1 to 3"),
                )
                .after_help(
                    "Exit status: 0; 2 if no exercise has this name; 3 if it has no hints.",
                ),
        )
        .subcommand(reader::reset())
        .subcommand(
            Command::new("show")
                .about("Shows the last counterexample again")
                .arg(slug())
                .after_help("Exit status: 0; 2 if no exercise has this name; 3 if there is none yet."),
        )
        .subcommand(reader::diff())
        .subcommand(reader::explain())
        .subcommand(reader::grade())
        .subcommands(reader::machines())
        .subcommands(surroundings::all())
        .subcommand(
            Command::new("book")
                .about("Builds or serves the book")
                .after_help(BOOK_STATUSES)
                .subcommand_required(true)
                .subcommand(
                    Command::new("build").about("Builds the book").after_help(BOOK_STATUSES).arg(
                        Arg::new("dest").long("dest").value_name("DIR").help("Builds into DIR"),
                    ),
                )
                .subcommand(
                    Command::new("serve").about("Serves the book on 127.0.0.1").after_help(BOOK_STATUSES).arg(
                        Arg::new("port")
                            .long("port")
                            .value_name("N")
                            .value_parser(value_parser!(u16))
                            .help("Listens on port N (by default a free one)"),
                    ),
                ),
        )
        .subcommand(
            Command::new("dev")
                .about("For those who write exercises")
                .subcommand_required(true)
                .subcommand(
                    Command::new("new")
                        .about("Writes an exercise to begin with, complete and of any kind")
                        .arg(name(
                            "chapter",
                            "CHAPTER",
                            "A page of book/src/SUMMARY.md, such as `locks`",
                        ))
                        .arg(name("slug", "EXERCISE", "Its name, such as `bounded_queue`"))
                        .arg(
                            Arg::new("kind")
                                .long("kind")
                                .value_name("KIND")
                                .required(true)
                                .value_parser(Kind::ALL.map(Kind::name))
                                .hide_possible_values(true)
                                .help(kinds()),
                        )
                        .after_help(
                            "Exit status: 0; 2 if the names cannot be used, and nothing is written; 3 if\n\
                             a file cannot be written.",
                        ),
                )
                .subcommand(
                    Command::new("check")
                        .about("Proves that everything agrees")
                        .arg(
                            Arg::new("only")
                                .long("only")
                                .value_name("EXERCISE")
                                .help("Checks what belongs to this exercise"),
                        )
                        .arg(
                            Arg::new("share")
                                .long("share")
                                .value_name("2/3")
                                .conflicts_with("only")
                                .value_parser(value_parser!(Share))
                                .help("Grades this share of the exercises"),
                        )
                        .arg(flag("survival", "Counts what 1,000 runs on real threads miss"))
                        .after_help(DEV_STATUSES),
                )
                .subcommand(
                    Command::new("sync")
                        .about("Writes what is generated")
                        .arg(flag("force", "Also over edits that are not committed"))
                        .after_help("Exit status: 0; 1 if edits were left alone; 3 if it failed."),
                )
                .subcommand(
                    Command::new("bench")
                        .about("Records what a bench measures, for the book")
                        .arg(name("chapter", "CHAPTER", "A bench of benches, such as `locks`"))
                        .after_help("Exit status: 0, or 3 if it could not be measured."),
                ),
        )
}

fn name(id: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(id).value_name(value).required(true).help(help)
}

/// All kinds, in two lines.
fn kinds() -> String {
    let [first, second] = [&Kind::ALL[..4], &Kind::ALL[4..]]
        .map(|kinds| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", "));
    format!("What the reader does in it: {first},\n{second}")
}

fn slug() -> Arg {
    Arg::new("slug")
        .value_name("EXERCISE")
        .help("Its name, such as `counter` (by default, where you are)")
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        command().debug_assert();
    }

    #[test]
    fn every_help_fits_80_columns() {
        let mut commands = vec![command()];
        while let Some(mut command) = commands.pop() {
            let help = command.render_help().to_string();
            assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
            commands.extend(command.get_subcommands().cloned());
        }
    }
}
