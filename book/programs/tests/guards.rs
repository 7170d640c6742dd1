//! Which constructs hold a lock, and what the edition 2024 changed.

use std::process::Command;

/// The rows of the table: the construct, and what each edition does.
fn rows() -> Vec<(String, String, String)> {
    let output = Command::new(env!("CARGO_BIN_EXE_guards")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let row = |line: &str| {
        let (rest, before) = line.rsplit_once("  ").unwrap();
        let (construct, now) = rest.rsplit_once(' ').unwrap();
        (construct.trim().to_owned(), now.to_owned(), before.to_owned())
    };
    output.lines().skip(1).map(row).collect()
}

#[test]
fn two_constructs_differ_between_the_editions() {
    let rows = rows();
    let differ: Vec<_> = rows.iter().filter(|(_, now, before)| now != before).collect();
    let names: Vec<_> = differ.iter().map(|(construct, ..)| construct.as_str()).collect();
    assert_eq!(names, ["`else` of `if let … = …pop()`", "beside a block that ends in `…len()`"]);
    assert!(differ.iter().all(|(_, now, before)| now == "free" && before == "held"), "{rows:?}");
}

#[test]
fn what_a_construct_looks_at_is_held_through_its_body() {
    let rows = rows();
    let now = |construct: &str| {
        let row = rows.iter().find(|(name, ..)| name.starts_with(construct));
        row.map(|(_, now, _)| now.as_str())
    };
    for held in ["body of `if let", "arm of `match", "body of `while let", "body of `for"] {
        assert_eq!(now(held), Some("held"), "{held}");
    }
    for free in ["the line after `let", "body of `while !"] {
        assert_eq!(now(free), Some("free"), "{free}");
    }
}
