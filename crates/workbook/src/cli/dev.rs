//! `dev new`, `dev check` and `dev sync`: a line for each file or problem.

use anyhow::Result;
use clap::ArgMatches;

use super::app::App;
use super::progress::Progress;
use super::{Status, json, render};
use workbook::dev::{self, Checked, Part, survival};
use workbook::exercise::Kind;
use workbook::grade::Grader;

/// `dev check`.
pub(crate) fn check(app: &App, part: Part<'_>, survival: bool) -> Result<Status> {
    let progress = Progress::new();
    let told = |step| progress.tell(step);
    let mut grader = grader(app);
    grader.progress = Some(&told);
    let Checked { problems, graded } = dev::check(&app.workspace, &grader, part)?;
    let rows = match survival {
        true => survival::count(&app.workspace, &grader, &graded, survival::RUNS)?,
        false => Vec::new(),
    };
    progress.clear();
    if app.json {
        for row in &rows {
            json::line(json::Type::Survival, &[("text", row.to_string().into())]);
        }
        for problem in &problems {
            let see = problem.see.as_ref().map(|(file, line)| format!("{file}:{line}"));
            json::line(
                json::Type::Problem,
                &[
                    ("file", problem.file.as_str().into()),
                    ("line", problem.line.into()),
                    ("message", problem.message.as_str().into()),
                    ("see", see.into()),
                ],
            );
        }
        return Ok(if problems.is_empty() { Status::Holds } else { Status::Refused });
    }
    if survival {
        say!("wrong versions that {} runs on real threads let pass:", survival::RUNS);
    }
    for row in &rows {
        say!("{row}");
    }
    for problem in &problems {
        say!("{problem}");
    }
    Ok(match problems.len() {
        0 => {
            say!("{}", render::good("everything agrees"));
            Status::Holds
        }
        1 => {
            say!("{}", render::bad("1 problem"));
            Status::Refused
        }
        count => {
            say!("{}", render::bad(&format!("{count} problems")));
            Status::Refused
        }
    })
}

/// `dev new <chapter> <slug> --kind <kind>`.
pub(crate) fn new(app: &App, matches: &ArgMatches) -> Result<Status> {
    let word = |id: &str| matches.get_one::<String>(id).map_or("", String::as_str);
    let (chapter, slug) = (word("chapter"), word("slug"));
    let kind: Kind = word("kind").parse().map_err(anyhow::Error::msg)?;
    for path in dev::new::write(&app.workspace, chapter, slug, kind)? {
        wrote(app, &path);
    }
    if app.json {
        return Ok(Status::Holds);
    }
    let (exercise, solution) =
        (format!("exercises/{chapter}/{slug}"), format!("solutions/{chapter}/{slug}"));
    say!(
        "\n{} an exercise in which everything holds. Next:\n\
         - see what a reader sees: `cargo workbook check {slug}` (this writes Cargo.lock, too)\n\
         - put your own subject in its place: {solution}/src/lib.rs,\n  \
           {exercise}/tests/model.rs, {solution}/wrong,\n  \
           and the hints in {exercise}/Cargo.toml\n\
         - name it in book/src/{chapter}.md, where a reader should try it\n\
         - after each change: `cargo workbook dev sync`, then `cargo workbook dev check`",
        render::good(&format!("`{slug}` is"))
    );
    Ok(Status::Holds)
}

/// `dev sync`.
pub(crate) fn sync(app: &App, force: bool) -> Result<Status> {
    let mut synced = dev::sync::sync(&app.workspace, force)?;
    synced.written.extend(dev::traces::sync(&app.workspace, &grader(app))?);
    synced.written.extend(dev::outcomes::sync(&app.workspace, &app.stop)?);
    for path in &synced.written {
        wrote(app, path);
    }
    for path in &synced.kept {
        if app.json {
            file(path, false);
            continue;
        }
        say!(
            "{} {path}: it holds edits that are not committed\n     \
             (`cargo workbook dev sync --force` writes over them)",
            render::bad("kept")
        );
    }
    if synced.written.is_empty() && synced.kept.is_empty() && !app.json {
        say!("everything is up to date");
    }
    Ok(if synced.kept.is_empty() { Status::Holds } else { Status::Refused })
}

/// `dev bench`.
pub(crate) fn bench(app: &App, chapter: &str) -> Result<Status> {
    warn!("{}", render::faint("measuring for some minutes on a machine that must do nothing else"));
    wrote(app, &dev::bench::record(&app.workspace, chapter, &app.stop)?);
    Ok(Status::Holds)
}

fn wrote(app: &App, path: &str) {
    match app.json {
        true => file(path, true),
        false => say!("wrote {path}"),
    }
}

fn file(path: &str, written: bool) {
    json::line(json::Type::File, &[("path", path.into()), ("written", written.into())]);
}

fn grader(app: &App) -> Grader<'_> {
    let mut grader = Grader::new(&app.workspace);
    grader.stop = app.stop.clone();
    grader.second_opinion = true;
    grader.notice = |text| warn!("{}", render::faint(text));
    grader
}
