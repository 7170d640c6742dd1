//! Each thread has its own counter, made at the first visit and dropped at the thread's end.

use std::process::Command;

#[test]
fn every_thread_counts_for_itself() {
    let output = Command::new(env!("CARGO_BIN_EXE_thread_locals")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "\
Ada: a counter for me, at 0
Ada: visit 1
Ada: visit 2
dropped at 2
Bo: a counter for me, at 0
Bo: visit 1
dropped at 1
Ada: a counter for me, at 0
Ada: visit 1
dropped at 1
"
    );
}
