//! `{{#quiz <name>}}`: questions with a reason for every option.
//!
//! No script: each option is a radio button or a checkbox, and one more checkbox shows the reasons
//! by style alone. So it works by keyboard and with a screen reader, one can change one's mind
//! before looking, and print, as a browser without `:has`, shows all reasons.

use std::fs;

use anyhow::{Context, Result, anyhow, bail};

use super::html::{escaped, with_code};
use super::question::{self, Choice, Question};
use super::{Site, names};

/// Renders a quiz.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let known = names::files(&site.root.join("book/quizzes"), "toml");
    if !known.iter().any(|name| name == argument) {
        bail!("{:#} (in `book/quizzes`)", names::unknown("quiz", argument, &known));
    }
    let quiz = question::read(site, &format!("book/quizzes/{argument}.toml"))?;
    let mut html = String::from("<div class=\"quiz\">\n");
    for (number, question) in (1..).zip(&quiz.question) {
        let id = format!("quiz-{}-{number}", escaped(argument));
        html.push_str(&fieldset(site, &id, number, question.get_ref())?);
    }
    html.push_str("</div>");
    Ok(html)
}

fn fieldset(site: &Site, id: &str, number: usize, question: &Question) -> Result<String> {
    let how = if question.many { "every right answer" } else { "one answer" };
    let mut html = format!(
        "<fieldset class=\"question\">\n<legend>{number}. {} <span class=\"how\">({how})</span></legend>\n",
        with_code(question.ask.get_ref().trim()),
    );
    if let Some(listing) = &question.outcomes {
        html.push_str(&code(site, listing.get_ref())?);
    }
    for (index, option) in (1..).zip(&question.option) {
        html.push_str(&choice(id, index, question, option));
    }
    // Browsers keep what was chosen over a reload; a quiz begins anew.
    html.push_str(&format!(
        "<div class=\"look\"><input type=\"checkbox\" id=\"{id}-look\" autocomplete=\"off\">\
         <label for=\"{id}-look\">Show the reasons</label></div>\n\
         <div class=\"result\" role=\"status\"><p class=\"all\">Your answer is right.</p>\
         <p class=\"not-all\">Not yet: compare the reasons with your answer.</p></div>\n</fieldset>\n"
    ));
    Ok(html)
}

fn choice(id: &str, index: usize, question: &Question, option: &Choice) -> String {
    let kind = if question.many { "checkbox" } else { "radio" };
    let (class, verdict) = if option.right { ("is-right", "Right") } else { ("is-wrong", "Wrong") };
    let text = option.text.get_ref().trim();
    let text = match question.outcomes {
        Some(_) => format!("<code>{}</code>", escaped(text)),
        None => with_code(text),
    };
    format!(
        "<div class=\"option {class}\"><input type=\"{kind}\" name=\"{id}\" id=\"{id}-{index}\" \
         autocomplete=\"off\"><label for=\"{id}-{index}\">{text}</label>\
         <p class=\"why\"><strong>{verdict}.</strong> {}</p></div>\n",
        with_code(option.why.trim()),
    )
}

/// The text of a listing, between the marks of its name.
fn code(site: &Site, listing: &str) -> Result<String> {
    let file = format!("book/listings/src/{listing}.rs");
    let text = fs::read_to_string(site.root.join(&file))
        .with_context(|| format!("failed to read `{file}`"))?;
    let (_, rest) = text
        .split_once(&format!("// ANCHOR: {listing}\n"))
        .ok_or_else(|| anyhow!("`{file}` has no `// ANCHOR: {listing}`"))?;
    let (code, _) = rest
        .split_once(&format!("// ANCHOR_END: {listing}\n"))
        .ok_or_else(|| anyhow!("`{file}` has no `// ANCHOR_END: {listing}`"))?;
    // A blank line would end the block of HTML.
    let code = escaped(code.trim_end()).replace('\n', "&#10;");
    Ok(format!("<pre><code class=\"language-rust\">{code}</code></pre>\n"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const QUIZ: &str = r#"[[question]]
ask = "What does `f` <do>?"

[[question.option]]
text = "`a`"
right = true
why = "It is `a`."

[[question.option]]
text = "b"
why = "No."

[[question]]
ask = "What can it return?"
many = true
outcomes = "race"

[[question.option]]
text = "(0, 1)"
right = true
why = "T1 first."

[[question.option]]
text = "(1, 1)"
right = true
why = "T1 in between."

[[question.option]]
text = "(0, 0)"
why = "Somebody is last."
"#;

    const SET: &str = r#"{"schema": 1, "limits": "", "outcomes": [
        {"outcome": "(0, 1)", "preemptions": 0, "old_values": 0, "threads": [], "steps": []},
        {"outcome": "(1, 1)", "preemptions": 0, "old_values": 0, "threads": [], "steps": []}]}"#;

    fn write(root: &Path, file: &str, text: &str) {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rendered(quiz: &str) -> Result<String> {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "book/quizzes/locks.toml", quiz);
        write(root.path(), "book/traces/outcomes/race.json", SET);
        let listing = "use x;\n// ANCHOR: race\nfn race() {\n\n    a < b\n}\n// ANCHOR_END: race\n";
        write(root.path(), "book/listings/src/race.rs", listing);
        render(&Site { root: root.path().to_owned() }, "locks")
    }

    /// What is said of the quiz with a part of it replaced.
    fn refused(from: &str, to: &str) -> String {
        assert!(QUIZ.contains(from), "{from}");
        format!("{:#}", rendered(&QUIZ.replacen(from, to, 1)).expect_err(to))
    }

    #[test]
    fn every_option_has_an_input_a_label_and_a_reason() {
        let html = rendered(QUIZ).unwrap();
        for id in ["quiz-locks-1-1", "quiz-locks-1-2", "quiz-locks-2-3", "quiz-locks-2-look"] {
            assert!(html.contains(&format!(" id=\"{id}\"")), "{id}: {html}");
            assert!(html.contains(&format!("<label for=\"{id}\">")), "{id}: {html}");
        }
        assert_eq!(html.matches("type=\"radio\" name=\"quiz-locks-1\"").count(), 2, "{html}");
        assert_eq!(html.matches("type=\"checkbox\" name=\"quiz-locks-2\"").count(), 3, "{html}");
        assert!(html.contains("<strong>Right.</strong> It is <code>a</code>.</p>"), "{html}");
        assert!(html.contains("<strong>Wrong.</strong> Somebody is last.</p>"), "{html}");
        assert!(html.contains("<legend>1. What does <code>f</code> &lt;do&gt;?"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn a_question_about_outcomes_shows_the_listing() {
        let html = rendered(QUIZ).unwrap();
        assert!(html.contains("fn race() &#123;&#10;&#10;    a &lt; b&#10;}</code>"), "{html}");
        assert!(!html.contains("ANCHOR") && !html.contains("use x"), "{html}");
        assert!(!html.contains("\n\n"), "a blank line ends the block: {html}");
    }

    #[test]
    fn a_key_that_the_recorded_set_contradicts_is_refused() {
        let error = refused("text = \"(0, 0)\"", "text = \"(0,0)\"\nright = true");
        assert_eq!(
            error,
            "book/quizzes/locks.toml:29: the option `(0,0)` is marked as right, and \
             `book/traces/outcomes/race.json` does not have it"
        );
        let error = refused("right = true\nwhy = \"T1 in", "why = \"T1 in");
        assert_eq!(
            error,
            "book/quizzes/locks.toml:24: the option `(1, 1)` is not marked as right, and \
             `book/traces/outcomes/race.json` has it"
        );
    }

    #[test]
    fn what_an_author_forgets_is_an_error_at_its_line() {
        for (from, to, says) in [
            ("why = \"No.\"", "", "locks.toml:10: no reason: say in `why` why `b` is wrong"),
            ("why = \"No.\"", "why = \" \"", "locks.toml:10: no reason"),
            ("right = true", "", "locks.toml:2: no option is right"),
            (
                "text = \"b\"",
                "text = \"b\"\nright = true",
                "locks.toml:2: several options are right",
            ),
            ("many = true\n", "", "locks.toml:14: several options are right"),
            ("text = \"b\"", "text = \"`a`\"", "locks.toml:10: the option ``a`` stands twice"),
            ("(1, 1)", "(0,1)", "locks.toml:24: the option `(0,1)` stands twice"),
            ("text = \"b\"", "text = \"\"", "locks.toml:10: the option is empty"),
            ("\"race\"", "\"rase\"", "locks.toml:16: no listing `rase`: `race`?"),
            ("ask = \"What can it return?\"", "ask = \"\"", "locks.toml:14: the question is empty"),
            ("right = true", "rigth = true", "locks.toml:6: unknown field `rigth`"),
            ("text = \"b\"", "text = b", "locks.toml:10: "),
            ("text = \"b\"\n", "", "locks.toml:9: missing field `text`"),
        ] {
            let error = refused(from, to);
            assert!(error.contains(says), "{to}: {error}");
        }
    }

    #[test]
    fn a_quiz_or_a_question_with_nothing_to_choose_is_refused() {
        let error = format!("{:#}", rendered("").unwrap_err());
        assert_eq!(
            error,
            "book/quizzes/locks.toml:1: no question: each begins with `[[question]]`"
        );
        let lonely = "[[question]]\nask = \"a\"\n[[question.option]]\ntext = \"b\"\nright = true\nwhy = \"c\"\n";
        let error = format!("{:#}", rendered(lonely).unwrap_err());
        assert!(error.contains(":2: a question has at least two options"), "{error}");
    }

    #[test]
    fn an_unknown_quiz_is_an_error_that_names_the_nearest() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "book/quizzes/locks.toml", QUIZ);
        let error = render(&Site { root: root.path().to_owned() }, "look").unwrap_err();
        assert_eq!(error.to_string(), "no quiz `look`: `locks`? (in `book/quizzes`)");
    }
}
