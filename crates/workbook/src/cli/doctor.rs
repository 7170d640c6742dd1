//! `doctor`: what was found, a line for each check.

use anyhow::Result;

use super::app::App;
use super::json::{self, Type};
use super::{Status, render};
use workbook::doctor::{self, Finding, State};

/// `doctor [--offline]`.
pub(crate) fn run(app: &App, offline: bool) -> Result<Status> {
    let mut tell = |finding: &Finding| match app.json {
        true => as_json(finding),
        false => say!("{}", line(finding)),
    };
    let worst = doctor::examine(&app.workspace, offline, &app.stop, &mut tell);
    Ok(match worst {
        _ if app.stop.is_set() => Status::Interrupted,
        State::Broken => Status::Refused,
        State::Good | State::Advice => Status::Holds,
    })
}

/// What the process does that `doctor --offline` starts without a network.
pub(crate) fn build(app: &App) -> Result<Status> {
    doctor::build_what_an_exercise_needs(&app.workspace, &app.stop)?;
    Ok(Status::Holds)
}

fn line(finding: &Finding) -> String {
    let mark = match finding.state {
        State::Good => render::good("✓"),
        State::Advice => render::strong("!"),
        State::Broken => render::bad("✗"),
    };
    let fix = finding.fix.as_ref().map(|fix| format!(": {fix}")).unwrap_or_default();
    format!("{mark} {:15}  {}{fix}", finding.check, finding.found)
}

fn as_json(finding: &Finding) {
    let Finding { check, state, found, fix } = finding;
    let state = state.name();
    json::line(
        Type::Finding,
        &[
            ("check", check.to_owned().into()),
            ("state", state.into()),
            ("found", found.as_str().into()),
            ("fix", fix.as_deref().into()),
        ],
    );
}
