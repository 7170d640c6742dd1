//! The book as readers get it: whole, and in need of no other machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

/// The folder of the book.
fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../book")
}

/// A built book: its folder and the text of its pages.
struct Built {
    folder: TempDir,
    pages: BTreeMap<PathBuf, String>,
}

/// The book, built once for all tests.
fn built() -> &'static Built {
    static BUILT: LazyLock<Result<Built, String>> =
        LazyLock::new(|| build().map_err(|error| format!("{error:#}")));
    BUILT.as_ref().unwrap_or_else(|error| panic!("{error}"))
}

fn build() -> anyhow::Result<Built> {
    let folder = tempfile::tempdir()?;
    book::render::build(&source(), Some(folder.path()))?;
    let mut pages = BTreeMap::new();
    for path in files_in(folder.path(), "html") {
        pages.insert(path.strip_prefix(folder.path())?.to_owned(), fs::read_to_string(&path)?);
    }
    Ok(Built { folder, pages })
}

fn pages() -> impl Iterator<Item = (&'static Path, &'static str)> {
    built().pages.iter().map(|(path, text)| (path.as_path(), text.as_str()))
}

/// The values of an attribute, wherever it stands in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn is_elsewhere(address: &str) -> bool {
    address.contains("://") || address.starts_with("//")
}

#[test]
fn the_summary_names_every_page_and_every_page_is_built() {
    let summary = fs::read_to_string(source().join("src/SUMMARY.md")).unwrap();
    for entry in fs::read_dir(source().join("src")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(page) = name.strip_suffix(".md").filter(|page| *page != "SUMMARY") else {
            continue;
        };
        assert!(
            summary.contains(&format!("]({name})")),
            "`book/src/SUMMARY.md` does not name `{name}`"
        );
        let html = built().pages.get(Path::new(&format!("{page}.html")));
        assert!(html.is_some_and(|html| html.contains("<h1")), "`{page}.html` is not built");
    }
}

#[test]
fn no_directive_and_no_mark_is_left_in_a_page() {
    for (path, html) in pages() {
        for left in ["{{#", "ANCHOR:", "ANCHOR_END:"] {
            assert!(!html.contains(left), "{}: `{left}` is left", path.display());
        }
    }
}

#[test]
fn a_recorded_run_is_a_drawing_and_a_table_without_any_script() {
    let runs: usize = pages().map(|(_, html)| html.matches("class=\"interleaving\"").count()).sum();
    assert!(runs > 0, "no page shows a recorded run");
    for (path, html) in pages() {
        for run in html.split("<figure class=\"interleaving\">").skip(1) {
            let run = run.split("</figure>").next().unwrap_or(run);
            for part in ["<svg", "<title>", "<desc>", "<caption>", "<th scope=\"col\">", "</table>"]
            {
                assert!(run.contains(part), "{}: a run without {part}", path.display());
            }
            assert!(!run.contains("<script"), "{}: a run with a script", path.display());
        }
    }
}

#[test]
fn a_page_loads_nothing_from_another_machine() {
    for (path, html) in pages() {
        let loaded = values(html, "src").into_iter().chain(values(html, "srcset"));
        let linked = html
            .split("<link ")
            .skip(1)
            .flat_map(|rest| values(rest.split('>').next().map_or("", |tag| tag), "href"));
        for address in loaded.chain(linked) {
            assert!(!is_elsewhere(address), "{} loads {address}", path.display());
        }
        // mdBook's script asks play.rust-lang.org as soon as a page has such a listing.
        assert!(!html.contains("class=\"playground\""), "{}: a run button", path.display());
    }
    for css in files_with("css") {
        let text = fs::read_to_string(&css).unwrap();
        for rest in text.split("url(").skip(1) {
            let address = rest.split(')').next().unwrap_or(rest).trim_matches(['"', '\'']);
            let elsewhere = !address.starts_with("data:") && is_elsewhere(address);
            assert!(!elsewhere, "{} loads {address}", css.display());
        }
        assert!(!text.contains("@import"), "{}", css.display());
    }
}

/// The address that a link of a page in `folder` leads to, without `..`.
fn within(folder: &Path, link: &str) -> PathBuf {
    let mut address = PathBuf::new();
    let from = if link.starts_with('/') { Path::new("") } else { folder };
    for part in from.join(link.trim_start_matches('/')).components() {
        match part {
            Component::ParentDir => assert!(address.pop(), "`{link}` leads out of the book"),
            part => address.push(part),
        }
    }
    address
}

#[test]
fn every_link_within_the_book_leads_somewhere() {
    for (path, html) in pages() {
        for link in values(html, "href").into_iter().filter(|link| !is_elsewhere(link)) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let (file, text) = match file.trim_start_matches('/') {
                "" if file.is_empty() => (path.to_owned(), Some(html)),
                "" => continue,
                _ => {
                    let file = within(path.parent().unwrap_or(path), file);
                    let text = built().pages.get(&file).map(String::as_str);
                    (file, text)
                }
            };
            assert!(
                built().folder.path().join(&file).exists(),
                "{}: `{link}` leads nowhere",
                path.display()
            );
            let found = fragment.is_empty()
                || text.is_some_and(|text| text.contains(&format!("id=\"{fragment}\"")));
            assert!(found, "{}: `{link}` leads to no heading", path.display());
        }
    }
}

#[test]
fn the_search_finds_words_of_the_pages() {
    let index = files_with("js")
        .into_iter()
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with("searchindex"))
        .expect("the book is built with search");
    assert!(fs::read_to_string(index).unwrap().contains("interleaving"));
}

#[test]
fn the_words_of_a_verdict_are_those_of_the_checker() {
    let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/interleave/src/check");
    let sources: String = ["verdict.rs", "second.rs"]
        .map(|file| fs::read_to_string(checker.join(file)).unwrap())
        .concat();
    let page = fs::read_to_string(source().join("src/reading_a_report.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    // A number stands for any.
    let words =
        rows.map(|(words, _)| words.split(|c: char| c.is_ascii_digit()).next().unwrap_or(words));
    let words: Vec<_> = words.collect();
    assert!(words.len() > 8, "the table is read: {words:?}");
    for words in words {
        assert!(sources.contains(words), "no verdict says `{words}`");
    }
}

/// All files of the built book with this ending.
fn files_with(ending: &str) -> Vec<PathBuf> {
    files_in(built().folder.path(), ending)
}

fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found
}
