//! Opens an exercise in the reader's editor.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use workbook::workspace::Workspace;

/// Editors that draw in the terminal, which shows verdicts here.
const IN_THE_TERMINAL: [&str; 13] =
    ["ed", "emacs", "helix", "hx", "joe", "kak", "mg", "micro", "nano", "ne", "nvim", "vi", "vim"];

/// Opens `place` (`file:line`) in `$VISUAL`, `$EDITOR` or VS Code, and returns what to tell if that
/// failed.
pub(crate) fn open(workspace: &Workspace, place: &str) -> Option<String> {
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|editor| !editor.trim().is_empty()));
    let editor = editor.unwrap_or_else(|| "code".into());
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("code");
    let name = Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or(program);
    if IN_THE_TERMINAL.contains(&name) {
        return Some(format!("`{name}` needs a terminal of its own: open {place} there"));
    }
    let mut command = Command::new(program);
    command.args(words).current_dir(&workspace.root);
    match name {
        "code" | "codium" | "cursor" | "code-insiders" => command.arg("--goto").arg(place),
        _ => command.arg(place.rsplit_once(':').map_or(place, |(path, _)| path)),
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(_) => None,
        Err(error) => {
            Some(format!("failed to start `{program}`: {error} (set $VISUAL, or open {place})"))
        }
    }
}
