//! Opens an exercise in the reader's editor, at the line of its first hole.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use workbook::workspace::Workspace;

/// How an editor is told a line.
#[derive(Clone, Copy)]
enum Line {
    /// `--goto file:line`
    Goto,
    /// `+line file`
    Plus,
    /// `file:line`
    Colon,
    /// `--line line file`
    Option,
}

/// Editors, how they are told a line, and whether they draw in the terminal, which shows verdicts here.
const EDITORS: [(&[&str], Line, bool); 6] = [
    (&["code", "code-insiders", "codium", "cursor", "windsurf"], Line::Goto, false),
    (&["gvim", "mvim", "gedit", "emacsclient"], Line::Plus, false),
    (&["zed", "zeditor", "subl", "lapce"], Line::Colon, false),
    (&["idea", "idea64", "rustrover", "rustrover64", "clion", "kate", "mate"], Line::Option, false),
    (
        &[
            "vi", "vim", "nvim", "nano", "emacs", "kak", "joe", "jed", "mg", "micro", "ne", "pico",
            "ed",
        ],
        Line::Plus,
        true,
    ),
    (&["hx", "helix"], Line::Colon, true),
];

/// The reader's editor: a command, perhaps with `{file}` and `{line}` in it.
#[derive(Clone, Debug)]
pub(crate) struct Editor {
    command: String,
}

impl Editor {
    /// The command asked for, or `$VISUAL`, `$EDITOR`, VS Code.
    pub(crate) fn new(asked: Option<&String>) -> Editor {
        let of = |name| env::var(name).ok();
        let named = [asked.cloned(), of("VISUAL"), of("EDITOR")];
        let command = named.into_iter().flatten().find(|command| !command.trim().is_empty());
        Editor { command: command.unwrap_or_else(|| "code".into()) }
    }

    /// Whether it needs the terminal for itself.
    pub(crate) fn draws_in_the_terminal(&self) -> bool {
        let Ok(words) = self.words() else { return false };
        let asked = |word: &String| matches!(word.as_str(), "-nw" | "-t" | "--tty");
        match name(&words[0]) {
            "emacs" | "emacsclient" if words.iter().any(asked) => true,
            "emacs" => {
                !["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some())
            }
            name => EDITORS.iter().any(|(names, _, draws)| *draws && names.contains(&name)),
        }
    }

    /// Opens `place` (`file:line`) in a window of the editor's own, and returns what to tell if that failed.
    pub(crate) fn open(&self, workspace: &Workspace, place: &str) -> Option<String> {
        if self.draws_in_the_terminal() {
            return Some(format!(
                "`{}` needs a terminal of its own: open {place} there",
                self.command
            ));
        }
        let mut command = match self.command(workspace, place) {
            Ok(command) => command,
            Err(note) => return Some(note),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn() {
            Ok(mut child) => {
                // Nobody else waits for it, and an ended child that nobody waited for stays.
                thread::spawn(move || drop(child.wait()));
                None
            }
            Err(error) => Some(self.failed(place, &error.to_string())),
        }
    }

    /// Opens `place` in this terminal, returns when the editor ends, and with it what to tell if that failed.
    pub(crate) fn open_here(&self, workspace: &Workspace, place: &str) -> Option<String> {
        let status = match self.command(workspace, place) {
            Ok(mut command) => command.status(),
            Err(note) => return Some(note),
        };
        match status {
            Ok(status) if status.success() => None,
            Ok(status) => Some(self.failed(place, &status.to_string())),
            Err(error) => Some(self.failed(place, &error.to_string())),
        }
    }

    fn failed(&self, place: &str, why: &str) -> String {
        format!("`{}` failed: {why} (name another with --edit-cmd, or open {place})", self.command)
    }

    fn command(&self, workspace: &Workspace, place: &str) -> Result<Command, String> {
        let words = self.words()?;
        let (file, line) = place.rsplit_once(':').unwrap_or((place, "1"));
        let mut command = Command::new(&words[0]);
        command.args(arguments(&words, file, line)).current_dir(&workspace.root);
        Ok(command)
    }

    /// As a shell splits it; at least one word.
    fn words(&self) -> Result<Vec<String>, String> {
        let words = shlex::split(&self.command).filter(|words| !words.is_empty());
        words.ok_or_else(|| format!("`{}` is no command: a quote is not closed", self.command))
    }
}

fn name(program: &str) -> &str {
    Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or(program)
}

/// What follows the program.
fn arguments(words: &[String], file: &str, line: &str) -> Vec<String> {
    let (program, words) = (&words[0], &words[1..]);
    let mut arguments: Vec<String> =
        words.iter().map(|word| word.replace("{line}", line).replace("{file}", file)).collect();
    if words.iter().any(|word| word.contains("{file}")) {
        return arguments;
    }
    let name = name(program);
    let known = EDITORS.iter().find(|(names, ..)| names.contains(&name));
    match known.map(|(_, how, _)| how) {
        Some(Line::Goto) => arguments.extend(["--goto".into(), format!("{file}:{line}")]),
        Some(Line::Plus) => arguments.extend([format!("+{line}"), file.into()]),
        Some(Line::Colon) => arguments.push(format!("{file}:{line}")),
        Some(Line::Option) => arguments.extend(["--line".into(), line.into(), file.into()]),
        None => arguments.push(file.into()),
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command_line(command: &str) -> String {
        let words = Editor { command: command.into() }.words().unwrap();
        format!("{} {}", words[0], arguments(&words, "a b/lib.rs", "7").join("|"))
    }

    #[test]
    fn known_editors_are_told_the_line_in_their_own_way() {
        for (command, expected) in [
            ("code", "code --goto|a b/lib.rs:7"),
            ("/usr/bin/code --wait", "/usr/bin/code --wait|--goto|a b/lib.rs:7"),
            ("vim", "vim +7|a b/lib.rs"),
            ("emacs -nw", "emacs -nw|+7|a b/lib.rs"),
            ("hx", "hx a b/lib.rs:7"),
            ("zed", "zed a b/lib.rs:7"),
            ("idea", "idea --line|7|a b/lib.rs"),
            ("unknown", "unknown a b/lib.rs"),
        ] {
            assert_eq!(command_line(command), expected);
        }
    }

    #[test]
    fn a_command_of_the_readers_own_gets_file_and_line_where_it_says() {
        assert_eq!(command_line("'my editor' -n {line} {file}"), "my editor -n|7|a b/lib.rs");
        assert_eq!(command_line("vim {file}:{line}"), "vim a b/lib.rs:7");
    }

    #[test]
    fn a_quote_that_is_not_closed_is_named() {
        let error = Editor { command: "vim 'a".into() }.words().unwrap_err();
        assert!(error.contains("a quote is not closed"), "{error}");
    }

    #[test]
    fn editors_of_the_terminal_are_known() {
        assert!(Editor { command: "/usr/bin/nvim -R".into() }.draws_in_the_terminal());
        assert!(Editor { command: "emacsclient -nw".into() }.draws_in_the_terminal());
        assert!(!Editor { command: "code --wait".into() }.draws_in_the_terminal());
    }
}
