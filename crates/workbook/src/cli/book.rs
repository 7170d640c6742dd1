//! The book machine, a program of its own: no verdict waits until it is compiled.
//!
//! It is built in a folder of its own, so that neither the reader's cargo nor ours
//! waits for it, and dies with us.

use std::fs::{self, File, TryLockError};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail};
use clap::ArgMatches;
use process_wrap::std::ChildWrapper;
use serde_json::Value;

use super::app::App;
use super::terminal::link;
use super::{Status, json};
use workbook::grade::cargo_command;
use workbook::process::{self, End, Limits, Stop};
use workbook::workspace::Workspace;

/// `book build` and `book serve`: the book machine with our terminal.
pub(crate) fn command(app: &App, matches: &ArgMatches) -> Result<Status> {
    let mut command = cargo(&app.workspace, "run");
    command.arg("--quiet").arg("--");
    match matches.subcommand() {
        Some(("build", matches)) => {
            command.arg("build");
            if let Some(folder) = matches.get_one::<String>("dest") {
                let folder = std::env::current_dir()?.join(folder);
                command.arg("--dest").arg(folder);
            }
        }
        Some(("serve", matches)) => {
            command.arg("serve");
            if let Some(port) = matches.get_one::<u16>("port") {
                command.arg("--port").arg(port.to_string());
            }
        }
        _ => bail!("unknown command of the book"),
    }
    let failed = "failed to start `cargo`";
    let status = if app.json {
        let mut child = command.stdout(Stdio::piped()).spawn().context(failed)?;
        let lines = child.stdout.take().map(|stdout| BufReader::new(stdout).lines());
        for line in lines.into_iter().flatten().map_while(Result::ok) {
            let text = workbook::text::plain(&line);
            json::line(json::Type::Book, &[("text", text.into())]);
        }
        child.wait()?
    } else {
        command.status().context(failed)?
    };
    Ok(if status.success() { Status::Holds } else { Status::NotChecked })
}

fn cargo(workspace: &Workspace, subcommand: &str) -> Command {
    let mut command = cargo_command();
    command
        .current_dir(&workspace.root)
        .args([subcommand, "--package", "book", "--target-dir"])
        .arg(workspace.target.join("workbook").join("book"));
    command
}

/// The book machine while `cargo workbook` watches.
pub(crate) struct Book {
    stop: Stop,
    child: Arc<Mutex<Option<Box<dyn ChildWrapper>>>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Book {
    /// Builds the book machine, starts it, and tells the address or why there is none.
    pub(crate) fn start(
        workspace: Arc<Workspace>,
        tell: impl Fn(Result<String>) + Send + 'static,
    ) -> Book {
        let stop = Stop::default();
        let child = Arc::new(Mutex::new(None));
        let thread = thread::spawn({
            let (stop, child) = (stop.clone(), child.clone());
            move || match serve(&workspace, &stop, &child) {
                Err(_) if stop.is_set() => {}
                Err(error) => tell(Err(error)),
                Ok((address, rest)) => {
                    tell(Ok(address));
                    // It prints no more; its output ends when it ends.
                    let _ = rest.lines().count();
                    if !stop.is_set() {
                        tell(Err(ended(&log(&workspace))));
                    }
                }
            }
        });
        Book { stop, child, thread: Some(thread) }
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        self.stop.set();
        if let Some(mut child) = lock(&self.child).take() {
            let _ = child.start_kill();
            let _ = child.wait();
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

type Shared = Mutex<Option<Box<dyn ChildWrapper>>>;
type Output = BufReader<std::process::ChildStdout>;

fn lock(child: &Shared) -> std::sync::MutexGuard<'_, Option<Box<dyn ChildWrapper>>> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(workspace: &Workspace, stop: &Stop, shared: &Shared) -> Result<(String, Output)> {
    let binary = build(workspace, stop)?;
    let log = log(workspace);
    let file =
        File::create(&log).with_context(|| format!("failed to write `{}`", log.display()))?;
    let mut command = Command::new(binary);
    command
        .current_dir(&workspace.root)
        .args(["serve", "--port", "0", "--until-eof"])
        // Never written to: it ends when this process does, however that ends.
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(file);
    let stdout = {
        // Under the lock, so that a drop either sees the child or keeps it from starting.
        let mut shared = lock(shared);
        if stop.is_set() {
            bail!("stopped");
        }
        let mut child = process::spawn(command).context("failed to start the book machine")?;
        let stdout = child.stdout().take();
        *shared = Some(child);
        stdout.context("the book machine has no output")?
    };
    let mut stdout = BufReader::new(stdout);
    let mut line = String::new();
    stdout.read_line(&mut line).context("failed to read from the book machine")?;
    let message: Value = serde_json::from_str(&line).unwrap_or_default();
    match message["address"].as_str() {
        Some(address) => Ok((address.to_owned(), stdout)),
        None => Err(ended(&log)),
    }
}

/// Builds the book machine and returns its binary.
fn build(workspace: &Workspace, stop: &Stop) -> Result<PathBuf> {
    let mut command = cargo(workspace, "build");
    command.arg("--message-format=json-render-diagnostics");
    let limits = Limits { time: None, output: usize::MAX, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start `cargo`")?;
    if !matches!(finished.end, End::Ended(status) if status.success()) {
        let log = log(workspace);
        let _ = fs::write(&log, &finished.stderr);
        bail!("the book machine could not be built: see `{}`", workspace.relative(&log));
    }
    let messages =
        finished.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let binary = messages
        .filter(|message| message["target"]["name"] == "book")
        .find_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    binary.context("cargo built no book machine")
}

/// The address of a book that is served from this checkout, by whatever terminal.
///
/// Its server holds a lock as long as it lives: an address without that is of one that has ended.
pub(crate) fn served(workspace: &Workspace) -> Option<String> {
    let folder = workspace.target.join("workbook");
    let lock = File::open(folder.join("book.lock")).ok()?;
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => {}
        _ => return None,
    }
    let address = fs::read_to_string(folder.join("book.address")).ok()?;
    let address = address.trim();
    // Nothing else is printed as an address, whoever wrote the file.
    let port = address.strip_prefix("http://127.0.0.1:")?.strip_suffix('/')?;
    port.parse::<u16>().ok().map(|_| address.to_owned())
}

/// The line below a red verdict that leads to its report.
pub(crate) fn report(address: &str, slug: &str) -> String {
    let address = format!("{address}report/{slug}");
    format!("step by step: {}", link(&address, &address))
}

fn log(workspace: &Workspace) -> PathBuf {
    workspace.target.join("workbook").join("book.log")
}

fn ended(log: &std::path::Path) -> anyhow::Error {
    let text = fs::read_to_string(log).unwrap_or_default();
    let last = text.lines().rev().find(|line| !line.trim().is_empty());
    anyhow::anyhow!(
        "the book machine ended: {}",
        workbook::text::plain(last.unwrap_or("it did not say why"))
    )
}
