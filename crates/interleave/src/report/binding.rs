//! The names that the text in front of an expression gives to its value.

pub(super) fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn last_identifier(text: &str) -> Option<String> {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !is_identifier(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let name = &text[start..];
    (!name.is_empty() && !name.starts_with(|c: char| c.is_numeric())).then(|| name.to_owned())
}

/// The text before `Mutex::new(0)` in `let a = Arc::new(Mutex::new(0))` names `a`; in
/// `Slot { full: AtomicBool::new(false) }` it names `full`.
pub(super) fn name_before(before: &str) -> Option<String> {
    let mut before = before.trim_end();
    let mut position = 0;
    loop {
        if let Some(field) = before.strip_suffix(':').filter(|rest| !rest.ends_with(':')) {
            return last_identifier(field);
        }
        if let Some(binding) = before.strip_suffix('=') {
            return bound_name(binding.trim_end(), position);
        }
        let open = last_open_bracket(before)?;
        position = commas(&before[open + 1..]);
        // The callee or the path of the constructor around it.
        before = before[..open]
            .trim_end_matches(|c: char| {
                is_identifier(c) || matches!(c, ':' | '<' | '>' | '!' | '&')
            })
            .trim_end();
    }
}

/// The two names in `let (tx, rx) = `.
pub(super) fn names_before(before: &str) -> Option<(String, String)> {
    let pattern = before.trim_end().strip_suffix('=')?.rsplit_once("let ")?.1;
    let (names, _) = pattern.strip_prefix('(')?.split_once(')')?;
    let (first, second) = names.split_once(',')?;
    Some((last_identifier(first)?, last_identifier(second.trim_end().trim_end_matches(','))?))
}

/// `let a`, `let mut a: T`, `let (a, b)` with the position in the tuple, `static A: T`.
fn bound_name(binding: &str, position: usize) -> Option<String> {
    let pattern = ["let ", "static "].iter().find_map(|key| Some(binding.rsplit_once(key)?.1));
    let Some(pattern) = pattern else { return last_identifier(binding) };
    if let Some((names, _)) = pattern.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        return last_identifier(names.split(',').nth(position)?);
    }
    last_identifier(pattern.split(':').next()?)
}

/// The bracket that the text leaves open last.
fn last_open_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    text.char_indices().rev().find_map(|(at, c)| match c {
        ')' | ']' | '}' => {
            depth += 1;
            None
        }
        '(' | '[' | '{' => {
            depth -= 1;
            (depth < 0).then_some(at)
        }
        _ => None,
    })
}

/// Commas that separate, not those inside brackets.
fn commas(text: &str) -> usize {
    let mut depth = 0_i32;
    let separates = |c: char| {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        c == ',' && depth == 0
    };
    text.chars().map(separates).filter(|separates| *separates).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_bindings_and_fields() {
        let cases = [
            ("let a = ", "a"),
            ("let mut total: Arc<Mutex<u32>> = Arc::new(", "total"),
            ("let (a, b) = (Arc::new(Mutex::new(0)), Arc::new(", "b"),
            ("Slot { data: UnsafeCell::new(0), full: ", "full"),
            ("flags: [AtomicBool::new(false), ", "flags"),
            ("static COUNT: Lazy<Mutex<u32>> = Lazy::new(|| ", "COUNT"),
            ("Counter { value: std::sync::Arc::new(", "value"),
        ];
        for (before, name) in cases {
            assert_eq!(name_before(before).as_deref(), Some(name), "{before}");
        }
        assert_eq!(name_before("run("), None);
    }

    #[test]
    fn both_ends_of_a_channel_have_names() {
        let both = |first: &str, second: &str| Some((first.to_owned(), second.to_owned()));
        assert_eq!(names_before("let (tx, rx) = "), both("tx", "rx"));
        assert_eq!(names_before("let (jobs, mut queue): (A, B) = "), both("jobs", "queue"));
        assert_eq!(names_before("let ends = "), None);
        assert_eq!(names_before("let (a, b) = (channel(), "), None);
    }
}
