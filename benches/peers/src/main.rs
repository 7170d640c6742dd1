//! Runs one program under one checker, and prints what that took as JSON: a process of its own for
//! each, so that peak memory can be told and nothing of one run lives on in the next.
//!
//! `peers list` prints the programs; `peers <number> <checker> <seconds>` runs one of them. The bench
//! `checker` of the package `benches` does so for all.

// The programs are compiled once for each checker, so that all run the same.
#![allow(clippy::duplicate_mod)]

mod measure;
mod on_explorer;
mod on_loom;
mod on_shuttle;
mod runs;

use std::process::ExitCode;

/// A program to be checked.
#[derive(Clone, Copy)]
pub(crate) struct Program {
    name: &'static str,
    threads: usize,
    /// Has accesses weaker than `SeqCst`.
    weak: bool,
    /// A checker that sees old values and data races is to find a failure.
    fails: bool,
    run: fn(),
}

impl Program {
    const fn right(name: &'static str, threads: usize, run: fn()) -> Self {
        Program { name, threads, weak: false, fails: false, run }
    }

    const fn weak(name: &'static str, threads: usize, run: fn()) -> Self {
        Program { weak: true, ..Program::right(name, threads, run) }
    }

    const fn wrong(name: &'static str, threads: usize, run: fn()) -> Self {
        Program { fails: true, ..Program::right(name, threads, run) }
    }

    const fn wrong_weakly(name: &'static str, threads: usize, run: fn()) -> Self {
        Program { fails: true, ..Program::weak(name, threads, run) }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => {
            println!("{}", runs::list());
            ExitCode::SUCCESS
        }
        [number, checker, seconds] => {
            let run = number.parse().ok().zip(checker.parse().ok()).zip(seconds.parse().ok());
            match run {
                Some(((number, checker), seconds)) => runs::run(number, checker, seconds),
                None => usage(),
            }
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: peers list | peers <number> <{}> <seconds>", runs::Checker::NAMES.join("|"));
    ExitCode::from(2)
}
