//! The commands for what surrounds the exercises.

use std::path::PathBuf;

use clap::{Arg, Command, value_parser};

use super::flag;

const UPDATE_STATUSES: &str = "\
A file that is edited and no answer stops an update before it begins.

Exit status: 0, or 3 if nothing was updated.";

const MERGE_STATUSES: &str = "\
Solved on either side is solved; of hints, the larger number stands. Copies
that a synchronized folder makes in .workbook are merged by themselves.

Exit status: 0, or 3 if nothing was merged.";

const DOCTOR_STATUSES: &str = "\
✓ is as it must be; ! works and could be better; ✗ is why no verdict can come.
What is not ✓ is followed by what to do.

Exit status:
    0  verdicts can come
    1  something is ✗
  130  interrupted";

/// All of them.
pub(super) fn all() -> [Command; 3] {
    [update(), progress(), doctor()]
}

fn update() -> Command {
    Command::new("update")
        .about("Brings the workbook up to date, and leaves your answers alone")
        .arg(path("from").long("from").value_name("FOLDER").help(
            "Takes answers and progress from another copy of the\n\
             workbook, where nothing is edited here",
        ))
        .after_help(UPDATE_STATUSES)
}

fn progress() -> Command {
    Command::new("progress")
        .about("Brings together what two machines remember")
        .subcommand_required(true)
        .subcommand(
            Command::new("merge")
                .about("Adds the progress of another machine; nothing is lost")
                .arg(
                    path("from")
                        .value_name("FILE")
                        .required(true)
                        .help("Its .workbook/progress.txt, or its copy of the workbook"),
                )
                .after_help(MERGE_STATUSES),
        )
}

fn doctor() -> Command {
    Command::new("doctor")
        .about("Looks whether everything is there that verdicts and editors need")
        .arg(flag("offline", "Also builds an exercise from nothing, without a network"))
        .arg(flag("build-offline", "What `--offline` starts").hide(true))
        .after_help(DOCTOR_STATUSES)
}

fn path(id: &'static str) -> Arg {
    Arg::new(id).value_parser(value_parser!(PathBuf))
}
