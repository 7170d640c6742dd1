//! Whether everything is here that builds need, so that no network is.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::Finding;
use super::tools::{host, library, said};
use crate::grade::{Grader, Variant, cargo_command};
use crate::process::{self, End, Limits, Stop};
use crate::workspace::Workspace;

const FETCH: &str = "run `cargo fetch` while there is a network";

/// Whether all packages are downloaded, also those of the book and the tests.
pub(super) fn packages(workspace: &Workspace, must: bool) -> Finding {
    const CHECK: &str = "packages";
    let mut cargo = cargo_command();
    cargo.current_dir(&workspace.root);
    match metadata(cargo, &[]) {
        Ok(()) => Finding::good(CHECK, "all are downloaded: no network is needed"),
        Err(error) if error.contains("offline") => {
            let found = "some are not downloaded: not everything can be built offline";
            match must {
                true => Finding::broken(CHECK, found, FETCH),
                false => Finding::advice(CHECK, found, FETCH),
            }
        }
        Err(error) => Finding::broken(CHECK, error, "mend what cargo names"),
    }
}

/// Whether rust-analyzer finds what std is made of, without which it underlines everything.
pub(super) fn editor(must: bool) -> Finding {
    const CHECK: &str = "packages of std";
    let Some(manifest) = library() else {
        return Finding::good(CHECK, "not looked for: there is no rust-src");
    };
    let manifest = manifest.to_string_lossy();
    let mut cargo = cargo_command();
    // std's manifest uses what only the toolchain itself may use.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    const MISSING: &str = "some are not downloaded: rust-analyzer needs the network once";
    match metadata(cargo, &["--manifest-path", &manifest]) {
        Ok(()) => Finding::good(CHECK, "all are downloaded: rust-analyzer needs no network"),
        Err(_) if !must => Finding::good(CHECK, MISSING),
        Err(_) => {
            let fix = format!("run `cargo fetch --locked --manifest-path '{manifest}'`");
            Finding::advice(CHECK, MISSING, fix)
        }
    }
}

/// Lets cargo find every package without the network and without changing a file.
fn metadata(mut cargo: Command, more: &[&str]) -> Result<(), String> {
    cargo.args(["metadata", "--offline", "--locked", "--format-version=1"]).args(more);
    if let Some(host) = host() {
        cargo.args(["--filter-platform", &host]);
    }
    said_in_full(&mut cargo)
}

/// As [`said`], but with all that a program says of its failure: the reason may stand last.
fn said_in_full(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// Builds and checks a solution in an empty folder, in a process that has no network.
pub(super) fn proof(workspace: &Workspace, stop: &Stop) -> Finding {
    const CHECK: &str = "offline build";
    let began = Instant::now();
    match build_without_network(workspace, stop) {
        Ok(how) => {
            let seconds = began.elapsed().as_secs();
            Finding::good(CHECK, format!("an exercise was built and checked {how}, in {seconds} s"))
        }
        Err(error) => Finding::broken(CHECK, format!("{error:#}"), FETCH),
    }
}

fn build_without_network(workspace: &Workspace, stop: &Stop) -> Result<&'static str> {
    let home = workspace.target.join("workbook");
    let folder = std::fs::create_dir_all(&home)
        .and_then(|()| tempfile::Builder::new().prefix("doctor-").tempdir_in(&home))
        .with_context(|| format!("failed to write in `{}`", home.display()))?;
    let program = std::env::current_exe().context("failed to find this program")?;
    // A namespace of its own has no network at all. Where there is none, cargo alone is told, and
    // a proxy at which nobody answers stops what does not listen to that.
    let alone =
        cfg!(target_os = "linux") && said(Command::new("unshare").args(["-rn", "true"])).is_ok();
    let mut command = match alone {
        true => {
            let mut command = Command::new("unshare");
            command.arg("-rn").arg(program);
            command
        }
        false => Command::new(program),
    };
    command
        .args(["doctor", "--build-offline"])
        .current_dir(&workspace.root)
        .env("CARGO_TARGET_DIR", folder.path())
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_HTTP_PROXY", "http://127.0.0.1:9");
    let limits = Limits { time: None, output: 10_000, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start the build")?;
    match finished.end {
        End::Ended(status) if status.success() && alone => Ok("without any network"),
        End::Ended(status) if status.success() => Ok("with cargo offline"),
        End::Stopped => bail!("it was stopped"),
        // The reason stands in the first lines; what cargo says besides is advice to itself.
        _ => bail!("{}", finished.stderr.lines().take(2).collect::<Vec<_>>().join(" ")),
    }
}

/// Builds and checks the first solution: all that the check of an answer does.
///
/// # Errors
///
/// It cannot be built, or is refused.
pub fn build_what_an_exercise_needs(workspace: &Workspace, stop: &Stop) -> Result<()> {
    let exercise = workspace.exercises.first().context("there is no exercise")?;
    let mut grader = Grader::new(workspace);
    grader.stop = stop.clone();
    let graded = grader.grade(&[Variant::solution(exercise)])?;
    match graded.first() {
        Some(graded) if graded.holds() => Ok(()),
        _ => bail!("the solution of `{}` is refused", exercise.slug),
    }
}
