//! A short name for a file's text, by which an edit is noticed.
//!
//! It guards against accidents, not against malice, so a checksum is enough. CRLF
//! counts as LF: a checkout on Windows has the same fingerprint.

/// Returns the fingerprint of `text`, such as `crc32:89abcdef`.
pub fn fingerprint(text: &str) -> String {
    format!("crc32:{:08x}", crc32fast::hash(text.replace("\r\n", "\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn is_the_usual_crc32() {
        assert_eq!(fingerprint("123456789"), "crc32:cbf43926");
    }

    #[test]
    fn line_ends_do_not_count() {
        assert_eq!(fingerprint("a\r\nb\r\n"), fingerprint("a\nb\n"));
    }

    #[test]
    fn an_edit_counts() {
        assert_ne!(fingerprint("assert_eq!(1, n);"), fingerprint("assert_eq!(2, n);"));
    }
}
