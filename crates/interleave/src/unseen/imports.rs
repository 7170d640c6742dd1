//! The names that a `use` declaration brings.

use super::lexer::{Token, What};

/// A path that is imported.
pub(super) struct Import<'a> {
    pub(super) path: Vec<&'a str>,
    /// What it is called here; `None` if all that is in it is imported.
    pub(super) name: Option<&'a str>,
    pub(super) line: u32,
}

/// Reads what follows a `use`. Also returns the position behind it.
pub(super) fn read<'a>(tokens: &[Token<'a>], at: usize) -> (Vec<Import<'a>>, usize) {
    let mut tree = Tree { tokens, at, imports: Vec::new() };
    tree.branch(Vec::new());
    (tree.imports, tree.at)
}

struct Tree<'a, 't> {
    tokens: &'t [Token<'a>],
    at: usize,
    imports: Vec<Import<'a>>,
}

impl<'a> Tree<'a, '_> {
    fn what(&self) -> Option<What<'a>> {
        self.tokens.get(self.at).map(|token| token.what)
    }

    fn line(&self) -> u32 {
        self.tokens.get(self.at).map_or(0, |token| token.line)
    }

    /// Reads what follows `path`, up to a `,` or the end of a list or of the declaration.
    fn branch(&mut self, mut path: Vec<&'a str>) {
        let mut line = self.line();
        let mut alias = None;
        loop {
            match self.what() {
                Some(What::Word("as")) => {
                    self.at += 1;
                    if let Some(What::Word(name)) = self.what() {
                        alias = Some(name);
                    }
                }
                // `use a::b::{self}` imports `b`.
                Some(What::Word("self")) if !path.is_empty() => {}
                Some(What::Word(word)) => {
                    line = self.line();
                    path.push(word);
                }
                Some(What::Sign('*')) => {
                    self.at += 1;
                    self.imports.push(Import { path, name: None, line });
                    return;
                }
                Some(What::Sign('{')) => return self.list(&path),
                Some(What::Sign(',' | '}')) | None => break,
                Some(What::Sign(';')) => {
                    self.at += 1;
                    break;
                }
                Some(_) => {}
            }
            self.at += 1;
        }
        if let Some(name) = alias.or(path.last().copied()) {
            self.imports.push(Import { path, name: Some(name), line });
        }
    }

    fn list(&mut self, prefix: &[&'a str]) {
        self.at += 1;
        loop {
            match self.what() {
                None | Some(What::Sign(';')) => return,
                Some(What::Sign('}')) => {
                    self.at += 1;
                    return;
                }
                Some(What::Sign(',')) => self.at += 1,
                Some(_) => self.branch(prefix.to_vec()),
            }
        }
    }
}
