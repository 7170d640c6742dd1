//! What a terminal is given: text, styles and links of our own, and characters that it can show.
//!
//! Text from elsewhere is made [`plain`] where it comes in. This is the last gate on every way out: whatever came
//! past the first one loses its escape sequences here.

use std::env;
use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::Path;
use std::sync::OnceLock;

use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};

use workbook::text::plain;

static LINKS: OnceLock<bool> = OnceLock::new();

/// Prints a line to a stream. That nobody reads it is no failure.
pub(crate) fn print<S: RawStream + AsLockedWrite>(mut stream: AutoStream<S>, line: &str) {
    let line = fit(line, stream.is_terminal() && only_ascii());
    let _ = stream.write_all(format!("{line}\n").as_bytes());
}

/// Whether the terminal can show a whole screen and sends keys.
pub(crate) fn has_a_screen() -> bool {
    stdin().is_terminal() && stdout().is_terminal() && env_is_not("TERM", &["dumb"])
}

/// Whether the terminal shows colours.
pub(crate) fn has_colours() -> bool {
    AutoStream::choice(&stdout()) != ColorChoice::Never
}

/// Whether the terminal can show nothing but ASCII.
pub(crate) fn only_ascii() -> bool {
    let value = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(asked) = value("WORKBOOK_ASCII") {
        return asked != "0";
    }
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(value).is_some_and(|locale| !utf8(&locale))
}

/// No locale at all, as in most containers and on Windows, says nothing about the terminal; any that is named does.
fn utf8(locale: &str) -> bool {
    let locale = locale.to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Says whether links are wanted.
pub(crate) fn set_links(wanted: bool) {
    let can = || stdout().is_terminal() && has_colours() && env_is_not("TERM", &["dumb", "linux"]);
    let _ = LINKS.set(wanted && can());
}

/// `text` as a link to a file, where the terminal has links.
pub(crate) fn file_link(path: &Path, text: &str) -> String {
    let path = path.display().to_string().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    link(&format!("file://{slash}{}", encoded(&path)), text)
}

/// `text` as a link to an address, where the terminal has links.
pub(crate) fn link(address: &str, text: &str) -> String {
    match LINKS.get() {
        Some(true) => format!("\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"),
        _ => text.to_owned(),
    }
}

/// What a link may not hold as it is, in percent.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn env_is_not(name: &str, values: &[&str]) -> bool {
    env::var(name).map_or(true, |value| !values.contains(&value.as_str()))
}

/// Returns `text` without any escape sequence but styles and links, and perhaps in ASCII.
pub(crate) fn fit(text: &str, ascii: bool) -> String {
    let mut fit = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let escape = rest.char_indices().find_map(|(at, c)| {
            let length = if c == '\x1b' { escape_length(&rest[at..]) } else { None };
            length.map(|length| (at, length))
        });
        let (at, length) = escape.unwrap_or((rest.len(), 0));
        let text = plain(&rest[..at]);
        if ascii {
            fit.extend(text.chars().map(in_ascii))
        } else {
            fit.push_str(&text)
        }
        fit.push_str(&rest[at..at + length]);
        rest = &rest[at + length..];
    }
    fit
}

/// The length of the style or the link with which `text` begins.
pub(crate) fn escape_length(text: &str) -> Option<usize> {
    if let Some(style) = text.strip_prefix("\x1b[") {
        let digits = style.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        return style[digits..].starts_with('m').then_some(2 + digits + 1);
    }
    let link = text.strip_prefix("\x1b]8;;")?;
    let end = link.find("\x1b\\")?;
    let address = &link[..end];
    let ours = ["", "file://", "http://127.0.0.1"].into_iter().any(|start| match start {
        "" => address.is_empty(),
        _ => address.starts_with(start),
    });
    (ours && address.chars().all(|c| c.is_ascii_graphic())).then_some(5 + end + 2)
}

/// The nearest character of the same width, so that tables stay in order.
fn in_ascii(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        '─' | '━' | '–' | '—' | '░' => '-',
        '│' | '┃' | '⋮' => '|',
        '┼' | '├' | '┤' | '┬' | '┴' | '┌' | '┐' | '└' | '┘' | '✓' => '+',
        '✗' | '×' => 'x',
        '█' => '#',
        '→' | '▸' | '›' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '…' | '·' | '•' => '.',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_links_of_our_own_pass() {
        for own in [
            "\x1b[1m\x1b[32mgood\x1b[0m",
            "\x1b]8;;file:///a%20b\x1b\\a b\x1b]8;;\x1b\\",
            "\x1b]8;;http://127.0.0.1:80/a.html\x1b\\a\x1b]8;;\x1b\\",
        ] {
            assert_eq!(fit(own, false), own);
        }
    }

    #[test]
    fn no_other_escape_sequence_passes() {
        for nasty in [
            "\x1b[2J",
            "\x1b[1;1H",
            "\x1b[?1049h",
            "\x1b]0;title\x07",
            "\x1b]52;c;cm0gLXJm\x07",
            "\x1b]8;;https://example.org\x1b\\",
            "\x1b]8;;file:///\u{7}\x1b\\",
            "\u{9b}2J",
            "\x1b",
            "\x1b[",
            "\x1b[1",
        ] {
            let text = fit(&format!("\x1b[1ma{nasty}"), false);
            let rest = text.strip_prefix("\x1b[1ma").unwrap_or_else(|| panic!("{text:?}"));
            assert!(!rest.contains(|c: char| c.is_control()), "{nasty:?}: {text:?}");
        }
    }

    #[test]
    fn ascii_keeps_the_width_of_what_reports_are_drawn_with() {
        let text = "━━ a ─┼─ ✓ ✗ → … ü\n";
        let ascii = fit(text, true);
        assert_eq!(ascii, "-- a -+- + x > . ?\n");
        assert_eq!(ascii.len(), text.chars().count());
    }

    #[test]
    fn only_a_named_locale_says_what_a_terminal_can_show() {
        for locale in ["C.UTF-8", "de_DE.utf8", "UTF-8"] {
            assert!(utf8(locale), "{locale}");
        }
        for locale in ["C", "POSIX", "de_DE", "de_DE.ISO-8859-1"] {
            assert!(!utf8(locale), "{locale}");
        }
    }

    #[test]
    fn a_path_in_a_link_is_encoded() {
        assert_eq!(encoded("/a b/ü(1)"), "/a%20b/%C3%BC%281%29");
    }
}
