//! `dev check` and `dev sync`: one line for each problem, and a count.

use anyhow::Result;

use super::app::App;
use super::{Status, render};
use workbook::dev;
use workbook::grade::Grader;

/// `dev check`.
pub(crate) fn check(app: &App) -> Result<Status> {
    let problems = dev::check(&app.workspace, &grader(app))?;
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

/// `dev sync`.
pub(crate) fn sync(app: &App, force: bool) -> Result<Status> {
    let mut synced = dev::sync::sync(&app.workspace, force)?;
    synced.written.extend(dev::traces::sync(&app.workspace, &grader(app))?);
    for path in &synced.written {
        say!("wrote {path}");
    }
    for path in &synced.kept {
        say!(
            "{} {path}: it holds edits that are not committed\n     \
             (`cargo workbook dev sync --force` writes over them)",
            render::bad("kept")
        );
    }
    if synced.written.is_empty() && synced.kept.is_empty() {
        say!("everything is up to date");
    }
    Ok(if synced.kept.is_empty() { Status::Holds } else { Status::Refused })
}

fn grader(app: &App) -> Grader<'_> {
    let mut grader = Grader::new(&app.workspace);
    grader.stop = app.stop.clone();
    grader.second_opinion = true;
    grader.notice = |text| warn!("{}", render::faint(text));
    grader
}
