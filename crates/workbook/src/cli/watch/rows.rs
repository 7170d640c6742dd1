//! Text as rows of a terminal: how many there are must be known before they are shown.

use unicode_width::UnicodeWidthChar;

use super::super::terminal::escape_length;

const TAB: usize = 4;
const PLAIN: &str = "\x1b[0m";
const LINK_END: &str = "\x1b]8;;\x1b\\";

/// Returns `text` in rows of at most `width` columns. A style or a link goes on in the next row, and none
/// is left open at the end of one.
pub(super) fn rows(text: &str, width: usize) -> Vec<String> {
    let mut rows = Rows { width: width.max(1), ..Rows::default() };
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            rows.end();
        }
        rows.line(line);
    }
    rows.end();
    rows.rows
}

#[derive(Default)]
struct Rows {
    width: usize,
    rows: Vec<String>,
    row: String,
    columns: usize,
    /// The styles since the last plain one.
    style: String,
    link: String,
}

impl Rows {
    fn line(&mut self, mut line: &str) {
        while let Some(c) = line.chars().next() {
            if let Some(length) = escape_length(line) {
                self.escape(&line[..length]);
                line = &line[length..];
                continue;
            }
            line = &line[c.len_utf8()..];
            match c {
                '\t' => {
                    for _ in 0..TAB - self.columns % TAB {
                        self.put(' ', 1);
                    }
                }
                _ => self.put(c, c.width().unwrap_or(0)),
            }
        }
    }

    fn put(&mut self, c: char, columns: usize) {
        if self.columns + columns > self.width {
            self.end();
        }
        self.row.push(c);
        self.columns += columns;
    }

    fn escape(&mut self, escape: &str) {
        self.row.push_str(escape);
        if escape == PLAIN || escape == "\x1b[m" {
            self.style.clear();
        } else if escape == LINK_END {
            self.link.clear();
        } else if escape.ends_with('m') && escape.starts_with("\x1b[") {
            self.style.push_str(escape);
        } else {
            self.link = escape.to_owned();
        }
    }

    fn end(&mut self) {
        if !self.style.is_empty() {
            self.row.push_str(PLAIN);
        }
        if !self.link.is_empty() {
            self.row.push_str(LINK_END);
        }
        self.rows.push(std::mem::take(&mut self.row));
        self.columns = 0;
        self.row.push_str(&self.style);
        self.row.push_str(&self.link);
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_row_is_never_wider_than_the_terminal() {
        assert_eq!(rows("abcdef\n\ng", 4), ["abcd", "ef", "", "g"]);
        assert_eq!(rows("日本語", 4), ["日本", "語"]);
        assert_eq!(rows("a\tb", 9), ["a   b"]);
    }

    #[test]
    fn a_style_goes_on_in_the_next_row_and_ends_with_each() {
        assert_eq!(rows("\x1b[1mabc\x1b[0md", 2), ["\x1b[1mab\x1b[0m", "\x1b[1mc\x1b[0md"]);
    }

    #[test]
    fn so_does_a_link() {
        let (open, end) = ("\x1b]8;;file:///a\x1b\\", "\x1b]8;;\x1b\\");
        let text = format!("{open}abc{end}d");
        assert_eq!(rows(&text, 2), [format!("{open}ab{end}"), format!("{open}c{end}d")]);
    }
}
