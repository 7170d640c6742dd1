//! `update` and `progress merge`: what comes from elsewhere, without a loss here.

use std::path::Path;

use anyhow::Result;

use super::app::App;
use super::json::{self, Type};
use super::{Status, render};
use workbook::adopt::adopt;
use workbook::progress::{Progress, State};
use workbook::update;
use workbook::workspace::Workspace;

/// `update`.
pub(crate) fn update(app: &App) -> Result<Status> {
    let update::Updated { written, kept } = update::update(&app.workspace.root)?;
    // Its manifests may be new.
    let again = to_check_again(&Workspace::load(&app.workspace.root)?);
    if app.json {
        json::line(
            Type::Updated,
            &[("written", written.into()), ("kept", kept.into()), ("check_again", again.into())],
        );
        return Ok(Status::Holds);
    }
    match written {
        0 if kept.is_empty() => say!("everything is up to date"),
        1 => say!("{}: 1 file", render::good("updated")),
        _ => say!("{}: {written} files", render::good("updated")),
    }
    for path in &kept {
        say!("yours is kept, though the shipped text is another: {path}");
    }
    say_again(&again);
    Ok(Status::Holds)
}

/// `update --from <folder>`.
pub(crate) fn from(app: &mut App, folder: &Path) -> Result<Status> {
    let adopted = adopt(&app.workspace, folder)?;
    let progress = folder.join(".workbook").join("progress.txt");
    let lines = if progress.is_file() { app.progress.merge(folder)? } else { 0 };
    if app.json {
        json::line(
            Type::Adopted,
            &[
                ("taken", adopted.taken.into()),
                ("kept", adopted.kept.into()),
                ("lines", lines.into()),
                ("check_again", to_check_again(&app.workspace).into()),
            ],
        );
        return Ok(Status::Holds);
    }
    for slug in &adopted.taken {
        say!("{} {slug}: your answer is here", render::good("✓"));
    }
    for slug in &adopted.kept {
        say!("{} {slug}: it is edited here as well, and stays as it is here", render::strong("!"));
    }
    if adopted.taken.is_empty() && adopted.kept.is_empty() {
        say!("there is no answer in `{}` that is not here", folder.display());
    }
    say_merged(lines);
    say_again(&to_check_again(&app.workspace));
    Ok(Status::Holds)
}

/// `progress merge <file>`.
pub(crate) fn merge(app: &mut App, from: &Path) -> Result<Status> {
    let lines = app.progress.merge(from)?;
    let again = to_check_again(&app.workspace);
    if app.json {
        json::line(Type::Merged, &[("lines", lines.into()), ("check_again", again.into())]);
        return Ok(Status::Holds);
    }
    say_merged(lines);
    say_again(&again);
    Ok(Status::Holds)
}

fn say_merged(lines: usize) {
    match lines {
        0 => say!("no progress is new: all of it is remembered here"),
        1 => say!("{}: 1 line of progress is new", render::good("merged")),
        lines => say!("{}: {lines} lines of progress are new", render::good("merged")),
    }
}

/// The exercises that were solved by other tests.
fn to_check_again(workspace: &Workspace) -> Vec<String> {
    let progress = Progress::load(workspace);
    let again = workspace.exercises.iter().filter(|it| progress.state(it) == State::CheckAgain);
    again.map(|exercise| exercise.slug.clone()).collect()
}

fn say_again(slugs: &[String]) {
    if !slugs.is_empty() {
        say!("check again, the tests have changed: {}", slugs.join(", "));
    }
}
