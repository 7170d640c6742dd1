//! What the checker cannot see, found in the source: std's own locks, atomics and threads, clocks
//! and random numbers.
//!
//! A model knows only what its code does through this crate. What the code does besides is done as
//! if no other thread were there, so a model that holds may hold for that reason alone. It cannot be
//! found from within, but it can be read: this module reads the source files in which steps of the
//! model happened, or in which objects of it were made.
//!
//! It reads words, not types: names are followed through the `use` declarations of the file, no
//! further. A file that cannot be read says nothing.

mod attributes;
mod files;
mod hints;
mod imports;
mod known;
mod lexer;
mod scope;
mod shared;

pub(crate) use files::{Files, under_test};
pub(crate) use hints::hints;
pub(crate) use known::Matter;

use crate::report::read_source;
use known::Known;
use lexer::{Token, What};
use scope::Scopes;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Something in a source file that the checker does not see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Unseen {
    pub(crate) file: String,
    pub(crate) line: u32,
    known: Known,
}

impl Unseen {
    pub(crate) fn name(&self) -> &str {
        &self.known.name
    }

    pub(crate) fn matter(&self) -> Matter {
        self.known.matter
    }

    /// What to do about it.
    pub(crate) fn instead(&self) -> &str {
        &self.known.instead
    }
}

/// The library that an integration test is about, if the test names it: code that does nothing
/// that the checker could see has no steps to be found by.
///
/// `INTERLEAVE_ANSWER` names it for whoever tests another text than the package's own, and
/// collects the verdicts.
fn library_of(test: &str) -> Option<String> {
    if let Ok(answer) = std::env::var("INTERLEAVE_ANSWER") {
        return Some(answer);
    }
    let names_it = std::env::var_os("INTERLEAVE_VERDICTS").is_none() && read(test).names_package;
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| names_it)?;
    let library = Path::new(&folder).join("src").join("lib.rs");
    library.to_str().map(str::to_owned)
}

/// The package whose tests run, as code names it: not this one. Set by cargo.
fn package() -> Option<String> {
    let package = std::env::var("CARGO_PKG_NAME").ok()?;
    (package != env!("CARGO_PKG_NAME")).then(|| package.replace('-', "_"))
}

/// What was read of a file.
#[derive(Default)]
struct Read {
    /// Each name once.
    unseen: Vec<Unseen>,
    names_package: bool,
}

/// Reads a file, once in a process.
fn read(file: &str) -> Arc<Read> {
    static KNOWN: Mutex<Option<HashMap<String, Arc<Read>>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    let read = || {
        let Some(text) = read_source(file) else { return Arc::default() };
        let tokens = lexer::tokens(&text);
        let package = package();
        let is_package =
            |what| matches!(what, What::Word(word) if Some(word) == package.as_deref());
        let names_package = tokens.iter().any(|token| is_package(token.what));
        Arc::new(Read { unseen: in_tokens(file, &tokens), names_package })
    };
    Arc::clone(known.entry(file.to_owned()).or_insert_with(read))
}

fn in_tokens(file: &str, tokens: &[Token<'_>]) -> Vec<Unseen> {
    let scopes = Scopes::of(tokens);
    let promised = shared::promised(tokens);
    let mut found: Vec<Unseen> = Vec::new();
    for path in &scopes.paths {
        let is_shared = promised.iter().any(|lines| lines.contains(&path.line));
        let shared = |whole: &[&str]| is_shared.then(|| shared::known(whole)).flatten();
        let known =
            scopes.whole(path).and_then(|whole| known::known(&whole).or_else(|| shared(&whole)));
        let Some(known) = known else { continue };
        if !found.iter().any(|other| other.known == known) {
            found.push(Unseen { file: file.to_owned(), line: path.line, known });
        }
    }
    found
}

#[cfg(test)]
mod tests;
