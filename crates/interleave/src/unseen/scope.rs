//! What the names in a file mean: its `use` declarations, and in which blocks they hold.

use super::imports::{self, Import};
use super::lexer::{Token, What};
use std::collections::HashMap;

/// A block, and what is declared in it.
#[derive(Default)]
struct Scope<'a> {
    parent: Option<usize>,
    /// A module: what is declared around it does not hold in it.
    is_module: bool,
    /// Whole paths of what was imported; `None` for what is defined here.
    names: HashMap<&'a str, Option<Vec<&'a str>>>,
    /// `use path::*`
    globs: Vec<Vec<&'a str>>,
}

/// A path in the code, as it is written.
pub(super) struct Written<'a> {
    scope: usize,
    words: Vec<&'a str>,
    pub(super) line: u32,
    /// What follows it.
    next: Option<What<'a>>,
    /// It stands in a `use` that others may import again.
    is_export: bool,
}

/// A file's blocks, and the paths in them.
#[derive(Default)]
pub(super) struct Scopes<'a> {
    scopes: Vec<Scope<'a>>,
    pub(super) paths: Vec<Written<'a>>,
}

/// What the next `{` belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Header {
    None,
    Module,
    /// Its functions are no names of the block.
    Impl,
    Other,
}

impl<'a> Scopes<'a> {
    pub(super) fn of(tokens: &[Token<'a>]) -> Self {
        let mut scopes = Scopes::default();
        scopes.scopes.push(Scope { is_module: true, ..Scope::default() });
        scopes.read(tokens);
        scopes
    }

    fn read(&mut self, tokens: &[Token<'a>]) {
        let mut open = vec![(0, Header::Module)];
        let mut header = Header::None;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let (scope, kind) = *open.last().unwrap_or(&(0, Header::Module));
            let word = |offset: usize| match tokens.get(at + offset).map(|token| token.what) {
                Some(What::Word(word)) => Some(word),
                _ => None,
            };
            let before = at.checked_sub(1).map(|before| tokens[before].what);
            match token.what {
                What::Sign('{') => {
                    let is_module = header == Header::Module;
                    self.scopes.push(Scope { parent: Some(scope), is_module, ..Scope::default() });
                    open.push((self.scopes.len() - 1, header));
                    header = Header::None;
                }
                What::Sign('}') => {
                    if open.len() > 1 {
                        open.pop();
                    }
                    header = Header::None;
                }
                What::Sign(';') => header = Header::None,
                What::Word("use") if !follows(tokens, at, '<') => {
                    let exports = matches!(before, Some(What::Word("pub") | What::Sign(')')));
                    let (imports, behind) = imports::read(tokens, at + 1);
                    imports.into_iter().for_each(|import| self.import(scope, import, exports));
                    at = behind;
                    continue;
                }
                What::Word(keyword @ ("impl" | "trait")) if header == Header::None => {
                    header = Header::Impl;
                    if let (Some(name), "trait") = (word(1), keyword) {
                        self.define(scope, name);
                    }
                }
                What::Word("mod") => {
                    header = Header::Module;
                    word(1).into_iter().for_each(|name| self.define(scope, name));
                    at += 1;
                }
                What::Word("fn") => {
                    header = Header::Other;
                    if kind != Header::Impl {
                        word(1).into_iter().for_each(|name| self.define(scope, name));
                    }
                    // A name, no path.
                    at += 1;
                }
                What::Word("struct" | "enum" | "union" | "type" | "static" | "const") => {
                    // Not `*const T`, and not what belongs to a type.
                    let is_name = before != Some(What::Sign('*')) && kind != Header::Impl;
                    word(1)
                        .filter(|_| is_name)
                        .into_iter()
                        .for_each(|name| self.define(scope, name));
                }
                What::Word(_) | What::Path => {
                    at = self.path(tokens, at, scope);
                    continue;
                }
                What::Sign(_) | What::Literal => {}
            }
            at += 1;
        }
    }

    fn import(&mut self, scope: usize, import: Import<'a>, exports: bool) {
        let Import { path, name, line } = import;
        let Some(name) = name else { return self.scopes[scope].globs.push(path) };
        if exports {
            let words = path.clone();
            self.paths.push(Written { scope, words, line, next: None, is_export: true });
        }
        self.scopes[scope].names.insert(name, Some(path));
    }

    fn define(&mut self, scope: usize, name: &'a str) {
        self.scopes[scope].names.insert(name, None);
    }

    /// Reads a path; returns the position behind it.
    fn path(&mut self, tokens: &[Token<'a>], start: usize, scope: usize) -> usize {
        let line = tokens[start].line;
        let mut at = start;
        let mut words = Vec::new();
        if tokens[at].what == What::Path {
            // `::std` begins outside; so does nothing else that matters.
            at += 1;
        }
        while let Some(What::Word(word)) = tokens.get(at).map(|token| token.what) {
            words.push(word);
            at += 1;
            let more = matches!(tokens.get(at + 1).map(|token| token.what), Some(What::Word(_)));
            if tokens.get(at).map(|token| token.what) == Some(What::Path) && more {
                at += 1;
            } else {
                break;
            }
        }
        // A method or a field, but not the end of a range; or behind `<T>::`, but not `-> ::`.
        let sign = |offset: usize, c| {
            start.checked_sub(offset).is_some_and(|before| tokens[before].what == What::Sign(c))
        };
        let is_member = (sign(1, '.') && !sign(2, '.'))
            || (tokens[start].what == What::Path && sign(1, '>') && !sign(2, '-'));
        if !is_member && !words.is_empty() {
            let next = tokens.get(at).map(|token| token.what);
            self.paths.push(Written { scope, words, line, next, is_export: false });
        }
        at.max(start + 1)
    }

    /// The path from a crate on; `None` for what is defined in the file, or comes from elsewhere.
    pub(super) fn whole(&self, path: &Written<'a>) -> Option<Vec<&'a str>> {
        if path.is_export {
            return self.resolve(path.scope, &path.words, 8);
        }
        let found = self.resolve(path.scope, &path.words, 8)?;
        let [word] = path.words[..] else { return Some(found) };
        let called = matches!(path.next, Some(What::Sign('(' | '!')));
        if word == "thread_local" && found.len() == 1 && called {
            return Some(vec!["std", "thread_local"]);
        }
        // A lone word is a name only if an import makes it one, and a function or a variable may have
        // the same.
        let is_type = word.starts_with(char::is_uppercase);
        (found.len() > 1 && (is_type || called)).then_some(found)
    }

    fn resolve(&self, scope: usize, words: &[&'a str], depth: usize) -> Option<Vec<&'a str>> {
        let (first, rest) = words.split_first()?;
        if depth == 0 || ["crate", "self", "super", "Self"].contains(first) {
            return None;
        }
        let mut next = Some(scope);
        while let Some(number) = next {
            let scope = &self.scopes[number];
            if let Some(meaning) = scope.names.get(first) {
                let path = meaning.as_ref()?;
                let joined = || path.iter().chain(rest).copied().collect::<Vec<_>>();
                // `use rand;` and `use std::sync;` name themselves.
                let itself = path.first() == Some(first);
                return if itself {
                    Some(joined())
                } else {
                    self.resolve(number, &joined(), depth - 1)
                };
            }
            for glob in &scope.globs {
                let joined: Vec<_> = glob.iter().chain(words).copied().collect();
                let whole = self.resolve(number, &joined, depth - 1);
                if let Some(whole) = whole.filter(|whole| super::known::known(whole).is_some()) {
                    return Some(whole);
                }
            }
            let sees_outside =
                !scope.is_module || scope.globs.iter().any(|glob| *glob == ["super"]);
            next = scope.parent.filter(|_| sees_outside);
        }
        Some(words.to_vec())
    }
}

fn follows(tokens: &[Token<'_>], at: usize, sign: char) -> bool {
    tokens.get(at + 1).is_some_and(|token| token.what == What::Sign(sign))
}
