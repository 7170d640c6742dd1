//! `{{#bench <chapter>}}`: what something costs, as recorded on one machine on one day.
//!
//! A drawing for the proportions, a table for the figures. What was measured with more threads than
//! the machine has cores is named so: there the scheduler is measured as well.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::html::escaped;
use super::outcomes::counted;
use super::{Site, bars, names, recorded};

/// The version of recorded figures that this code reads.
const SCHEMA: u32 = 1;

/// What ratios are to.
const BASE: &str = "std";

/// Recorded figures, as `cargo workbook dev bench` writes them.
#[derive(Deserialize)]
struct Recorded {
    date: String,
    rustc: String,
    machine: Machine,
    figures: Vec<Figure>,
}

#[derive(Deserialize)]
struct Machine {
    cpu: String,
    cores: u64,
    os: String,
}

/// One thing with one number of threads, in nanoseconds for one operation.
#[derive(Deserialize)]
pub(super) struct Figure {
    operation: String,
    pub(super) name: String,
    threads: u64,
    pub(super) median: f64,
    /// The ends of the confidence interval.
    pub(super) low: f64,
    pub(super) high: f64,
}

/// The figures with one number of threads.
pub(super) struct Group<'a> {
    pub(super) title: String,
    pub(super) figures: Vec<&'a Figure>,
}

/// Renders the figures of a chapter: a drawing and a table for each operation.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let known = names::files(&site.root.join("book/figures"), "json");
    if !known.iter().any(|name| name == argument) {
        let error = names::unknown("recorded bench", argument, &known);
        bail!("{error:#} (`cargo workbook dev bench <chapter>` records one)");
    }
    let file = format!("book/figures/{argument}.json");
    let recorded = read(site, &file).with_context(|| {
        format!("failed to read `{file}`: `cargo workbook dev bench {argument}` records it again")
    })?;
    let mut html = String::from("<figure class=\"bench\">\n");
    let mut operations: Vec<&str> = Vec::new();
    for figure in &recorded.figures {
        if !operations.contains(&figure.operation.as_str()) {
            operations.push(&figure.operation);
        }
    }
    for (index, operation) in operations.into_iter().enumerate() {
        let groups = groups(&recorded, operation);
        html.push_str(&bars::draw(&format!("bench-{argument}-{index}"), operation, &groups));
        html.push_str(&table(operation, &groups).with_context(|| format!("`{file}`"))?);
    }
    let Machine { cpu, cores, os } = &recorded.machine;
    html.push_str(&format!(
        "<figcaption>Recorded on {} on one machine: {}, {} ({}), {}, by <code>cargo bench -p benches --bench \
         {}</code>. Another machine has other figures.</figcaption>\n</figure>",
        escaped(&recorded.date),
        escaped(cpu),
        counted(usize::try_from(*cores)?, "core"),
        escaped(os),
        escaped(&recorded.rustc),
        escaped(argument),
    ));
    Ok(html)
}

fn read(site: &Site, file: &str) -> Result<Recorded> {
    let recorded: Recorded = recorded::read(site, file, SCHEMA)?;
    if recorded.figures.is_empty() {
        bail!("it has no figures");
    }
    // Also refuses what is not a number.
    let ordered = |it: &Figure| 0.0 < it.low && it.low <= it.median && it.median <= it.high;
    if let Some(figure) = recorded.figures.iter().find(|figure| !ordered(figure)) {
        bail!("`{}` of `{}` has a median outside of its interval", figure.name, figure.operation);
    }
    Ok(recorded)
}

/// The figures of an operation by threads, fewest first; in each, [`BASE`] first, then by name.
fn groups<'a>(recorded: &'a Recorded, operation: &str) -> Vec<Group<'a>> {
    let mut figures: Vec<_> =
        recorded.figures.iter().filter(|figure| figure.operation == operation).collect();
    figures.sort_by_key(|figure| (figure.threads, figure.name != BASE, &figure.name));
    let by_threads = figures.chunk_by(|a, b| a.threads == b.threads);
    let cores = recorded.machine.cores;
    let group = |figures: &[&'a Figure]| {
        let threads = figures[0].threads;
        let mut title = counted(usize::try_from(threads).unwrap_or(usize::MAX), "thread");
        if threads > cores {
            title.push_str(&format!(", oversubscribed: {}", counted(cores as usize, "core")));
        }
        Group { title, figures: figures.to_vec() }
    };
    by_threads.map(group).collect()
}

fn table(operation: &str, groups: &[Group<'_>]) -> Result<String> {
    let mut html = format!(
        "<div class=\"table-wrapper\" tabindex=\"0\" role=\"group\" aria-label=\"The figures\"><table>\n<caption>Time for one <code>{}</code>, in \
         nanoseconds</caption>\n<thead><tr><th scope=\"col\">Threads</th><th scope=\"col\">What</th>\
         <th scope=\"col\">Median</th><th scope=\"col\">95 % interval</th>\
         <th scope=\"col\">Ratio to <code>{BASE}</code></th></tr></thead>\n",
        escaped(operation),
    );
    for group in groups {
        let Some(base) = group.figures.iter().find(|figure| figure.name == BASE) else {
            bail!("`{operation}` with {} has no `{BASE}` to compare with", group.title)
        };
        html.push_str("<tbody>\n");
        let rows = group.figures.len();
        let mut first =
            format!("<th scope=\"rowgroup\" rowspan=\"{rows}\">{}</th>", escaped(&group.title));
        for figure in &group.figures {
            html.push_str(&format!(
                "<tr>{first}<th scope=\"row\"><code>{}</code></th><td>{}</td><td>{} – {}</td>\
                 <td>{} ×</td></tr>\n",
                escaped(&figure.name),
                digits(figure.median),
                digits(figure.low),
                digits(figure.high),
                digits(figure.median / base.median),
            ));
            first.clear();
        }
        html.push_str("</tbody>\n");
    }
    html.push_str("</table></div>\n");
    Ok(html)
}

/// Three digits that mean something: more would claim what was not measured.
pub(super) fn digits(value: f64) -> String {
    let decimals = match value {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const FIGURES: &str = r#"{"schema": 1, "date": "2026-01-31", "rustc": "rustc 1.95.0",
        "machine": {"cpu": "One <Core>", "cores": 2, "os": "linux"}, "figures": [
        {"operation": "push", "name": "ours", "threads": 4, "median": 40.0, "low": 39.0, "high": 41.0},
        {"operation": "push", "name": "std", "threads": 4, "median": 20.0, "low": 19.5, "high": 21.0},
        {"operation": "push", "name": "std", "threads": 1, "median": 4.0, "low": 3.999, "high": 4.1}]}"#;

    fn rendered(figures: &str) -> Result<String> {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("book/figures");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("locks.json"), figures).unwrap();
        render(&Site { root: root.path().to_owned() }, "locks")
    }

    #[test]
    fn the_table_has_every_figure_with_its_ratio_to_std() {
        let html = rendered(FIGURES).unwrap();
        let ours = "<th scope=\"row\"><code>ours</code></th><td>40.0</td><td>39.0 – 41.0</td><td>2.00 ×</td>";
        assert!(html.contains(ours), "{html}");
        let std = "<code>std</code></th><td>4.00</td><td>4.00 – 4.10</td><td>1.00 ×</td>";
        assert!(html.contains(std), "{html}");
        assert!(html.find("1 thread<").unwrap() < html.find("4 threads").unwrap(), "{html}");
        assert!(!html.contains("\n\n"), "a blank line ends the block: {html}");
    }

    #[test]
    fn more_threads_than_cores_are_oversubscribed() {
        let html = rendered(FIGURES).unwrap();
        let title = "<th scope=\"rowgroup\" rowspan=\"2\">4 threads, oversubscribed: 2 cores</th>";
        assert!(html.contains(title), "{html}");
        let enough = rendered(&FIGURES.replace("\"cores\": 2", "\"cores\": 4")).unwrap();
        assert!(!enough.contains("oversubscribed"), "{enough}");
    }

    #[test]
    fn the_figures_say_when_and_on_what_they_were_recorded() {
        let html = rendered(FIGURES).unwrap();
        for said in ["2026-01-31", "One &lt;Core&gt;", "2 cores", "linux", "rustc 1.95.0"] {
            assert!(html.contains(said), "{said}: {html}");
        }
    }

    #[test]
    fn figures_that_cannot_be_shown_are_an_error_that_says_what_to_do() {
        for (from, to, says) in [
            ("\"schema\": 1", "\"schema\": 2", "it has schema 2, and schema 1 is known"),
            ("\"date\"", "\"day\"", "missing field `date`"),
            ("\"median\": 40.0", "\"median\": 42.0", "`ours` of `push` has a median outside"),
            ("]}", "", "EOF"),
        ] {
            let error = format!("{:#}", rendered(&FIGURES.replace(from, to)).unwrap_err());
            assert!(error.contains("`book/figures/locks.json`"), "{error}");
            assert!(error.contains("dev bench locks") && error.contains(says), "{error}");
        }
        let error = rendered(&FIGURES.replace("\"std\", \"threads\": 1", "\"a\", \"threads\": 1"));
        let error = format!("{:#}", error.unwrap_err());
        assert!(error.contains("`push` with 1 thread has no `std`"), "{error}");
    }

    #[test]
    fn an_unknown_chapter_is_an_error_that_names_the_nearest() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("book/figures")).unwrap();
        fs::write(root.path().join("book/figures/locks.json"), FIGURES).unwrap();
        let error = render(&Site { root: root.path().to_owned() }, "lock").unwrap_err().to_string();
        assert!(error.starts_with("no recorded bench `lock`: `locks`?"), "{error}");
        assert!(error.contains("`cargo workbook dev bench <chapter>`"), "{error}");
    }

    #[test]
    fn a_figure_has_three_digits() {
        assert_eq!([0.5, 9.87654, 12.34, 1234.5].map(digits), ["0.50", "9.88", "12.3", "1234"]);
    }
}
