//! The lines of progress files, and how those of two machines become one.
//!
//! Nothing is lost: a union is never smaller than its parts. An exercise that was solved
//! on either side is solved, by every version of its tests that an answer passed; of hints the
//! larger count stands. What stood first stays first, so what this version does not know keeps
//! the meaning that it has here.

/// Returns the lines of a progress file, also of one in which git could not merge: both sides count.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !is_conflict_mark(line)).map(str::to_owned).collect()
}

/// Returns all lines of `ours`, and of `theirs` what is new.
pub(super) fn union(ours: Vec<String>, theirs: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in ours.into_iter().chain(theirs) {
        if let Some((key, count)) = hint(&line)
            && let Some(known) =
                all.iter_mut().find(|known| hint(known).map(|it| it.0) == Some(key))
        {
            if hint(known).is_some_and(|(_, known)| known < count) {
                *known = line;
            }
        } else if line.trim().is_empty() || !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

/// Splits `hint counter 2` before its count.
fn hint(line: &str) -> Option<(&str, u64)> {
    let (key, count) = line.rsplit_once(' ')?;
    Some((key, count.parse().ok()?)).filter(|_| key.starts_with("hint "))
}

/// What git writes between the two sides.
fn is_conflict_mark(line: &str) -> bool {
    line == "======="
        || ["<<<<<<< ", "||||||| ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(ours: &str, theirs: &str) -> String {
        union(lines(ours), lines(theirs)).join("\n")
    }

    #[test]
    fn solved_on_either_side_is_solved() {
        assert_eq!(
            merged("solved a 1\nhint b 1", "solved b 2"),
            "solved a 1\nhint b 1\nsolved b 2"
        );
    }

    #[test]
    fn of_hints_the_larger_count_stands() {
        assert_eq!(merged("hint a 1\nhint b 3", "hint a 2\nhint b 2"), "hint a 2\nhint b 3");
        assert_eq!(merged("hint a 10", "hint a 9"), "hint a 10");
    }

    #[test]
    fn both_versions_of_the_tests_are_remembered() {
        assert_eq!(merged("solved a 1", "solved a 2\nsolved a 1"), "solved a 1\nsolved a 2");
    }

    #[test]
    fn what_nobody_knows_is_kept_and_ours_stands_first() {
        assert_eq!(merged("# mine\nat a", "# theirs\nat b"), "# mine\nat a\n# theirs\nat b");
        assert_eq!(merged("hint a many", "hint a 2"), "hint a many\nhint a 2");
    }

    #[test]
    fn a_union_with_itself_changes_nothing_and_order_loses_nothing() {
        let one = "# head\nsolved a 1\nhint a 2\nfuture a 3";
        let two = "solved a 2\nhint a 3\nhint c 1";
        assert_eq!(merged(one, one), one);
        let sorted = |text: String| {
            let mut lines = lines(&text);
            lines.sort();
            lines
        };
        assert_eq!(sorted(merged(one, two)), sorted(merged(two, one)));
        assert_eq!(merged(&merged(one, two), two), merged(one, two));
    }

    #[test]
    fn where_git_could_not_merge_both_sides_count() {
        let text = "solved a 1\n<<<<<<< HEAD\nhint a 1\n||||||| base\n=======\nhint a 2\r\n>>>>>>> theirs\n";
        assert_eq!(union(lines(text), Vec::new()), ["solved a 1", "hint a 2"]);
    }
}
