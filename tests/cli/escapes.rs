//! What an answer prints never steers the terminal, on no way out.

use std::fs;

use super::answer::counter;
use super::copy::Copy;
use super::terminal::Terminal;

/// A title, the clipboard, a link, a reset, another screen, a bell, C1, a line that covers its own
/// start, and text that runs backwards; as Rust writes them in a string.
const NASTY: &str = r"NASTY\x1b]0;title\x07\x1b]52;c;cm0gLXJm\x07\x1b]8;;https://example.org\x1b\\link\x1bc\x1b[?1049h\x1b[8m\x07\u{9b}31m\rCOVERED\u{202e}";

/// None of it may arrive. The watch asks for another screen itself.
const RAW: [&str; 9] = [
    "\x1b]0;",
    "\x1b]52",
    "\x1b]8;;https",
    "\x1bc",
    "\x1b[8m",
    "\x07",
    "\u{9b}",
    "\rCOVERED",
    "\u{202e}",
];

fn assert_harmless(text: &str) {
    for raw in RAW {
        assert!(!text.contains(raw), "{raw:?} in {text:?}");
    }
}

/// The nasty text itself.
fn nasty() -> String {
    let bytes = NASTY
        .replace("\\x1b", "\x1b")
        .replace("\\x07", "\x07")
        .replace("\\u{9b}", "\u{9b}")
        .replace("\\u{202e}", "\u{202e}")
        .replace("\\r", "\r");
    bytes.replace("\\\\", "\\")
}

/// Answers that print, panic with, and do not compile with it, and one that ends the process.
fn answers() -> [String; 4] {
    [
        format!("println!(\"{NASTY}\"); eprintln!(\"{NASTY}\");"),
        format!("panic!(\"{NASTY}\");"),
        format!("compile_error!(\"{NASTY}\");"),
        format!("eprintln!(\"{NASTY}\"); std::process::exit(3);"),
    ]
}

#[test]
fn no_command_prints_it() {
    let copy = Copy::take();
    for answer in answers() {
        copy.answer(&counter("", &answer));
        for command in [&["check", "counter"][..], &["show", "counter"], &["check", "--all"]] {
            let ran = copy.workbook(command);
            assert_harmless(&ran.stdout);
            assert_harmless(&ran.stderr);
        }
    }
    // What is not ours is looked at again on its way out.
    copy.write("target/workbook/last/counter.txt", &format!("test\n\n{}\n", nasty()));
    let ran = copy.workbook(&["show", "counter"]);
    assert!(ran.stdout.contains("NASTY"), "{ran}");
    assert_harmless(&ran.stdout);
    let ran = copy.workbook(&["check", &nasty()]);
    assert!(ran.stderr.contains("COVERED"), "{ran}");
    assert_harmless(&ran.stderr);
    let ran = copy.workbook(&[&nasty()]);
    assert!(ran.stderr.contains("NASTY"), "{ran}");
    assert_harmless(&ran.stderr);
}

#[test]
fn no_hint_and_no_name_of_a_folder_does() {
    let copy = Copy::take();
    let manifest = "exercises/locks/counter/Cargo.toml";
    let hint = r"NASTY\u001b]0;title\u0007\u001b[8m\u009b31m\rCOVERED\u202e";
    let text = copy.read(manifest);
    let start = text.find("hints = [").unwrap();
    copy.write(manifest, &format!("{}hints = [\"{hint}\"]\n", &text[..start]));
    let ran = copy.workbook(&["hint", "counter"]);
    assert!(ran.stdout.contains("NASTY"), "{ran}");
    assert_harmless(&ran.stdout);

    let name: String = nasty().replace('/', "");
    let folder = copy.path("exercises/locks").join(&name);
    fs::create_dir(&folder).unwrap();
    let ran = copy.workbook(&["list"]);
    assert_eq!(ran.status, Some(3), "the folder has no manifest: {ran}");
    assert!(ran.stderr.contains("NASTY"), "{ran}");
    assert_harmless(&ran.stderr);
}

#[test]
fn the_screen_shows_it_as_text() {
    let copy = Copy::take();
    let [prints, panics, refused, ends] = answers();
    copy.answer(&counter("", &prints));
    let terminal = Terminal::start(&copy, &[], &[]);
    terminal.shows("NO PREDICTION");
    terminal.keys("l2\r");
    for (answer, words) in
        [(prints, "ASSERTION"), (panics, "PANIC"), (refused, "not compile"), (ends, "EXIT")]
    {
        copy.answer(&counter("", &answer));
        terminal.shows(words);
        terminal.keys("w");
        terminal.shows("esc back");
        terminal.keys("\x1b[F");
    }
    terminal.keys("q");
    terminal.ends(0);
    assert_harmless(&String::from_utf8_lossy(&terminal.raw()));
}
