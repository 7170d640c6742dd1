//! Rust source as words and signs: without comments, the contents of literals, attributes, and what
//! is compiled for unit tests or only without something.

use super::attributes::without_attributes;

/// A token and its line, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    pub(super) what: What<'a>,
    pub(super) line: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What<'a> {
    Word(&'a str),
    /// `::`
    Path,
    Sign(char),
    Literal,
}

/// The tokens of a file.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0, line: 1 };
    let all = std::iter::from_fn(|| lexer.next()).collect::<Vec<_>>();
    without_attributes(&all)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Moves on by so many bytes.
    fn skip(&mut self, bytes: usize) {
        let end = (self.at + bytes).min(self.text.len());
        let lines = self.text[self.at..end].bytes().filter(|byte| *byte == b'\n').count();
        self.line += u32::try_from(lines).unwrap_or(0);
        self.at = end;
    }

    /// Moves on behind the next `end`, or to the end of the file.
    fn skip_behind(&mut self, end: &str) {
        let bytes = self.rest().find(end).map_or(self.rest().len(), |at| at + end.len());
        self.skip(bytes);
    }

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let first = self.rest().chars().next()?;
        let line = self.line;
        let what = if first == '"' {
            self.skip(1);
            self.skip_string();
            What::Literal
        } else if first == '\'' {
            self.quote()
        } else if first.is_alphabetic() || first == '_' {
            self.word()
        } else if first.is_numeric() {
            self.skip_while(|c| c.is_alphanumeric() || c == '_');
            What::Literal
        } else if self.rest().starts_with("::") {
            self.skip(2);
            What::Path
        } else {
            self.skip(first.len_utf8());
            What::Sign(first)
        };
        Some(Token { what, line })
    }

    fn skip_while(&mut self, belongs: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.skip(rest.find(|c| !belongs(c)).unwrap_or(rest.len()));
    }

    /// White space and comments, which may be nested.
    fn skip_space(&mut self) {
        loop {
            self.skip_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.skip_behind("\n");
            } else if self.rest().starts_with("/*") {
                self.skip(2);
                let mut depth = 1;
                while depth > 0 && !self.rest().is_empty() {
                    if self.rest().starts_with("/*") {
                        depth += 1;
                        self.skip(2);
                    } else if self.rest().starts_with("*/") {
                        depth -= 1;
                        self.skip(2);
                    } else {
                        self.skip(self.rest().chars().next().map_or(1, char::len_utf8));
                    }
                }
            } else {
                return;
            }
        }
    }

    /// The rest of a string, behind its first quote.
    fn skip_string(&mut self) {
        while let Some(at) = self.rest().find(['"', '\\']) {
            let escapes = self.rest()[at..].starts_with('\\');
            self.skip(at + 1);
            if !escapes {
                return;
            }
            self.skip(self.rest().chars().next().map_or(0, char::len_utf8));
        }
        self.skip(self.rest().len());
    }

    /// A character or a lifetime.
    fn quote(&mut self) -> What<'a> {
        let mut behind = self.rest()[1..].chars();
        let (first, second) = (behind.next(), behind.next());
        let is_lifetime =
            first.is_some_and(|c| c.is_alphabetic() || c == '_') && second != Some('\'');
        self.skip(1);
        if is_lifetime {
            self.skip_while(|c| c.is_alphanumeric() || c == '_');
        } else {
            if first == Some('\\') {
                self.skip(2);
            }
            self.skip_behind("'");
        }
        What::Literal
    }

    /// A word, or a string with a prefix.
    fn word(&mut self) -> What<'a> {
        let start = self.at;
        self.skip_while(|c| c.is_alphanumeric() || c == '_');
        let word = &self.text[start..self.at];
        let hashes = self.rest().bytes().take_while(|byte| *byte == b'#').count();
        let quoted = self.rest()[hashes..].starts_with('"');
        match word {
            "r" | "br" | "cr" if quoted => {
                self.skip(hashes + 1);
                self.skip_behind(&format!("\"{}", "#".repeat(hashes)));
                What::Literal
            }
            "b" | "c" if quoted && hashes == 0 => {
                self.skip(1);
                self.skip_string();
                What::Literal
            }
            "b" if self.rest().starts_with('\'') => self.quote(),
            "r" if hashes == 1 => {
                self.skip(1);
                self.word()
            }
            _ => What::Word(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, u32)> {
        let word = |token: &Token<'static>| match token.what {
            What::Word(word) => Some((word, token.line)),
            _ => None,
        };
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        tokens(text).iter().filter_map(word).collect()
    }

    #[test]
    fn comments_and_strings_hide_what_is_in_them() {
        let text =
            "a // b\n/* c /* d */ e */ f\n\"g \\\" h\" i r#\"j \" k\"# l b\"m\" n 'o' '\\'' p";
        assert_eq!(words(text), [("a", 1), ("f", 2), ("i", 3), ("l", 3), ("n", 3), ("p", 3)]);
    }

    #[test]
    fn lifetimes_are_no_characters() {
        let found = words("fn f<'a>(x: &'a str, c: char) -> u8 { '\"'; b'x'; x }");
        let found: Vec<_> = found.into_iter().map(|(word, _)| word).collect();
        assert_eq!(found, ["fn", "f", "x", "str", "c", "char", "u8", "x"]);
    }

    #[test]
    fn raw_words_and_numbers_are_read() {
        assert_eq!(words("r#use 0x_ff 1_000u32 b"), [("use", 1), ("b", 1)]);
    }

    #[test]
    fn what_is_for_unit_tests_only_is_left_out() {
        let text = "#[cfg(test)]\nuse a::{b, c};\n#[cfg(test)]\nmod tests { d { e } }\n\
                    #[derive(F)]\nstruct G;\n#[cfg(not(test))]\nuse h;\n\
                    #[cfg(not(feature = \"model\"))]\nuse i;\n#[cfg(feature = \"model\")]\nuse j;";
        assert_eq!(
            words(text),
            [("struct", 6), ("G", 6), ("use", 8), ("h", 8), ("use", 12), ("j", 12),]
        );
    }

    #[test]
    fn a_file_that_ends_too_early_ends() {
        for text in ["\"a", "/* a", "r#\"a", "'", "b'", "#[cfg(test", "#[cfg(test)] mod a {", "\\"]
        {
            tokens(text);
        }
    }
}
