//! `{{#outcomes <listing>}}`: everything that a listing can return, with an execution for each.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::html::escaped;
use super::interleaving::table;
use super::recorded::{self, Recorded};
use super::{Site, names};

/// The version of recorded sets that this code reads.
const SCHEMA: u32 = 1;

/// What a listing can return, as `cargo workbook dev sync` records it.
#[derive(Deserialize)]
pub(super) struct Set {
    /// Within which limits the set is exact.
    limits: String,
    pub(super) outcomes: Vec<Outcome>,
    /// In how many orders of all steps it ends in what.
    #[serde(default)]
    orders: BTreeMap<String, u64>,
}

/// A member of the set, and the simplest execution that shows it.
#[derive(Deserialize)]
pub(super) struct Outcome {
    pub(super) outcome: String,
    preemptions: u32,
    old_values: u32,
    threads: Vec<String>,
    steps: Vec<Recorded>,
}

/// The recorded set of a listing.
pub(super) fn read(site: &Site, listing: &str) -> Result<Set> {
    let known = names::files(&site.root.join("book/traces/outcomes"), "json");
    if !known.iter().any(|name| name == listing) {
        let error = names::unknown("listing", listing, &known);
        bail!(
            "{error:#} (`book/listings/src` has them, `cargo workbook dev sync` records their outcomes)"
        );
    }
    let file = format!("book/traces/outcomes/{listing}.json");
    let set = || -> Result<Set> {
        let set: Set = recorded::read(site, &file, SCHEMA)?;
        if set.outcomes.is_empty() {
            bail!("it has no outcomes");
        }
        Ok(set)
    };
    set().with_context(|| {
        format!("failed to read `{file}`: `cargo workbook dev sync` records it again")
    })
}

/// The set as a table, and below it an execution for each member.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let set = read(site, argument)?;
    let listing = escaped(argument);
    let count = counted(set.outcomes.len(), "outcome");
    let orders = set.orders.values().sum::<u64>();
    let (column, stand_for) = match orders {
        0 => ("", String::new()),
        _ => (
            "<th scope=\"col\">Orders that end in it</th>",
            format!(" for {}", counted(orders as usize, "order")),
        ),
    };
    let mut html = format!(
        "<figure class=\"outcomes\">\n<div class=\"table-wrapper\" tabindex=\"0\" role=\"group\" aria-label=\"The outcomes\"><table>\n\
         <caption><code>{listing}</code> has {count} <span class=\"limits\">({}{stand_for})</span></caption>\n\
         <thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\">The simplest execution with it</th>\
         {column}</tr></thead>\n<tbody>\n",
        escaped(&set.limits),
    );
    for outcome in &set.outcomes {
        let name = escaped(&outcome.outcome);
        let takes = takes(outcome);
        let orders = match set.orders.get(&outcome.outcome) {
            _ if column.is_empty() => String::new(),
            None => "<td>none</td>".to_owned(),
            Some(orders) => format!("<td>{orders}</td>"),
        };
        html.push_str(&format!(
            "<tr><th scope=\"row\"><code>{name}</code></th><td>{takes}</td>{orders}</tr>\n"
        ));
    }
    html.push_str("</tbody></table></div>\n");
    for outcome in &set.outcomes {
        html.push_str(
            &witness(outcome).with_context(|| format!("the recorded set of `{argument}`"))?,
        );
    }
    html.push_str(&format!(
        "<figcaption>Computed by the checker from <code>book/listings/src/{listing}.rs</code>.{}{}\
         </figcaption>\n</figure>",
        words(&set),
        words_of_orders(&set),
    ));
    Ok(html)
}

/// `1 preemption, 1 old value`.
fn takes(outcome: &Outcome) -> String {
    let mut takes = vec![match outcome.preemptions {
        0 => "no preemption".to_owned(),
        n => counted(n as usize, "preemption"),
    }];
    if outcome.old_values > 0 {
        takes.push(counted(outcome.old_values as usize, "old value"));
    }
    takes.join(", ")
}

/// What the words of the table mean, as far as they stand in it.
fn words(set: &Set) -> &'static str {
    let preempted = set.outcomes.iter().any(|outcome| outcome.preemptions > 0);
    let old = set.outcomes.iter().any(|outcome| outcome.old_values > 0);
    match (preempted, old) {
        (false, false) => "",
        (true, false) => " A preemption is a switch away from a thread that could go on.",
        (false, true) => {
            " An old value has been overwritten already: no order of whole steps shows it."
        }
        (true, true) => {
            " A preemption is a switch away from a thread that could go on; an old value has been \
             overwritten already: no order of whole steps shows it."
        }
    }
}

/// What it means that no order ends in an outcome.
fn words_of_orders(set: &Set) -> &'static str {
    let counted = |outcome: &Outcome| set.orders.contains_key(&outcome.outcome);
    if set.orders.is_empty() || set.outcomes.iter().all(counted) {
        return "";
    }
    " What no order of the steps ends in takes more than an order: an old value, or a wait that ends without a reason."
}

/// The execution, to open.
fn witness(outcome: &Outcome) -> Result<String> {
    let steps = recorded::steps(&outcome.threads, &outcome.steps, place)?;
    let name = format!("<code>{}</code>", escaped(&outcome.outcome));
    Ok(format!(
        "<details class=\"interleaving\"><summary>How it comes to {name}</summary>\n{}\n</details>\n",
        table(&format!("An execution that ends in {name}"), &outcome.threads, &steps),
    ))
}

/// The line of the source. Its number is of no use beside a listing.
fn place(step: &Recorded) -> String {
    let (Some(file), Some(line)) = (&step.file, step.line) else {
        return String::new();
    };
    let source = step.source.as_deref().unwrap_or_default();
    format!("<code title=\"{}:{line}\">{}</code>", escaped(file), escaped(source))
}

/// `1 outcome`, `2 outcomes`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SET: &str = r#"{"schema": 1, "limits": "3 distinct executions", "outcomes": [
        {"outcome": "1", "preemptions": 1, "old_values": 0, "threads": ["main", "T1"], "steps": [
            {"step": "1", "thread": "main", "text": "n.load → 0", "file": "a/race.rs", "line": 3,
             "source": "n.load() < 2"},
            {"step": "2", "thread": "T1", "text": "exit", "file": null, "line": null, "source": null}]},
        {"outcome": "Some(\"<2>\")", "preemptions": 0, "old_values": 0, "threads": [], "steps": []}]}"#;

    fn site(set: &str) -> (tempfile::TempDir, Site) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("book/traces/outcomes");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("race.json"), set).unwrap();
        let site = Site { root: root.path().to_owned() };
        (root, site)
    }

    fn rendered(set: &str) -> Result<String> {
        let (_root, site) = site(set);
        render(&site, "race")
    }

    #[test]
    fn the_set_is_a_table_with_a_row_for_each_outcome() {
        let html = rendered(SET).unwrap();
        assert!(html.contains("<caption><code>race</code> has 2 outcomes"), "{html}");
        assert!(html.contains("(3 distinct executions)"), "{html}");
        let first = "<tr><th scope=\"row\"><code>1</code></th><td>1 preemption</td></tr>";
        assert!(html.contains(first), "{html}");
        let second = "<code>Some(&quot;&lt;2&gt;&quot;)</code></th><td>no preemption</td>";
        assert!(html.contains(second), "{html}");
        assert!(html.contains("A preemption is"), "{html}");
        assert!(!html.contains("old value"), "{html}");
    }

    #[test]
    fn each_outcome_has_an_execution_to_open() {
        let html = rendered(SET).unwrap();
        assert_eq!(html.matches("<details ").count(), 2, "{html}");
        assert!(html.contains("<summary>How it comes to <code>1</code></summary>"), "{html}");
        assert!(html.contains("n.load → 0"), "{html}");
        assert!(html.contains("<code title=\"a/race.rs:3\">n.load() &lt; 2</code>"), "{html}");
    }

    #[test]
    fn the_orders_that_end_in_an_outcome_are_counted() {
        let counted = SET.replacen("\"limits\"", "\"orders\": {\"1\": 9}, \"limits\"", 1);
        let html = rendered(&counted).unwrap();
        assert!(html.contains("(3 distinct executions for 9 orders)"), "{html}");
        assert!(html.contains("<td>1 preemption</td><td>9</td>"), "{html}");
        assert!(html.contains("<td>no preemption</td><td>none</td>"), "{html}");
        assert!(html.contains("takes more than an order"), "{html}");
    }

    #[test]
    fn an_outcome_that_takes_an_old_value_says_so() {
        let html = rendered(&SET.replacen("\"old_values\": 0", "\"old_values\": 1", 1)).unwrap();
        assert!(html.contains("1 preemption, 1 old value"), "{html}");
        assert!(html.contains("no order of whole steps"), "{html}");
    }

    #[test]
    fn the_block_has_no_blank_line_that_would_end_it() {
        assert!(!rendered(SET).unwrap().contains("\n\n"));
    }

    #[test]
    fn an_unknown_listing_is_an_error_that_names_the_nearest() {
        let (_root, site) = site(SET);
        let error = render(&site, "rase").unwrap_err().to_string();
        assert!(error.starts_with("no listing `rase`: `race`?"), "{error}");
        assert!(error.contains("`cargo workbook dev sync`"), "{error}");
    }

    #[test]
    fn a_recorded_set_that_cannot_be_read_is_an_error_that_says_what_to_do() {
        for (set, says) in [
            ("{", "EOF"),
            ("{\"schema\": 2}", "it has schema 2, and schema 1 is known"),
            ("{\"schema\": 1, \"limits\": \"\", \"outcomes\": []}", "it has no outcomes"),
        ] {
            let error = format!("{:#}", rendered(set).err().unwrap());
            assert!(error.contains("`book/traces/outcomes/race.json`"), "{error}");
            assert!(error.contains("dev sync") && error.contains(says), "{error}");
        }
        let error = rendered(&SET.replace("\"thread\": \"T1\"", "\"thread\": \"T9\"")).unwrap_err();
        assert!(format!("{error:#}").contains("step 2 is of `T9`"), "{error:#}");
    }
}
