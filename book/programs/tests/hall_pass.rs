//! One student at a time, and a panic gives the pass back.

use std::process::Command;

#[test]
fn the_pass_comes_back_and_tells_of_the_panic() {
    let output = Command::new(env!("CARGO_BIN_EXE_hall_pass")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "\
Ada and Bo have walked, one at a time
Cy came back well: false
the lock is poisoned: true
inside, after the panic: [\"Cy\"]
"
    );
    let panic = String::from_utf8(output.stderr).unwrap();
    assert!(panic.contains("Cy trips"), "{panic}");
}
