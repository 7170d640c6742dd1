//! Each directive, and each argument that is wrong.

use super::*;

const TRACE: &str = r#"{"schema": 1, "exercise": "one", "version": "m1", "test": "adds", "kind": "assertion",
"summary": "ASSERTION FAILED in main: `a` < b", "circumstances": "4 executions tried",
"details": ["missed: 1"], "explanation": ["main panicked at model.rs:3:", "", "  left: 1"],
"threads": ["main", "T1"], "steps": [
{"step": "1", "thread": "main", "text": "spawn T1", "file": "tests/model.rs", "line": 3, "function": "adds", "source": "spawn(|| {{#x}})"},
{"step": "2", "thread": "T1", "text": "lock a", "file": null, "line": null, "function": null, "source": null},
{"step": "waits", "thread": "main", "text": "lock a", "file": null, "line": null, "function": null, "source": null}]}"#;

const VERDICT: &str = r#"{"schema": 1, "test": "leak::a", "summary": "LEAK: it stays",
"report": ["━━ LEAK: it stays", "   see `it` again"], "threads": ["main"], "steps": [
{"step": "1", "thread": "main", "text": "exit", "file": null, "line": null, "function": null, "source": null}]}"#;

const WORDS: &str = "# Words\n\n## leak, leaks\npage: arc\nSomething is left over. Find\nits owner.\n\n\
                     ## model\npage: a\nA closure. It is run.\n";

/// A small checkout.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new() -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        tree.write("book/traces/lost.json", TRACE);
        tree.manifest("kind = \"fix\"\ndifficulty = 2\nminutes = 10\n");
        tree.write(
            "solutions/a/one/wrong/locks_twice.rs",
            "//! Locks `a < b` twice.\n//! And waits.\n//@ fails: adds: <deadlock>\n\n\
             // ANCHOR: f\nfn f() {\n\n    g();\n}\n// ANCHOR_END: f\n",
        );
        tree.write(
            "solutions/a/one/wrong/right.rs",
            "//! Looks wrong.\n//@ passes: `Drop` frees\n\nfn f() {}\n",
        );
        tree.write("book/programs/src/bin/hello.rs", "fn main() {}\n");
        tree.write("book/programs/src/bin/silent.rs", "fn main() {}\n");
        tree.write("book/traces/programs/hello.txt", "hello <you>\n");
        tree.write("book/traces/programs/hello+--count+2.once.txt", "hello 17\n");
        tree.write("book/verdicts/src/lib.rs", "");
        tree.write("book/verdicts/src/leak.rs", "");
        tree.write("book/traces/verdicts/leak.json", VERDICT);
        tree.write("crates/workbook/src/words.md", WORDS);
        tree
    }

    fn manifest(&self, exercise: &str) {
        let text = format!("[package]\nname = \"one\"\n\n[package.metadata.exercise]\n{exercise}");
        self.write("exercises/a/one/Cargo.toml", &text);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn expand(&self, text: &str) -> Result<String, Vec<(usize, String)>> {
        super::expand(&Site { root: self.0.path().to_owned() }, text)
    }

    fn shown(&self, text: &str) -> String {
        self.expand(text).unwrap_or_else(|wrong| panic!("{wrong:?}"))
    }

    /// What is wrong with the only directive of a page that has it in its third line.
    fn refused(&self, directive: &str) -> String {
        let wrong = self.expand(&format!("# A\n\n{directive}\n")).unwrap_err();
        let [(3, what)] = &wrong[..] else { panic!("{wrong:?}") };
        what.clone()
    }
}

#[test]
fn an_interleaving_is_a_drawing_and_a_table() {
    let html = Tree::new().shown("before\n{{#interleaving lost}}\nafter\n");
    let (figure, after) = html.split_once("</figure>").unwrap();
    let (before, figure) = figure.split_once("<figure").unwrap();
    assert_eq!((before, after), ("before\n\n", "\n\nafter\n"));
    assert!(!figure.contains("\n\n"), "a blank line ends a block of HTML: {figure}");
    assert!(!figure.contains("{{"), "mdBook would read a directive: {figure}");
    for part in [
        "<svg role=\"img\"",
        "<title>Which thread runs when</title>",
        "<desc>main takes steps 1, then T1 2; main waits: lock a.</desc>",
        "<caption><strong>ASSERTION FAILED in main: <code>a</code> &lt; b</strong><br>\n\
         4 executions tried<br>\nmissed: 1</caption>",
        "<th scope=\"col\">Step</th><th scope=\"col\">main</th><th scope=\"col\">T1</th>",
        "<tr class=\"switch\"><th scope=\"row\">2</th><td></td><td><span class=\"turn\" \
         aria-hidden=\"true\">▸</span>lock a</td>",
        "<span title=\"tests/model.rs\">model.rs:3</span> adds",
        "<pre class=\"run-end\">main panicked at model.rs:3:\n  left: 1</pre>",
        "test <code>adds</code> on the wrong version <code>m1</code> of <code>one</code>",
    ] {
        assert!(figure.contains(part), "{part} is not in {figure}");
    }
}

#[test]
fn an_interleaving_that_is_not_recorded_names_the_nearest() {
    let tree = Tree::new();
    let what = tree.refused("{{#interleaving lots}}");
    assert!(
        what.starts_with("`{{#interleaving lots}}`: no recorded run `lots`: `lost`?"),
        "{what}"
    );
    assert!(what.contains("cargo workbook dev sync"), "{what}");
}

#[test]
fn a_recorded_run_of_another_schema_or_without_steps_is_not_drawn() {
    let tree = Tree::new();
    tree.write("book/traces/new.json", &TRACE.replace("\"schema\": 1", "\"schema\": 2"));
    let what = tree.refused("{{#interleaving new}}");
    assert!(what.contains("schema 2, and schema 1 is known"), "{what}");
    tree.write("book/traces/half.json", "{\"schema\": 1}");
    assert!(tree.refused("{{#interleaving half}}").contains("missing field"));
    tree.write("book/traces/odd.json", &TRACE.replace("[\"main\", \"T1\"]", "[\"main\"]"));
    assert!(tree.refused("{{#interleaving odd}}").contains("step 2 is of `T1`"));
}

#[test]
fn an_exercise_is_a_card_from_its_manifest() {
    let html = Tree::new().shown("{{#exercise one}}\n");
    for part in [
        "aria-label=\"Exercise one\"",
        "fix: mend a wrong version",
        "<dd>2 of 4</dd>",
        "<dd>10 minutes</dd>",
        "<code>exercises/a/one/src/lib.rs</code>",
        "```console\ncargo workbook check one\n```",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[test]
fn an_exercise_that_does_not_exist_names_the_nearest() {
    let what = Tree::new().refused("{{#exercise onee}}");
    assert_eq!(what, "`{{#exercise onee}}`: no exercise `onee`: `one`?");
}

#[test]
fn a_manifest_that_says_too_little_is_named() {
    let tree = Tree::new();
    for (manifest, words) in [
        ("kind = \"fox\"\ndifficulty = 1\nminutes = 1\n", "no kind `fox`: `fix`?"),
        (
            "kind = \"fix\"\nminutes = 1\n",
            "no `difficulty = <number>` in `exercises/a/one/Cargo.toml`",
        ),
        ("kind = \"fix\"\ndifficulty = 5\nminutes = 1\n", "is 5: a number from 1 to 4"),
        ("kind = \"fix\"\ndifficulty = 1\n", "no `minutes = <number>`"),
    ] {
        tree.manifest(manifest);
        let what = tree.refused("{{#exercise one}}");
        assert!(what.contains(words), "{what}");
    }
    tree.write("exercises/a/one/Cargo.toml", "[package]\n");
    assert!(tree.refused("{{#exercise one}}").contains("no `[package.metadata.exercise]`"));
}

#[test]
fn a_wrong_version_shows_its_code_and_says_what_refuses_it() {
    let html = Tree::new().shown("{{#wrong one/locks_twice}}\n");
    assert!(html.contains("```rust\nfn f() {\n\n    g();\n}\n```"), "{html}");
    assert!(html.contains("<p>Locks <code>a &lt; b</code> twice. And waits.</p>"), "{html}");
    assert!(html.contains("<li><code>adds</code>: &lt;deadlock&gt;</li>"), "{html}");
    assert!(html.contains("solutions/a/one/wrong/locks_twice.rs"), "{html}");
    assert!(!html.contains("ANCHOR") && !html.contains("//@"), "{html}");
    let html = Tree::new().shown("{{#wrong one/right}}\n");
    assert!(html.contains("It looks wrong, and is right: <code>Drop</code> frees"), "{html}");
}

#[test]
fn a_wrong_version_that_cannot_be_shown_says_why() {
    let tree = Tree::new();
    for (directive, words) in [
        ("{{#wrong locks_twice}}", "write `<slug>/<mistake>`"),
        ("{{#wrong two/locks_twice}}", "no exercise `two`: there are `one`"),
        ("{{#wrong one/lock_twice}}", "no wrong version of `one` `lock_twice`: `locks_twice`?"),
    ] {
        let what = tree.refused(directive);
        assert!(what.contains(words), "{what}");
    }
    tree.write("solutions/a/one/wrong/right.rs", "fn f() {}\n");
    let what = tree.refused("{{#wrong one/right}}");
    assert!(what.contains("solutions/a/one/wrong/right.rs: line 1: no `//!` lines"), "{what}");
    tree.write("solutions/a/one/wrong/right.rs", "//! A.\n//@ passes: b\n");
    assert!(tree.refused("{{#wrong one/right}}").contains("has no code below its header"));
}

#[test]
fn a_program_shows_what_it_printed() {
    let html = Tree::new().shown("{{#program hello}}\n");
    let shown = "```console\n$ cargo run -q -p programs --bin hello\nhello <you>\n```";
    assert!(html.contains(shown), "{html}");
}

#[test]
fn a_program_with_arguments_shows_the_run_with_them_and_that_it_is_one_run() {
    let html = Tree::new().shown("{{#program hello --count 2}}\n");
    let shown = "```console\n$ cargo run -q -p programs --bin hello -- --count 2\nhello 17\n```\n\n*One run:";
    assert!(html.contains(shown), "{html}");
}

#[test]
fn a_program_that_is_unknown_or_not_recorded_says_what_to_do() {
    let tree = Tree::new();
    assert!(tree.refused("{{#program helo}}").ends_with("no program `helo`: `hello`?"));
    let what = tree.refused("{{#program silent}}");
    assert!(
        what.contains("`book/traces/programs/silent.txt`: run `cargo workbook dev sync`"),
        "{what}"
    );
}

#[test]
fn a_directive_that_names_nothing_says_what_it_wants() {
    let tree = Tree::new();
    for (name, form) in OWN {
        let what = tree.refused(&format!("{{{{#{name}}}}}"));
        assert!(what.ends_with(&format!("write `{{{{#{name} {form}}}}}`")), "{what}");
    }
}

#[test]
fn code_about_a_directive_is_no_directive() {
    let tree = Tree::new();
    for text in [
        "```text\n{{#exercise nobody}}\n```\n",
        "~~~~\n```\n{{#exercise nobody}}\n~~~~\n",
        "Write `{{#exercise nobody}}` for a card.\n",
        "Write \\{{#exercise nobody}} for a card.\n",
    ] {
        assert_eq!(tree.shown(text), text);
    }
}

#[test]
fn a_directive_beside_something_else_is_refused() {
    let tree = Tree::new();
    for text in ["- {{#exercise one}}", "see {{#exercise one}}", "    {{#exercise one}}"] {
        let what = tree.refused(text);
        assert_eq!(what, "`{{#exercise …}}` stands alone on its line, from the margin");
    }
}

#[test]
fn every_wrong_line_of_a_page_is_named() {
    let wrong = Tree::new().expand("{{#exercise a}}\n\n{{#wrong b}}\n{{#program hello}}\n");
    let lines: Vec<_> = wrong.unwrap_err().into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 3]);
}

#[test]
fn a_quiz_stands_in_the_book_once() {
    let tree = Tree::new();
    let option = |text: &str, right: bool| {
        format!("[[question.option]]\ntext = \"{text}\"\nright = {right}\nwhy = \"so\"\n")
    };
    let quiz = format!("[[question]]\nask = \"a?\"\n{}{}", option("b", true), option("c", false));
    tree.write("book/quizzes/one.toml", &quiz);
    tree.write("book/src/a.md", "# A\n\n{{#quiz one}}\n");
    tree.write("book/src/b.md", "# B\n");
    let problems = || {
        let book = tree.0.path().join("book");
        let problems = check(&book, &book.join("src"));
        problems.iter().map(|it| format!("{}: {}", it.line, it.what)).collect::<Vec<_>>()
    };
    assert_eq!(problems(), [""; 0]);
    tree.write("book/src/b.md", "# B\n\n\n{{#quiz one}}\n");
    assert_eq!(problems(), ["4: the quiz `one` stands in `a.md`, line 3, too: ask once"]);
}

#[test]
fn a_verdict_is_drawn_and_a_report_is_text() {
    let tree = Tree::new();
    let html = tree.shown("{{#verdict leak}}\n");
    assert!(html.contains("<figure class=\"interleaving\">"), "{html}");
    assert!(html.contains("Recorded: <code>cargo test -p verdicts leak</code>."), "{html}");
    let report = "```text\n━━ LEAK: it stays\n   see `it` again\n```";
    assert!(tree.shown("{{#report leak}}\n").contains(report));
    let (steps, _) = VERDICT.split_once("\"steps\"").unwrap();
    tree.write("book/traces/verdicts/leak.json", &format!("{steps}\"steps\": []}}"));
    assert!(tree.shown("{{#verdict leak}}\n").contains(report), "without steps it is the report");
}

#[test]
fn a_verdict_that_has_no_program_or_no_record_says_so() {
    let tree = Tree::new();
    let what = tree.refused("{{#verdict leek}}");
    assert!(what.ends_with("no program of `book/verdicts` `leek`: `leak`?"), "{what}");
    tree.write("book/verdicts/src/exit.rs", "");
    let what = tree.refused("{{#report exit}}");
    assert!(what.contains("run `cargo workbook dev sync`, which records it"), "{what}");
}

#[test]
fn a_word_is_what_explain_says_and_a_term_its_first_sentence() {
    let tree = Tree::new();
    assert_eq!(tree.shown("{{#word leak}}"), "\nSomething is left over. Find\nits owner.\n\n");
    assert_eq!(tree.shown("{{#term leak}}"), "\nleak\n: Something is left over.\n\n");
    tree.write("book/src/a.md", "# A\n");
    tree.write("book/src/verdicts/leak.md", "# Leak\n");
    assert!(tree.shown("{{#term leak}}").contains("left over. [More](verdicts/leak.md)."));
    assert!(tree.shown("{{#term model}}").contains(": A closure. [More](a.md)."));
    assert!(tree.refused("{{#word leaks}}").ends_with("`leak`?"), "the name, not another for it");
}
