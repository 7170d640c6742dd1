//! A handler runs while its thread waits, and the wait goes on.
#![cfg(unix)]

use std::process::Command;

#[test]
fn a_signal_does_not_end_the_wait() {
    let output = Command::new(env!("CARGO_BIN_EXE_signal_while_waiting")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "\
the handler has run
`wait` has returned, the flag is set; returns: 1
"
    );
}
