//! Two threads exchange numbers until there are enough, or until the time is up.

use std::process::Command;

#[test]
fn the_exchanges_are_counted_and_end() {
    let output = Command::new(env!("CARGO_BIN_EXE_parallel_proof")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let numbers: Vec<u64> = output
        .lines()
        .zip(["cores      ", "exchanges  ", "each took  "])
        .map(|(line, name)| {
            line.strip_prefix(name).unwrap().trim_end_matches(" ns").parse().unwrap()
        })
        .collect();
    let [cores, exchanges, _] = numbers[..] else { panic!("{output}") };
    assert!(cores >= 1, "{output}");
    assert!(exchanges <= 1_000_000, "{output}");
}
