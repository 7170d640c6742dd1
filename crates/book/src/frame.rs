//! What a page gets when it is served: a script that reloads it, and around a report the book.

use hyper::body::Bytes;

use crate::live::Edition;
use crate::preprocess::html::escaped;

const REPORT_HEAD: &str = "<link rel=\"stylesheet\" href=\"/__book/report.css\">\
     <script defer src=\"/__book/report.js\"></script>";

/// The page with another title and middle; nothing if it is no page of mdBook's.
pub(crate) fn framed(html: &str, title: &str, main: &str) -> Option<String> {
    let (start, rest) = html.split_once("<title>")?;
    let (_, rest) = rest.split_once("</title>")?;
    let (head, rest) = rest.split_once("</head>")?;
    let (before, rest) = rest.split_once("<main>")?;
    let (_, after) = rest.split_once("</main>")?;
    Some(format!(
        "{start}<title>{title}</title>{head}{REPORT_HEAD}</head>{before}<main>\n{main}</main>{after}"
    ))
}

/// The page without the book, as long as there is none.
pub(crate) fn bare(title: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"UTF-8\"><title>{title}</title>\
         {REPORT_HEAD}</head><body><main>{main}</main></body></html>"
    )
}

/// The page with the script that reloads it, and the problem of the last build if there is one.
pub(crate) fn served(html: &str, own: &str, edition: &Edition) -> Bytes {
    let problem = edition.problem.as_deref().map_or(String::new(), |problem| {
        format!(
            "<link rel=\"stylesheet\" href=\"/__book/served.css\">\
             <pre id=\"book-problem\" role=\"alert\">{}</pre>",
            escaped(problem)
        )
    });
    let (head, tail) = html.split_at(html.rfind("</body>").unwrap_or(html.len()));
    let id = &edition.id;
    format!(
        "{head}{problem}<script src=\"/__book/reload.js\" data-edition=\"{id}\"{own}></script>\
         <script src=\"/__book/ticks.js\"></script>{tail}"
    )
    .into()
}
