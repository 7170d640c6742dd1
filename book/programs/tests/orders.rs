//! The orders are counted, and the small ones written out.

use std::process::Command;

#[test]
fn the_page_can_quote_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_orders")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let mut lines = output.lines();
    let all = "two threads, two steps each: ABxy AxBy AxyB xABy xAyB xyAB";
    assert_eq!(lines.next(), Some(all));
    assert!(output.contains("\n         4  70                 34650\n"), "{output}");
}
