//! A panic is heard by the hook and by whoever joins, an error by whoever asks for the result.

use std::process::Command;

#[test]
fn the_failure_of_a_thread_that_nobody_joins_changes_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_lost_error")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "\
a thread that nobody joins
  the hook hears: Problem with I/O
  main goes on and knows nothing
a thread that is joined
  the hook hears: Problem with I/O
  join returns the panic: Problem with I/O
a thread that returns its error
  join returns a value: Err(\"Problem with I/O\")
"
    );
}
