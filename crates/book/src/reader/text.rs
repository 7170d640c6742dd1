//! Text that somebody's code has made, for a page.
//!
//! A panic message, a thread's name or a source line may hold anything: markup, escape sequences,
//! characters that turn the direction of writing, a megabyte. On the page it is text, in the order in
//! which it was written, and says where it was cut.

use crate::preprocess::html::{escaped, with_code};

/// Characters of a cell, of a line, and of a name.
pub(super) const LINE: usize = 500;
/// Characters of a whole report.
pub(super) const REPORT: usize = 20_000;

/// The text in HTML, of at most so many characters.
pub(super) fn html(text: &str, most: usize) -> String {
    escaped(&plain(text, most))
}

/// The same on one line, with what stands between backticks as code.
pub(super) fn line(text: &str) -> String {
    with_code(&plain(text, LINE))
}

/// The text with every character visible, of at most so many.
pub(super) fn plain(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for c in text.chars().take(most) {
        match c {
            '\n' | '\t' => plain.push(c),
            // As Rust writes them, which needs no sign that a font may not have.
            c if c.is_control() || turns_or_breaks(c) => plain.extend(c.escape_debug()),
            c => plain.push(c),
        }
    }
    if text.chars().nth(most).is_some() {
        plain.push_str(&format!(" … (cut: it has {} characters)", text.chars().count()));
    }
    plain
}

/// Unicode's controls of direction, and its separators of lines and paragraphs.
fn turns_or_breaks(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_markup_and_no_control_character_is_left() {
        assert_eq!(
            html("</script><img onerror=\"x\">\u{1b}[2J\0\r\u{202e}\u{85}\u{7f}", LINE),
            "&lt;/script&gt;&lt;img onerror=&quot;x&quot;&gt;\\u&#123;1b}[2J\\0\\r\\u&#123;202e}\\u&#123;85}\\u&#123;7f}"
        );
    }

    #[test]
    fn a_long_text_says_where_it_was_cut() {
        assert_eq!(plain("äöü", 3), "äöü");
        assert_eq!(plain("äöüß", 3), "äöü … (cut: it has 4 characters)");
    }

    #[test]
    fn code_in_a_line_is_code_and_still_no_markup() {
        assert_eq!(line("`a<b`\nis"), "<code>a&lt;b</code> is");
    }
}
