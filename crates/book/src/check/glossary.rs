//! The glossary is in the order of the alphabet, has each term once, and has every word that
//! `cargo workbook explain` knows.

use super::{Found, Kind};

/// Checks the terms of a page, and whether each of `words` is among them.
pub(super) fn check(text: &str, words: &[String]) -> Vec<Found> {
    let terms = terms(text);
    let key = |term: &str| term.to_lowercase();
    let mut found = Vec::new();
    for pair in terms.windows(2) {
        let [(_, before), (line, term)] = pair else { continue };
        let what = match key(before).cmp(&key(term)) {
            std::cmp::Ordering::Less => continue,
            std::cmp::Ordering::Equal => format!("`{term}` stands here twice"),
            std::cmp::Ordering::Greater => {
                format!("`{term}` comes before `{before}`: terms are in the order of the alphabet")
            }
        };
        found.push((Kind::Problem, *line, what));
    }
    let is_there = |word: &String| terms.iter().any(|(_, term)| key(term) == key(word));
    found.extend(words.iter().filter(|word| !is_there(word)).map(|word| {
        let what = format!("no entry `{word}`, which `explain` knows: add `{{{{#term {word}}}}}`");
        (Kind::Problem, 1, what)
    }));
    found
}

/// The terms with their lines: what stands above a definition, or is taken over by a directive.
fn terms(text: &str) -> Vec<(usize, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let term = |index: usize| {
        let next = lines.get(index + 1).copied().unwrap_or_default();
        let defined = || next.starts_with(": ").then(|| lines[index].trim());
        text_of_directive(lines[index]).or_else(defined).map(|term| (index + 1, term))
    };
    (0..lines.len()).filter_map(term).collect()
}

fn text_of_directive(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix("{{#term ")?.strip_suffix("}}").map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::check;

    fn problems(text: &str, words: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        check(text, &words).iter().map(|(_, line, what)| format!("{line}: {what}")).collect()
    }

    #[test]
    fn terms_in_order_are_no_problem() {
        let text = "# G\n\n{{#term ABA}}\n\nbarrier\n: A place.\n\n{{#term leak}}\n";
        assert_eq!(problems(text, &["ABA", "leak"]), [""; 0]);
    }

    #[test]
    fn a_term_out_of_order_twice_or_missing_is_named_with_its_line() {
        let text = "{{#term leak}}\n\nbarrier\n: A place.\n\nBarrier\n: Another.\n";
        let found = problems(text, &["leak", "model"]);
        assert!(found[0].starts_with("3: `barrier` comes before `leak`"), "{found:?}");
        assert_eq!(found[1], "6: `Barrier` stands here twice");
        assert!(found[2].starts_with("1: no entry `model`"), "{found:?}");
    }
}
