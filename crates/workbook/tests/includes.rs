//! A listing that has vanished from a page is an error at the line that asks for it.

use std::fs;
use std::path::Path;

use workbook::includes;

/// A listing with two anchors, one in the other, as mdBook's marks allow.
const LISTING: &str = "\
// ANCHOR: all
fn one() {
    // ANCHOR: body
    two();
    // ANCHOR_END: body
}
// ANCHOR_END: all
";

/// What `check` says about a page with this text beside a few listings.
fn problems(page: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let src = folder.path().join("book/src");
    fs::create_dir_all(src.join("part")).unwrap();
    let code = folder.path().join("code");
    fs::create_dir_all(&code).unwrap();
    for (name, text) in [
        ("good.rs", LISTING),
        ("crlf.rs", &LISTING.replace('\n', "\r\n")),
        ("blank.rs", "// ANCHOR: x\n\n  \n// ANCHOR_END: x\n"),
        ("open.rs", "// ANCHOR: x\nfn one() {}\n"),
        ("twice.rs", "// ANCHOR: x\n1\n// ANCHOR_END: x\n// ANCHOR: x\n2\n// ANCHOR_END: x\n"),
        ("empty.rs", "\n"),
        ("nested.rs", "{{#include good.rs}}\n"),
        ("format.rs", "fn main() { println!(\"{{#}} {{ #[x] }}\") }\n"),
    ] {
        fs::write(code.join(name), text).unwrap();
    }
    fs::write(src.join("part/page.md"), page).unwrap();
    includes::check(&src)
        .into_iter()
        .map(|mut problem| {
            problem.file = problem.file.strip_prefix(&src).unwrap().to_path_buf();
            problem.to_string()
        })
        .collect()
}

#[test]
fn what_is_there_is_no_problem() {
    let page = "# A page

{{#include ../../../code/good.rs}}
{{#include ../../../code/good.rs:all}} and {{ #include ../../../code/good.rs:body }}
{{#rustdoc_include ../../../code/crlf.rs:body}}
{{#playground ../../../code/good.rs editable}}
{{#include ../../../code/format.rs}}
{{#title Another title}}
An escaped \\{{#include nowhere.rs}}, and `{{` alone, and {{#}}.
";
    assert_eq!(problems(page), Vec::<String>::new());
}

#[test]
fn a_missing_file_is_named_with_the_line_of_the_page() {
    let found = problems("# A page\n\ntext {{#include gone.rs}} text\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("part/page.md:3: failed to read `"), "{found:?}");
    assert!(found[0].contains("gone.rs"), "{found:?}");
}

#[test]
fn an_anchor_must_be_opened_once_and_closed_and_hold_something() {
    let found = problems(
        "{{#include ../../../code/good.rs:gone}}
{{#include ../../../code/blank.rs:x}}
{{#include ../../../code/open.rs:x}}
{{#include ../../../code/twice.rs:x}}
{{#include ../../../code/empty.rs}}
",
    );
    assert_eq!(
        found,
        [
            "part/page.md:1: `../../../code/good.rs` has no `ANCHOR: gone`",
            "part/page.md:2: `../../../code/blank.rs` holds nothing between the marks of `x`",
            "part/page.md:3: `../../../code/open.rs`:1 opens `ANCHOR: x` and nothing closes it: \
             add `ANCHOR_END: x`",
            "part/page.md:4: `../../../code/twice.rs`:4 opens `ANCHOR: x` again, first opened in \
             line 1",
            "part/page.md:5: `../../../code/empty.rs` holds nothing",
        ]
    );
}

#[test]
fn directives_that_cannot_work_are_problems() {
    let found = problems(
        "{{#include ../../../code/good.rs:2:3}}
{{#include ../../../code/good.rs::3}}
{{#include ../../../code/nested.rs}}
{{#inclde ../../../code/good.rs}}
{{#include}}
{{#include ../../../code/good.rs
}}
",
    );
    let words = [
        "1: `../../../code/good.rs:2:3` names lines by number",
        "2: `../../../code/good.rs::3` names lines by number",
        "3: `../../../code/nested.rs` holds a `{{#…}}` of its own",
        "4: `{{#inclde}}` is no directive",
        "5: `{{#include}}` names no file",
        "6: `{{#` is not closed",
    ];
    assert_eq!(found.len(), words.len(), "{found:#?}");
    for (problem, words) in found.iter().zip(words) {
        assert!(problem.starts_with(&format!("part/page.md:{words}")), "{problem}");
    }
}

#[test]
fn every_included_file_is_listed_also_a_missing_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.rs"), "fn a() {}\n").unwrap();
    fs::write(folder.path().join("page.md"), "{{#include a.rs}}\n{{#include b.rs:x}}\n").unwrap();
    let scan = includes::scan(folder.path());
    let names: Vec<&Path> =
        scan.files.iter().map(|file| file.strip_prefix(folder.path()).unwrap()).collect();
    assert_eq!(names, [Path::new("a.rs"), Path::new("b.rs")]);
}

#[test]
fn a_missing_book_is_a_problem_too() {
    let folder = tempfile::tempdir().unwrap();
    let found = includes::check(&folder.path().join("src"));
    assert_eq!(found.len(), 1);
    assert!(found[0].what.starts_with("failed to read the folder: "), "{found:?}");
}

#[test]
fn a_directive_of_our_own_is_read_where_it_stands_alone() {
    let page = "{{#exercise one}}\n{{#wrong one/m1}}  \r\n{{#quiz}}\n{{#include a.rs}}\n\
                see {{#exercise two}}\n  {{#exercise three}}\n";
    assert_eq!(
        includes::own(page),
        [(1, "exercise", "one"), (2, "wrong", "one/m1"), (3, "quiz", "")]
    );
}

#[test]
fn a_fence_is_closed_by_its_own_marks_and_as_many() {
    let page = "```1```\n````md\n```\n{{#exercise one}}\n~~~~\n```\n````\n8\n  ~~~\n```\n~~~\n12\n```\nopen";
    let lines: Vec<_> = includes::outside_of_fences(page).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 8, 12]);
}

#[test]
fn pages_are_asked_for_what_they_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("part")).unwrap();
    fs::write(folder.path().join("part/b.md"), "\n{{#program two}}\n").unwrap();
    fs::write(folder.path().join("a.md"), "{{#program one}}\n{{#exercise one}}\n").unwrap();
    fs::write(folder.path().join("a.txt"), "{{#program three}}\n").unwrap();
    let named = includes::named(folder.path(), "program");
    let named: Vec<_> = named.iter().map(|(page, line, name)| (page, *line, &**name)).collect();
    assert_eq!(
        named,
        [(&folder.path().join("a.md"), 1, "one"), (&folder.path().join("part/b.md"), 2, "two")]
    );
    assert_eq!(includes::check(folder.path()), [], "they are no problem here");
}
