//! The programs that a verdict and an editor need.

use std::process::Command;

use super::Finding;
use crate::files;
use crate::grade::cargo_command;
use crate::workspace::Workspace;

const INSTALL: &str = "install Rust with rustup, see https://rustup.rs";
const UPDATE: &str = "run `rustup update stable`";

/// Whether rustc is new enough.
pub(super) fn toolchain(workspace: &Workspace) -> Finding {
    const CHECK: &str = "toolchain";
    let manifest = files::read(&workspace.root.join("Cargo.toml")).unwrap_or_default();
    let needed = needed(&manifest).unwrap_or_default();
    let (rustc, cargo) = match (said(rustc().arg("-V")), said(cargo_command().arg("-V"))) {
        (Ok(rustc), Ok(cargo)) => (rustc, cargo),
        (Err(error), _) | (_, Err(error)) => {
            return Finding::broken(CHECK, error, INSTALL);
        }
    };
    match version(&rustc) {
        Some(found) if found < needed => {
            let found = format!("{rustc}, and {}.{} is needed", needed.0, needed.1);
            Finding::broken(CHECK, found, UPDATE)
        }
        Some(_) => Finding::good(CHECK, format!("{rustc}; {cargo}")),
        None => {
            Finding::advice(CHECK, format!("`{rustc}` has a version that nobody knows"), UPDATE)
        }
    }
}

/// Whether a program can be linked, and run from where builds go.
pub(super) fn linker(workspace: &Workspace) -> Finding {
    const CHECK: &str = "linker";
    let home = workspace.target.join("workbook");
    let folder = std::fs::create_dir_all(&home)
        .and_then(|()| tempfile::Builder::new().prefix("doctor-").tempdir_in(&home));
    let folder = match folder {
        Ok(folder) => folder,
        Err(error) => {
            let found = format!("failed to write in `{}`: {error}", home.display());
            return Finding::broken(CHECK, found, "`CARGO_TARGET_DIR=<folder>` builds elsewhere");
        }
    };
    let (source, program) = (folder.path().join("main.rs"), folder.path().join("main.exe"));
    if let Err(error) = files::write(&source, "fn main() {}\n") {
        return Finding::broken(CHECK, format!("{error:#}"), "make room on the disk");
    }
    if let Err(error) = said(rustc().arg(&source).arg("-o").arg(&program)) {
        let fix = if said(rustc().arg("-V")).is_ok() { install_a_linker() } else { INSTALL };
        return Finding::broken(CHECK, error, fix);
    }
    match said(&mut Command::new(&program)) {
        Ok(_) => Finding::good(CHECK, "a program was linked and run"),
        Err(error) => {
            let fix = "`CARGO_TARGET_DIR=<folder>` builds where programs may run";
            Finding::broken(CHECK, error, fix)
        }
    }
}

/// Whether an editor finds rust-analyzer, and rust-analyzer the sources of std.
pub(super) fn rust_analyzer() -> Finding {
    const CHECK: &str = "rust-analyzer";
    const FIX: &str =
        "`rustup component add rust-analyzer rust-src`, unless your editor brings its own";
    match said(Command::new("rust-analyzer").arg("--version")) {
        Ok(_) if library().is_none() => {
            Finding::advice(CHECK, "the sources of std are missing", FIX)
        }
        Ok(version) => Finding::good(CHECK, version),
        Err(_) => Finding::advice(CHECK, "not found", FIX),
    }
}

/// The manifest of std's own workspace, which rust-analyzer reads.
pub(super) fn library() -> Option<std::path::PathBuf> {
    let sysroot = said(rustc().args(["--print", "sysroot"])).ok()?;
    let manifest = std::path::Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.toml");
    manifest.is_file().then_some(manifest)
}

/// The platform for which rustc builds.
pub(super) fn host() -> Option<String> {
    let version = said(rustc().arg("-vV")).ok()?;
    let line = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(line.to_owned())
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// What a program says on its standard output; else why it failed.
pub(super) fn said(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(std::process::Stdio::null()).output();
    let output = output.map_err(|error| format!("failed to start `{name}`: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let first = errors.lines().find(|line| line.starts_with("error")).or(errors.lines().next());
    Err(format!("`{name}` failed: {}", first.unwrap_or("it does not say why")))
}

fn install_a_linker() -> &'static str {
    match std::env::consts::OS {
        "macos" => "run `xcode-select --install`",
        "windows" => "install the Build Tools for Visual Studio, with C++",
        _ => "install a C compiler, such as by `sudo apt install build-essential`",
    }
}

/// Major and minor of `rustc 1.95.0 (…)`.
fn version(said: &str) -> Option<(u64, u64)> {
    two_numbers(said.split_whitespace().nth(1)?)
}

/// The `rust-version` of the root manifest.
fn needed(manifest: &str) -> Option<(u64, u64)> {
    let manifest: toml_edit::DocumentMut = manifest.parse().ok()?;
    two_numbers(manifest.get("workspace")?.get("package")?.get("rust-version")?.as_str()?)
}

fn two_numbers(version: &str) -> Option<(u64, u64)> {
    let mut parts = version.split(['.', '-']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(version("rustc 1.100.0-nightly"), Some((1, 100)));
        assert!(version("rustc 1.100.0") > version("rustc 1.95.0"));
        assert_eq!(version("rustc dev"), None);
        let manifest = "[workspace.package]\nrust-version = \"1.95\"\n";
        assert_eq!(needed(manifest), Some((1, 95)));
    }

    #[test]
    fn a_program_that_fails_is_quoted_by_its_first_error() {
        let error = said(rustc().arg("/no such file.rs")).unwrap_err();
        assert!(error.contains("failed: error: couldn't read"), "{error}");
        let error = said(&mut Command::new("no-such-program")).unwrap_err();
        assert!(error.starts_with("failed to start `no-such-program`"), "{error}");
    }
}
