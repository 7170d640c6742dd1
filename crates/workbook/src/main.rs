//! `cargo workbook`: the reader's companion.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
