//! The command `book`: `cargo run -p book -- serve`, or `cargo workbook book serve`.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anyhow::{Context, Result, bail};
use book::check::{self, Finding};
use book::reader::Place;
use book::{address, live, preprocess, render, server};
use lexopt::prelude::*;

const HELP: &str = "\
Builds, serves and checks the book.

Usage: book build [--dest <folder>]
       book serve [--port <number>] [--until-eof]
       book check [--list]
       book preprocess [supports <renderer>]

  build         writes the book as HTML into book/html, or into <folder>
  serve         serves the book on 127.0.0.1 and rebuilds it when it changes
  check         prints what is wrong with the pages, a JSON object a line; its
                dictionary comes with `--features spelling`
  --list        prints instead the links to other machines, and the sentences that
                claim something and link to nothing
  preprocess    the directives of our own for plain `mdbook build`, which runs it
  --port        the port to listen on; 0, the default, takes a free one
  --until-eof   ends when standard input ends, for a program that starts this one

`serve` writes one line to standard output when the book can be read,
{\"address\":\"http://127.0.0.1:PORT/\"}, and everything else to standard error.
The exit status is 0 for success, 1 for a failure and 2 for a wrong command line.
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Help,
    Build { dest: Option<PathBuf> },
    Serve { port: u16, until_eof: bool },
    Check { list: bool },
    Preprocess,
    Supports { renderer: String },
}

fn main() -> ExitCode {
    let command = match parse(env::args_os().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("book: {error}: see `cargo run -p book -- --help`");
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("book: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(args);
    let mut command = None;
    while let Some(arg) = parser.next()? {
        match (&mut command, arg) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help),
            (None, Value(name)) if name == "build" => command = Some(Command::Build { dest: None }),
            (None, Value(name)) if name == "serve" => {
                command = Some(Command::Serve { port: 0, until_eof: false });
            }
            (None, Value(name)) if name == "check" => {
                command = Some(Command::Check { list: false })
            }
            (None, Value(name)) if name == "preprocess" => command = Some(Command::Preprocess),
            (Some(Command::Preprocess), Value(word)) if word == "supports" => {
                command = Some(Command::Supports { renderer: parser.value()?.string()? });
            }
            (Some(Command::Check { list }), Long("list")) => *list = true,
            (Some(Command::Build { dest }), Long("dest")) => *dest = Some(parser.value()?.into()),
            (Some(Command::Serve { port, .. }), Long("port")) => *port = parser.value()?.parse()?,
            (Some(Command::Serve { until_eof, .. }), Long("until-eof")) => *until_eof = true,
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    command.ok_or_else(|| "say `build`, `serve`, `check` or `preprocess`".into())
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Help => print!("{HELP}"),
        Command::Build { dest } => {
            let dest = render::build(&find()?, dest.as_deref())?;
            eprintln!("built the book: open {}", dest.join("index.html").display());
        }
        Command::Serve { port, until_eof } => {
            if until_eof {
                end_with_input()?;
            }
            let listener = server::bind(port)?;
            let book = find()?;
            let ready = |at| {
                address::leave(&Place::of(&book), at);
                announce(at)
            };
            server::serve(listener, &live::editions(&book)?, ready)?;
        }
        Command::Check { list } => return checked(list),
        Command::Preprocess => preprocess::command::run(io::stdin().lock(), io::stdout().lock())?,
        Command::Supports { renderer } => {
            // mdBook's protocol: the status is the answer.
            return Ok(ExitCode::from(u8::from(!preprocess::command::supports(&renderer))));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn checked(list: bool) -> Result<ExitCode> {
    if !list && !cfg!(feature = "spelling") {
        eprintln!("book: spelling is not checked: `--features spelling` brings the dictionary");
    }
    let findings = check::check(&find()?)?;
    let mut out = io::stdout().lock();
    for finding in findings.iter().filter(|finding| finding.is_problem() != list) {
        let line = if list { finding.to_string() } else { finding.json() };
        writeln!(out, "{line}").context("failed to write what was found")?;
    }
    let refused = !list && findings.iter().any(Finding::is_problem);
    Ok(ExitCode::from(u8::from(refused)))
}

fn find() -> Result<PathBuf> {
    book::find(&env::current_dir().context("failed to read the current folder")?)
}

fn announce(address: std::net::SocketAddr) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{{\"address\":\"http://{address}/\"}}")
        .and_then(|()| out.flush())
        .context("failed to write the address")?;
    if io::stderr().is_terminal() {
        eprintln!("serving the book, Ctrl-C ends it");
    }
    Ok(())
}

/// Ends the process when standard input does: then nobody is left to end it.
fn end_with_input() -> Result<()> {
    if io::stdin().is_terminal() {
        bail!("`--until-eof` is for programs: standard input is a terminal; leave it out");
    }
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(|| {
            let mut ignored = [0; 64];
            while matches!(io::stdin().read(&mut ignored), Ok(1..)) {}
            std::process::exit(0);
        })
        .context("failed to watch standard input")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn every_form_of_the_command_line() {
        assert_eq!(parsed("build"), Ok(Command::Build { dest: None }));
        assert_eq!(parsed("build --dest x"), Ok(Command::Build { dest: Some("x".into()) }));
        assert_eq!(parsed("serve"), Ok(Command::Serve { port: 0, until_eof: false }));
        let both = Command::Serve { port: 3000, until_eof: true };
        assert_eq!(parsed("serve --port=3000 --until-eof"), Ok(both));
        assert_eq!(parsed("serve --help"), Ok(Command::Help));
        assert_eq!(parsed("check"), Ok(Command::Check { list: false }));
        assert_eq!(parsed("check --list"), Ok(Command::Check { list: true }));
        assert_eq!(parsed("preprocess"), Ok(Command::Preprocess));
        let supports = Command::Supports { renderer: "html".to_owned() };
        assert_eq!(parsed("preprocess supports html"), Ok(supports));
    }

    #[test]
    fn a_wrong_command_line_is_named() {
        assert_eq!(parsed(""), Err("say `build`, `serve`, `check` or `preprocess`".to_owned()));
        for line in ["read", "build --port 1", "serve --port 70000", "serve --dest x", "--port 1"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
