//! The arguments of what a reader or a teacher does beside checking.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

use super::{flag, slug};
use workbook::exercise::Kind;

const DIFFERENT: &str = "\
Exit status:
    0  the two are shown, or are the same
    2  no exercise has this name
    3  your answer has not passed yet";

const RESET: &str = "\
An answer that is replaced is kept in `.workbook/backup` first, and the command
that brings it back is printed.

Exit status:
    0  everything is as shipped
    2  the command line is wrong, or it was not confirmed
    3  something could not be read or written";

const GRADE: &str = "\
A path is an archive (.zip, .tar, .tar.gz, .tgz), a folder of one person, or a
folder with one folder or archive for each. Answers are found by their paths:
exercises/<chapter>/<exercise>/src/lib.rs, also without `exercises`. Only these
texts are read; tests and manifests are those of this checkout, and your own
answers, progress and builds are not touched.

This runs other people's code as your user. It has no standard input, a home and
an environment of its own, and limits of time, output and, on Unix, memory and
the size of files. The build fetches nothing from the network. These limits keep
one answer from spoiling the others. They do not stop one that wants to read
your files, use the network or cheat: for that, grade in a virtual machine.

Exit status:
    0  every answer that was handed in holds
    1  an answer is refused, does not compile, or is as shipped
    2  the command line is wrong
    3  something could not be read or graded, or nothing was handed in
  130  interrupted";

pub(super) fn list() -> Command {
    Command::new("list")
        .about("Lists exercises and how far you are")
        .arg(filter("chapter", "CHAPTER", "Those of this chapter, such as `locks`"))
        .arg(
            filter("state", "STATE", "Those that are open, solved, or to check `again`")
                .value_parser(PossibleValuesParser::new(["open", "solved", "again"]))
                .hide_possible_values(true),
        )
        .arg(
            filter("kind", "KIND", "Those of this kind, such as `implement`")
                .value_parser(PossibleValuesParser::new(Kind::ALL.map(Kind::name)))
                .hide_possible_values(true),
        )
        .arg(
            filter("difficulty", "N", "Those of this difficulty, from 1 to 4")
                .value_parser(value_parser!(i64).range(1..=4)),
        )
        .after_help(
            "A filter may be given several times: then any of its values will do.\n\
             Exit status: 0, also if no exercise is left; 2 if the command line is wrong.",
        )
}

/// The commands that choose where you are.
pub(super) fn places() -> [Command; 3] {
    let own = Arg::new("slug").value_name("EXERCISE").required(true);
    [
        Command::new("go")
            .about("Goes to an exercise: commands without a name mean it from now on")
            .arg(own.help("Its name, such as `counter`"))
            .after_help(
                "Once you have solved it, you are at the next that is open.\n\
                 Exit status: 0, or 2 if no exercise has this name.",
            ),
        Command::new("next").about("Goes to the next exercise that is not solved").after_help(
            "After the last comes the first. Exit status: 0, or 3 if no other is open.",
        ),
        Command::new("previous")
            .about("Goes to the exercise before, solved or not")
            .after_help("Exit status: 0, or 3 if there is none before."),
    ]
}

pub(super) fn reset() -> Command {
    Command::new("reset")
        .about("Puts an exercise back as shipped, and keeps your answer")
        .arg(slug().help("Its name, such as `counter`").required_unless_present("all"))
        .arg(flag("all", "Puts all exercises back").conflicts_with("slug"))
        .arg(flag("yes", "Does not ask").requires("all"))
        .after_help(RESET)
}

pub(super) fn diff() -> Command {
    Command::new("diff")
        .about("Compares your answer with the reference, once it has passed")
        .arg(slug().help("Its name, such as `counter` (by default, what you solved last)"))
        .after_help(DIFFERENT)
}

pub(super) fn explain() -> Command {
    Command::new("explain")
        .about("Explains a word of a verdict, such as `deadlock`")
        .arg(
            Arg::new("word")
                .value_name("WORD")
                .num_args(0..)
                .help("Such as `data race`; without it, all words are listed"),
        )
        .after_help("Exit status: 0, or 2 if there is no such word.")
}

pub(super) fn grade() -> Command {
    Command::new("grade")
        .about("Grades the answers of others: folders or archives of `exercises`")
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(std::path::PathBuf))
                .help("A folder or an archive"),
        )
        .arg(filter("only", "EXERCISE", "Grades this exercise (several times: these)"))
        .arg(
            Arg::new("junit")
                .long("junit")
                .value_name("FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Writes the results as JUnit's XML, too"),
        )
        .arg(
            Arg::new("seconds")
                .long("time-limit")
                .value_name("SECONDS")
                .value_parser(value_parser!(u64).range(1..=3600))
                .default_value("60")
                .help("For all tests of one answer"),
        )
        .after_help(GRADE)
}

/// What programs ask.
pub(super) fn machines() -> [Command; 2] {
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(value_parser!(clap_complete::Shell))
        .hide_possible_values(true)
        .help("bash, elvish, fish, powershell or zsh");
    [
        Command::new("completions").about("Prints completions for a shell").arg(shell).after_help(
            "A shell completes one word, and `cargo workbook` is two. So the scripts for\n\
                 bash, zsh and fish also define `workbook`, which is the same in one. From here:\n\
                 \n    cargo workbook completions bash > ~/.workbook.bash\
                 \n    echo 'source ~/.workbook.bash' >> ~/.bashrc\n\
                 \n    cargo workbook completions zsh > ~/.workbook.zsh\
                 \n    echo 'source ~/.workbook.zsh' >> ~/.zshrc\n\
                 \n    cargo workbook completions fish > ~/.config/fish/conf.d/workbook.fish\n\n\
                 The names of exercises are those of today: print it again after an update.\n\
                 Exit status: 0, or 2 if no shell has this name.",
        ),
        Command::new("schema").about("Describes what --json prints"),
    ]
}

fn filter(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).action(ArgAction::Append).help(help)
}
