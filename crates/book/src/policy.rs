//! What a served page may load and run: its content security policy.
//!
//! Scripts run if they are a file of the book, or stand in the page as mdBook built it: each of those is
//! named by its hash. What is put into a page later, such as the text of a report, cannot run even if it
//! were not escaped. Nothing is loaded from elsewhere and nothing is sent, so a page cannot tell anybody
//! what it shows.
//!
//! Style attributes are allowed, style elements are not: mdBook's pages and its search set some, and
//! a style can fetch nothing here. `<base>` is allowed only where mdBook uses it, on the page for what
//! is not found.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hyper::header::HeaderValue;
use sha2::{Digest, Sha256};

/// For what is no page: it loads and runs nothing, also if somebody opens it by itself.
pub const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
);

/// The policy of a page as it was built.
pub fn of_page(path: &str, html: &str) -> HeaderValue {
    let hashes: String = scripts(html).map(|script| format!(" '{}'", hash(script))).collect();
    // A page of the book shows the table of contents in a frame where there are no scripts.
    let framed = if path == "/toc.html" { "'self'" } else { "'none'" };
    let base = if html.contains("<base ") { "'self'" } else { "'none'" };
    let policy = format!(
        "default-src 'self'; script-src 'self'{hashes}; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri {base}; \
         form-action 'none'; frame-ancestors {framed}"
    );
    HeaderValue::try_from(policy).expect("hashes are ASCII")
}

/// The scripts that stand in the page itself.
///
/// mdBook writes tags in lower case. What looks like a script and is none, in a comment for example, costs
/// a hash that nothing has.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

/// As a browser takes it: of the text with the line ends that its parser makes.
fn hash(script: &str) -> String {
    let digest = Sha256::digest(script.replace("\r\n", "\n"));
    format!("sha256-{}", BASE64_STANDARD.encode(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_the_page_is_named_by_its_hash_and_a_file_is_not() {
        let html =
            "<script>alert(1)</script><script src=\"a.js\"></script><script type=\"x\">2</script>";
        let policy = of_page("/a.html", html);
        let policy = policy.to_str().unwrap();
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert!(policy.contains(&format!("script-src 'self' {hash} 'sha256-")), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 2, "{policy}");
        assert!(!policy.contains("script-src 'unsafe"), "{policy}");
    }

    #[test]
    fn line_ends_count_as_the_parser_makes_them() {
        assert_eq!(hash("a\r\nb"), hash("a\nb"));
    }

    #[test]
    fn frames_and_bases_are_allowed_where_mdbook_has_them() {
        let policy = |path, html| of_page(path, html).to_str().unwrap().to_owned();
        assert!(policy("/toc.html", "").ends_with("frame-ancestors 'self'"));
        assert!(policy("/a.html", "").ends_with("frame-ancestors 'none'"));
        assert!(policy("/404.html", "<base href=\"/\">").contains("base-uri 'self'"));
        assert!(policy("/a.html", "").contains("base-uri 'none'"));
    }
}
