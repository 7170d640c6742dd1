//! Text in HTML.

/// The text as HTML shows it, inside of an element or of an attribute in quotes.
///
/// Braces too: mdBook looks for its directives after us.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '{' => html.push_str("&#123;"),
            c => html.push(c),
        }
    }
    html
}

/// The text with what stands between backticks as code, on one line: a blank one would end the block of
/// HTML, and what follows would be read as Markdown.
pub(crate) fn with_code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<_> = text.split('`').collect();
    if parts.len() % 2 == 0 {
        // A backtick without a partner is a character.
        return escaped(&text);
    }
    let part = |(index, part): (usize, &&str)| {
        let part = escaped(part);
        if index % 2 == 1 { format!("<code>{part}</code>") } else { part }
    };
    parts.iter().enumerate().map(part).collect()
}

/// A fence around `code` that nothing in it closes.
pub(super) fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", code.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        assert_eq!(escaped("a<b> & \"{{#c}}\""), "a&lt;b&gt; &amp; &quot;&#123;&#123;#c}}&quot;");
    }

    #[test]
    fn backticks_make_code_in_pairs() {
        assert_eq!(with_code("`a<b` is `c`"), "<code>a&lt;b</code> is <code>c</code>");
        assert_eq!(with_code("one ` alone"), "one ` alone");
    }

    #[test]
    fn several_lines_become_one() {
        assert_eq!(with_code("a\n\n    `b\nc`\r\n# d"), "a <code>b c</code> # d");
    }

    #[test]
    fn a_fence_is_longer_than_those_inside() {
        assert_eq!(fenced("text", "a\n"), "```text\na\n```");
        assert_eq!(fenced("md", "````\na\n````"), "`````md\n````\na\n````\n`````");
    }
}
