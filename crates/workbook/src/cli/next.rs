//! One round without a terminal: the next exercise, checked once.

use anyhow::Result;

use super::app::App;
use super::{Status, check, editor};

/// Checks the next exercise once and says where it is.
pub(crate) fn once(app: &mut App, open: bool) -> Result<Status> {
    let Some(index) = app.next_open(0) else {
        return check::one(app, None, false);
    };
    let exercise = app.workspace.exercises[index].clone();
    let place = check::place(app, &exercise);
    say!("{} ({}, about {} minutes): {place}\n", exercise.slug, exercise.kind, exercise.minutes);
    if open && let Some(note) = editor::open(&app.workspace, &place) {
        say!("{note}\n");
    }
    check::show(app, &exercise, false)
}
