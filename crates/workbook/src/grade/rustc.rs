//! What rustc says, as far as an exercise speaks of it.

/// Whether `words` name an error of rustc's by its code, such as `E0373`.
pub fn is_code(words: &str) -> bool {
    words.strip_prefix('E').is_some_and(|digits| {
        digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// The codes of the errors, in their order; empty for one that has none, as a syntax error.
pub fn codes(errors: &str) -> Vec<&str> {
    let code = |line: &str| -> Option<usize> {
        let rest = line.strip_prefix("error")?;
        match rest.strip_prefix('[') {
            Some(code) => code.find(']').filter(|_| code.contains("]:")),
            None => rest.starts_with(':').then_some(0),
        }
    };
    let of_line = |line| code(line).map(|length| line.get(6..6 + length).unwrap_or_default());
    errors.lines().filter_map(of_line).collect()
}

/// Whether there are errors, and all of them are of this code.
pub fn only(errors: &str, code: &str) -> bool {
    let codes = codes(errors);
    !codes.is_empty() && codes.iter().all(|found| *found == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERRORS: &str = "error[E0373]: closure may outlive\n --> src/lib.rs:3:5\n  | error[x]\n\n\
                          error[E0373]: closure may outlive\n";

    #[test]
    fn codes_stand_at_the_start_of_a_line() {
        assert_eq!(codes(ERRORS), ["E0373", "E0373"]);
        assert_eq!(codes("error: expected `;`\n"), [""]);
        assert!(codes("warning: unused\n").is_empty());
    }

    #[test]
    fn another_error_beside_the_named_one_is_another_reason() {
        assert!(only(ERRORS, "E0373"));
        assert!(!only(&format!("{ERRORS}error: expected `;`\n"), "E0373"));
        assert!(!only(&format!("{ERRORS}error[E0382]: use of moved value\n"), "E0373"));
        assert!(!only("", "E0373"));
    }

    #[test]
    fn a_code_is_told_from_words() {
        assert!(is_code("E0373"));
        assert!(!is_code("E373") && !is_code("Error") && !is_code("closure may outlive"));
    }
}
