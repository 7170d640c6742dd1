//! One round without a terminal: the next exercise, checked once.

use anyhow::Result;

use super::app::App;
use super::editor::Editor;
use super::{Status, check};

/// Checks the next exercise once, says where it is, and perhaps opens it.
pub(crate) fn once(app: &mut App, editor: Option<&Editor>) -> Result<Status> {
    let Some(index) = app.here() else {
        return check::one(app, None, false);
    };
    let exercise = app.workspace.exercises[index].clone();
    let place = check::place(app, &exercise);
    if app.json {
        if let Some(editor) = editor
            && let Some(note) = editor.open(&app.workspace, &place)
        {
            warn!("{note}");
        }
        return check::show(app, &exercise, false);
    }
    say!("{} ({}, about {} minutes): {place}\n", exercise.slug, exercise.kind, exercise.minutes);
    if let Some(editor) = editor
        && let Some(note) = editor.open(&app.workspace, &place)
    {
        say!("{note}\n");
    }
    check::show(app, &exercise, false)
}
