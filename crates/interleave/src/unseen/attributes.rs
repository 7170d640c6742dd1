//! Attributes, and what they keep from being compiled.

use super::lexer::{Token, What};

/// Leaves out attributes, and the items behind `#[cfg(test)]` and `#[cfg(not(feature = …))]`.
pub(super) fn without_attributes<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let sign = |offset: usize, c| {
            tokens.get(at + offset).is_some_and(|token| token.what == What::Sign(c))
        };
        let inner = usize::from(sign(1, '!'));
        if !(sign(0, '#') && sign(1 + inner, '[')) {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        let end = behind_bracket(tokens, at + 1 + inner);
        let has = |word| tokens[at..end].iter().any(|token| token.what == What::Word(word));
        let elsewhere = has("cfg") && has("test") != has("not");
        at = match (elsewhere, inner) {
            (true, 1) => tokens.len(),
            (true, _) => behind_item(tokens, end),
            _ => end,
        };
    }
    kept
}

/// The position behind the bracket that opens at `at`.
fn behind_bracket(tokens: &[Token<'_>], at: usize) -> usize {
    let mut depth = 0;
    for (position, token) in tokens.iter().enumerate().skip(at) {
        match token.what {
            What::Sign('(' | '[' | '{') => depth += 1,
            What::Sign(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return position + 1;
        }
    }
    tokens.len()
}

/// The position behind an item: its `;`, or its block.
fn behind_item(tokens: &[Token<'_>], mut at: usize) -> usize {
    let mut is_use = false;
    while let Some(token) = tokens.get(at) {
        match token.what {
            What::Word("use") => is_use = true,
            What::Sign(';') => return at + 1,
            What::Sign('{') if !is_use => return behind_bracket(tokens, at),
            What::Sign('(' | '[' | '{') => {
                at = behind_bracket(tokens, at);
                continue;
            }
            // The last field or variant of something.
            What::Sign(')' | ']' | '}') => return at,
            _ => {}
        }
        at += 1;
    }
    at
}
