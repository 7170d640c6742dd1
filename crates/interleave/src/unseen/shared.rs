//! Types that a file itself promises to be `Sync`: their fields are shared by threads, so that a plain cell
//! among them is no plain data.

use super::known::{Known, Matter};
use super::lexer::{Token, What};
use std::ops::RangeInclusive;

const CELLS: [&str; 4] = ["Cell", "LazyCell", "OnceCell", "RefCell"];

/// The lines of each `struct` for which there is an `unsafe impl Sync`.
pub(super) fn promised(tokens: &[Token<'_>]) -> Vec<RangeInclusive<u32>> {
    let word = |at: usize| match tokens.get(at).map(|token| token.what) {
        Some(What::Word(word)) => Some(word),
        _ => None,
    };
    let mut names = Vec::new();
    for at in 0..tokens.len() {
        if word(at) == Some("unsafe") && word(at + 1) == Some("impl") {
            let is_end = |token: &Token<'_>| matches!(token.what, What::Sign('{' | ';'));
            let end = tokens[at..].iter().position(is_end).map_or(tokens.len(), |end| at + end);
            let promise =
                (at..end).find(|&at| word(at) == Some("Sync") && word(at + 1) == Some("for"));
            let Some(promise) = promise else { continue };
            let in_path = |at: &usize| matches!(tokens[*at].what, What::Word(_) | What::Path);
            names.extend((promise + 2..end).take_while(in_path).filter_map(word).last());
        }
    }
    let is_promised = |at: usize| {
        word(at) == Some("struct") && word(at + 1).is_some_and(|name| names.contains(&name))
    };
    (0..tokens.len()).filter(|at| is_promised(*at)).map(|at| body(&tokens[at..])).collect()
}

/// The lines of the `struct` with which the tokens begin.
fn body(tokens: &[Token<'_>]) -> RangeInclusive<u32> {
    let first = tokens[0].line;
    let mut depth = 0_usize;
    for token in tokens {
        match token.what {
            What::Sign('{' | '(') => depth += 1,
            What::Sign('}' | ')') => depth = depth.saturating_sub(1),
            What::Sign(';') if depth == 0 => return first..=token.line,
            _ => continue,
        }
        if depth == 0 && matches!(token.what, What::Sign('}')) {
            return first..=token.line;
        }
    }
    first..=tokens.last().map_or(first, |token| token.line)
}

/// What a whole path names, if it is a cell that belongs to one thread.
pub(super) fn known(path: &[&str]) -> Option<Known> {
    match path {
        ["core" | "std", "cell", name, ..] if CELLS.contains(name) => Some(Known {
            name: path[..3].join("::"),
            matter: Matter::Unseen,
            instead: "use `interleave::cell::UnsafeCell`: it is shared by an `unsafe impl Sync`"
                .into(),
        }),
        _ => None,
    }
}
