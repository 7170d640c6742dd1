//! `cargo workbook` as a reader meets it, on a copy of the workbook whose path has
//! spaces and umlauts in it: what it says, how it exits, and that it loses nothing.

mod cli {
    pub(crate) mod answer;
    mod answers;
    mod commands;
    pub(crate) mod copy;
    #[cfg(unix)]
    mod escapes;
    mod files;
    mod grade;
    mod json;
    #[cfg(unix)]
    mod killed;
    mod new;
    mod reader;
    mod surroundings;
    #[cfg(unix)]
    mod terminal;
    mod updates;
    #[cfg(unix)]
    mod watching;
}
