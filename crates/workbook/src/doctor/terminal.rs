//! What the terminal can show.

use std::env;
use std::io::IsTerminal;

use super::Finding;

/// The columns that a report with two threads needs.
const COLUMNS: u16 = 60;

/// What is known of a terminal.
struct Terminal {
    columns: Option<u16>,
    utf8: bool,
    colours: bool,
}

/// Looks at the terminal of this process.
pub(super) fn terminal() -> Finding {
    if !std::io::stdout().is_terminal() {
        return Finding::good("terminal", "none: the output goes to a file or a program");
    }
    let columns = crossterm::terminal::size().ok().map(|(columns, _)| columns);
    let off = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| env::var(name).unwrap_or_default());
    judge(&Terminal { columns, utf8: cfg!(not(unix)) || is_utf8(&locale), colours: !off && !dumb })
}

fn judge(terminal: &Terminal) -> Finding {
    const CHECK: &str = "terminal";
    let colours = if terminal.colours { "colours" } else { "no colours" };
    match terminal.columns {
        Some(columns) if columns < COLUMNS => {
            let found = format!("{columns} columns: reports need {COLUMNS}");
            Finding::advice(CHECK, found, "make the window wider")
        }
        _ if !terminal.utf8 => {
            let found = "its locale is not UTF-8: lines of reports may be unreadable";
            Finding::advice(CHECK, found, "`export LC_ALL=C.UTF-8`")
        }
        Some(columns) => Finding::good(CHECK, format!("{columns} columns, UTF-8, {colours}")),
        None => Finding::good(CHECK, format!("UTF-8, {colours}")),
    }
}

/// Whether the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set names UTF-8.
fn is_utf8(locale: &[String]) -> bool {
    let set = locale.iter().find(|value| !value.is_empty());
    set.is_some_and(|value| value.to_lowercase().replace('-', "").contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_counts() {
        let is_utf8 = |values: [&str; 3]| is_utf8(&values.map(str::to_owned));
        assert!(is_utf8(["", "", "de_DE.UTF-8"]) && is_utf8(["C.utf8", "C", "C"]));
        assert!(!is_utf8(["C", "", "de_DE.UTF-8"]) && !is_utf8(["", "", ""]));
    }

    #[test]
    fn what_is_too_narrow_or_shows_no_lines_is_named() {
        let judged = |columns, utf8| judge(&Terminal { columns, utf8, colours: true });
        assert_eq!(judged(Some(80), true).state, State::Good);
        assert!(judged(Some(40), true).found.starts_with("40 columns"));
        assert!(judged(Some(80), false).found.contains("not UTF-8"));
        assert_eq!(judged(None, true).found, "UTF-8, colours");
    }
}
