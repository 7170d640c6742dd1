//! Reading and writing files so that nothing is lost and errors name the path.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};

/// Reads a text file.
///
/// # Errors
///
/// Names the path if it cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("failed to read `{}`", path.display()))
}

/// Replaces the text of `path` in one step, and makes its folder if it is missing.
///
/// Another process sees the old text or the new one, never a part, also when this
/// one is killed in between.
///
/// # Errors
///
/// Names the path if the text cannot be written; the old text is then still there.
pub fn write(path: &Path, text: &str) -> Result<()> {
    write_atomically(path, text).with_context(|| format!("failed to write `{}`", path.display()))
}

/// Does [`write()`] only where the text differs, so that cargo sees no change where there is none.
///
/// Returns whether it wrote.
///
/// # Errors
///
/// As [`write()`].
pub fn write_if_changed(path: &Path, text: &str) -> Result<bool> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    write(path, text)?;
    Ok(true)
}

/// Writes a file that must not be there yet, in one step as [`write()`] does.
///
/// # Errors
///
/// It is there: of the kind `AlreadyExists`. Or it cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    readable_by_all(file.path())?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// A hidden file in the folder of `path`, which is made if it is missing. A kill leaves it behind; git ignores it.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".workbook-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

fn write_atomically(path: &Path, text: &str) -> io::Result<()> {
    let file = beside(path, text.as_bytes())?;
    // A temporary file is readable by its owner alone; what it replaces was not.
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(file.path(), old.permissions())?;
    } else {
        readable_by_all(file.path())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
fn readable_by_all(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanged_text_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder/ä.txt");
        assert!(write_if_changed(&path, "one\n").unwrap());
        assert!(!write_if_changed(&path, "one\n").unwrap());
        assert!(write_if_changed(&path, "two\n").unwrap());
        assert_eq!(read(&path).unwrap(), "two\n");
    }

    #[test]
    fn a_new_file_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder/file");
        write_new(&path, b"first").unwrap();
        let error = write_new(&path, b"second").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read(&path).unwrap(), "first");
    }

    #[test]
    fn a_failed_write_names_the_path_and_keeps_the_old_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        write(&file, "kept").unwrap();
        let error = write(&file.join("below"), "text").unwrap_err();
        assert!(error.to_string().contains("below`"), "{error}");
        assert_eq!(read(&file).unwrap(), "kept");
    }
}
