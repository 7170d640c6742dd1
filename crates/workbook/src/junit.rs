//! JUnit's XML, which many systems for courses and builds read.

use std::fmt::Write;

/// All cases of one suite, such as of one student.
#[derive(Debug)]
pub struct Suite {
    /// Its name.
    pub name: String,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// What came out.
    pub outcome: Outcome,
}

/// What can come out of a case.
#[derive(Debug)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed: in a few words, and in full.
    Failed(String, String),
    /// It could not be run, and why.
    Error(String),
    /// There was nothing to run, and why.
    Skipped(String),
}

/// Returns the suites as one document.
pub fn document(suites: &[Suite]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for suite in suites {
        let count = |wanted: fn(&Outcome) -> bool| {
            suite.cases.iter().filter(|case| wanted(&case.outcome)).count()
        };
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            escaped(&suite.name),
            suite.cases.len(),
            count(|outcome| matches!(outcome, Outcome::Failed(..))),
            count(|outcome| matches!(outcome, Outcome::Error(_))),
            count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        );
        for case in &suite.cases {
            let _ = write!(
                text,
                "    <testcase classname=\"{}\" name=\"{}\"",
                escaped(&suite.name),
                escaped(&case.name)
            );
            let _ = match &case.outcome {
                Outcome::Passed => writeln!(text, "/>"),
                Outcome::Failed(what, all) => {
                    let (what, all) = (escaped(what), escaped(all));
                    writeln!(text, "><failure message=\"{what}\">{all}</failure></testcase>")
                }
                Outcome::Error(why) => {
                    writeln!(text, "><error message=\"{}\"/></testcase>", escaped(why))
                }
                Outcome::Skipped(why) => {
                    writeln!(text, "><skipped message=\"{}\"/></testcase>", escaped(why))
                }
            };
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// Text as it stands in XML: what XML 1.0 cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(sign),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if sign.is_control() => {}
            _ => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_and_reports_contain_cannot_end_an_element() {
        let hostile = "\"/><x a='\u{1b}\0&".to_owned();
        let cases = vec![
            Case { name: hostile.clone(), outcome: Outcome::Passed },
            Case { name: "b".into(), outcome: Outcome::Failed("why".into(), hostile.clone()) },
        ];
        let text = document(&[Suite { name: hostile, cases }]);
        assert!(!text.contains("<x") && !text.contains('\u{1b}') && !text.contains('\0'), "{text}");
        assert!(text.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""), "{text}");
        assert!(text.contains("&quot;/&gt;&lt;x a='&amp;</failure>"), "{text}");
    }
}
