//! Text from elsewhere, made fit for a terminal.

/// Returns `text` without escape sequences and control characters.
///
/// What a reader's program prints could otherwise move the cursor, recolour the
/// terminal, change its title or write to the clipboard. Line ends and tabs stay; CRLF becomes
/// LF, and any other carriage return goes, so that no line covers another one. A character that
/// turns the direction of writing becomes U+FFFD, as in rustc's messages: text must read in the
/// order in which it is compiled.
pub fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text)
        .to_string()
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .map(|c| if turns_or_breaks(c) { char::REPLACEMENT_CHARACTER } else { c })
        .collect()
}

/// Unicode's controls of direction, and its separators of lines and paragraphs.
fn turns_or_breaks(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Returns `text` on one line, with single spaces between its words.
///
/// A report wraps where the terminal ends, so words are looked for in this form.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Wraps `text` at `width`, every line indented by `indent`.
pub fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let options = textwrap::Options::new(width.max(20))
        .initial_indent(indent)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

/// Returns the number of the first line of `text` that contains `words`, from 1.
pub fn line_of(text: &str, words: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(words)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_control_characters_go() {
        assert_eq!(
            plain("\x1b[2J\x1b[31mred\x1b[0m\x07 \x1b]0;title\x07a\u{9b}31mb\r\n\tc\x08"),
            "red a31mb\n\tc"
        );
    }

    #[test]
    fn an_unfinished_escape_sequence_leaves_no_escape() {
        assert!(!plain("text\x1b[").contains('\x1b'));
        assert!(!plain("text\x1b").contains('\x1b'));
    }

    #[test]
    fn no_link_no_clipboard_and_no_title_comes_from_elsewhere() {
        for nasty in [
            "\x1b]8;;https://example.org\x1b\\",
            "\x1b]52;c;cm0gLXJm\x07",
            "\x1b]0;title\x1b\\",
            "\x1bP1$r0m\x1b\\",
            "\u{9d}0;title\u{9c}",
            "\u{9b}2J",
            "\x1bc",
            "\x1b[?1049h",
            "\x07\x08\x0b\x0c\x0e\x7f",
        ] {
            let text = plain(&format!("a{nasty}b"));
            assert!(text.starts_with('a') && text.ends_with('b'), "{text:?}");
            assert!(!text.contains(char::is_control), "{text:?}");
        }
    }

    #[test]
    fn a_carriage_return_covers_nothing() {
        assert_eq!(plain("it fails\rit holds"), "it failsit holds");
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_shown_as_unknown() {
        assert_eq!(plain("a\u{202e}b\u{2066}c\u{200f}d"), "a\u{fffd}b\u{fffd}c\u{fffd}d");
        assert_eq!(plain("schön שלום"), "schön שלום");
    }

    #[test]
    fn folding_joins_what_wrapping_parted() {
        assert_eq!(folded("two\n   words\n"), "two words");
    }

    #[test]
    fn wrapping_keeps_the_width_and_every_word() {
        let text = wrapped("one two three four five six seven", 20, "  ");
        assert!(text.lines().all(|line| line.len() <= 20), "{text}");
        assert_eq!(folded(&text), "one two three four five six seven");
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_of("a\nb\nc", "b"), Some(2));
        assert_eq!(line_of("a", "b"), None);
    }
}
