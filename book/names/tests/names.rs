//! The names in the tables of `book/src/names.md`: each column has a file here in which they are used, so
//! that a name which is not there does not compile, and one that is not used here is found.

#[path = "names/crossbeam.rs"]
mod in_crossbeam;
#[path = "names/parking_lot.rs"]
mod in_parking_lot;
#[path = "names/std.rs"]
mod in_std;

/// What heads a column, and the file that uses its names.
const COLUMNS: [(&str, &str); 3] = [
    ("std, and `interleave`", include_str!("names/std.rs")),
    ("parking_lot", include_str!("names/parking_lot.rs")),
    ("crossbeam", include_str!("names/crossbeam.rs")),
];

/// The code without comments, spaces and type arguments: `Mutex::<u8>::lock` is `Mutex::lock`.
fn bare(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line.trim(), " "]).collect();
    let mut bare = String::new();
    let mut rest = &code[..];
    while let Some((before, after)) = rest.split_once("::<") {
        bare.push_str(before);
        let mut depth = 1;
        let end = after.char_indices().find(|&(at, c)| {
            let arrow = c == '>' && after[..at].ends_with('-');
            depth += i32::from(c == '<') - i32::from(c == '>' && !arrow);
            depth == 0
        });
        rest = end.map_or("", |(at, _)| &after[at + 1..]);
    }
    bare + rest
}

/// Whether the code has the name as a whole.
fn uses(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        !code[..at].ends_with(is_part) && !code[at + name.len()..].starts_with(is_part)
    })
}

/// The names of each column, from the page's tables. A table has the columns in which there is something.
fn named() -> Vec<(&'static str, String)> {
    let page = include_str!("../../src/names.md");
    let mut heads: Vec<Option<&'static str>> = Vec::new();
    let mut names = Vec::new();
    for row in page.lines().filter(|line| line.starts_with('|') && !line.contains("---")) {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        if cells[0] == "to" {
            let column = |cell: &&str| COLUMNS.iter().find(|(head, _)| head == cell);
            heads = cells.iter().map(|cell| column(cell).map(|(head, _)| *head)).collect();
            let unknown = heads[1..].iter().any(Option::is_none);
            assert!(!unknown, "a column that nothing compiles: {row}");
            continue;
        }
        assert_eq!(cells.len(), heads.len(), "another number of columns: {row}");
        for (head, cell) in heads.iter().zip(cells) {
            let Some(column) = head else { continue };
            let spans = cell.split('`').skip(1).step_by(2);
            names.extend(spans.map(|name| (*column, name.to_owned())));
        }
    }
    names
}

#[test]
fn every_name_of_the_tables_is_used_here() {
    let names = named();
    assert!(names.len() > 80, "the tables are read: {names:?}");
    for (column, code) in COLUMNS {
        let code = bare(code);
        let unused = names.iter().filter(|(of, name)| *of == column && !uses(&code, name));
        assert_eq!(unused.collect::<Vec<_>>(), [] as [&(&str, String); 0], "use them in the file");
    }
}

#[test]
fn a_name_is_found_as_a_whole_and_without_its_types() {
    let code = bare("// Condvar::wait\nlet _ = Once::<fn(u8) -> Vec<u8>>::call_once;");
    assert!(uses(&code, "Once::call_once"), "{code}");
    assert!(!uses(&code, "Once::call") && !uses(&code, "Condvar::wait"), "{code}");
}
