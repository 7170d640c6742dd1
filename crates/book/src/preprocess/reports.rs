//! The way from the card of an exercise to its report, which only a served book has.
//!
//! The card has a mark, which is empty and hidden; the server puts the link into it.

const BEGIN: &str = "<p class=\"exercise-report\" hidden data-report=\"";

/// Where the link will be.
pub(super) fn mark(slug: &str) -> String {
    format!("{BEGIN}{slug}\"></p>")
}

/// The page with its links.
pub(crate) fn linked(html: &str) -> String {
    // mdBook writes an attribute without a value with an empty one.
    let begin = BEGIN.replace(" hidden ", " hidden=\"\" ");
    let mut parts = html.split(&begin);
    let mut linked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("\"></p>") {
            Some((slug, rest)) => linked.push_str(&format!(
                "<p class=\"exercise-report\"><a href=\"/report/{slug}\">Your last check, step by \
                 step</a></p>{rest}"
            )),
            None => linked.push_str(&format!("{begin}{part}")),
        }
    }
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_becomes_a_link() {
        let built = mark("counter").replace(" hidden ", " hidden=\"\" ");
        let linked = linked(&format!("<p>a</p>{built}<p>b</p>"));
        assert_eq!(
            linked,
            "<p>a</p><p class=\"exercise-report\"><a href=\"/report/counter\">Your last check, step by \
             step</a></p><p>b</p>"
        );
    }
}
