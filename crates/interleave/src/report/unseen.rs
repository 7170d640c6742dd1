//! The words for what the checker does not see.

use super::source::near;
use crate::unseen::{Matter, Unseen};

/// Names that a report lists.
const LISTED: usize = 4;

/// A line for each: where it is, and what to do.
pub(super) fn tell(all: &[Unseen]) -> Vec<String> {
    let mut lines: Vec<_> = all.iter().take(LISTED).map(line).collect();
    if all.len() > LISTED {
        lines.push(format!("({} more)", all.len() - LISTED));
    }
    lines
}

fn line(unseen: &Unseen) -> String {
    let (name, instead) = (unseen.name(), unseen.instead());
    let what = match unseen.matter() {
        Matter::Unseen | Matter::Spins => format!("the checker does not see `{name}`"),
        Matter::Orders => format!("the checker does not see what `{name}` orders"),
        Matter::Varies => format!("a `{name}` has another order each time"),
    };
    format!("{}: {what}: {instead}", near(&unseen.file, unseen.line))
}

pub(super) fn headline(all: &[Unseen]) -> String {
    let Some(first) = all.first() else { return "UNSEEN".to_owned() };
    let place = near(&first.file, first.line);
    let more = match all.len() - 1 {
        0 => " is".to_owned(),
        more => format!(" and {more} more are"),
    };
    format!("UNSEEN: `{}` at {place}{more} not checked", first.name())
}

/// For a verdict that allows them.
pub(crate) fn list(all: &[Unseen]) -> String {
    let named =
        |unseen: &Unseen| format!("`{}` at {}", unseen.name(), near(&unseen.file, unseen.line));
    let mut listed: Vec<_> = all.iter().take(LISTED).map(named).collect();
    if all.len() > LISTED {
        listed.push(format!("{} more", all.len() - LISTED));
    }
    listed.join(", ")
}
