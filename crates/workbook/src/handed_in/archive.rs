//! Answers in archives, read by `tar` and `unzip` through a pipe.
//!
//! Crates that read archives would make everybody's first verdict later, for what few need. And with a
//! pipe nothing is unpacked: a path that leads out, a link or a bomb has nowhere to go.

use std::path::{Path, absolute};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{ANSWER, Student, listing, nothing_found};
use crate::exercise::Exercise;
use crate::process::{self, End, Limits, Stop};

/// The endings of archives.
const ENDINGS: [&str; 4] = [".zip", ".tar", ".tar.gz", ".tgz"];
/// Bytes of an archive: texts need a thousandth of that.
const SIZE: u64 = 64 << 20;
/// Bytes of the list of what is in it.
const LIST: usize = 4 << 20;
/// For all that is read of one archive.
const TIME: Duration = Duration::from_secs(20);

/// The name without the ending of an archive, if it has one.
pub(super) fn without_ending(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS.iter().filter(|ending| lower.ends_with(**ending)).max_by_key(|e| e.len());
    ending.and_then(|ending| name.get(..name.len() - ending.len())).unwrap_or(name)
}

/// Reads an archive that is called as its file is.
pub(super) fn read(path: &Path, exercises: &[Exercise], stop: &Stop) -> Vec<Student> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    read_as(path, without_ending(&name), exercises, stop)
}

/// Reads an archive: of one student, who is called `name`, or of several, each in a folder.
pub(super) fn read_as(
    path: &Path,
    name: &str,
    exercises: &[Exercise],
    stop: &Stop,
) -> Vec<Student> {
    let failed = |why: String| vec![Student::empty(name.to_owned(), path, why)];
    let archive = match Archive::open(path, stop) {
        Ok(archive) => archive,
        Err(why) => return failed(why),
    };
    let list = match archive.list() {
        Ok(list) => list,
        Err(why) => return failed(why),
    };
    let sorted = listing::sort(list.lines(), exercises);
    let mut problems: Vec<String> = Vec::new();
    if let Some(first) = sorted.leading_out.first() {
        let count = sorted.leading_out.len();
        problems.push(format!("{count} of its paths lead out of it, such as `{first}`: left out"));
    }
    if sorted.students.is_empty() {
        problems.push(nothing_found(exercises));
        return vec![Student { problems, ..Student::empty(name.to_owned(), path, String::new()) }];
    }
    let several = sorted.students.len() > 1;
    let mut students = Vec::new();
    for (above, answers) in sorted.students {
        let name = if several { format!("{name}/{above}") } else { name.to_owned() };
        let problems = std::mem::take(&mut problems);
        let mut student = Student { name, from: path.to_owned(), answers: vec![], problems };
        for (exercise, member) in answers {
            match archive.text(&member) {
                Ok(text) => student.answers.push((exercise, text)),
                Err(why) => student.problems.push(format!("`{member}` {why}")),
            }
        }
        students.push(student);
    }
    students
}

struct Archive<'a> {
    path: std::path::PathBuf,
    with: Tool,
    deadline: Instant,
    stop: &'a Stop,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tool {
    /// It takes the names of members as they are.
    GnuTar,
    /// It takes them as patterns; it also reads zip.
    OtherTar,
    /// It takes them as patterns.
    Unzip,
}

impl Archive<'_> {
    fn open<'a>(path: &Path, stop: &'a Stop) -> Result<Archive<'a>, String> {
        let metadata =
            std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
        let name = path.to_string_lossy();
        if !metadata.is_file() || without_ending(&name) == name {
            return Err(format!("is neither a folder nor one of {}", ENDINGS.join(", ")));
        }
        if metadata.len() > SIZE {
            return Err(format!("is larger than {} MiB", SIZE >> 20));
        }
        let path = absolute(path).map_err(|error| format!("cannot be read: {error}"))?;
        let zip = name.to_ascii_lowercase().ends_with(".zip");
        let with = tool(zip, stop)?;
        Ok(Archive { path, with, deadline: Instant::now() + TIME, stop })
    }

    fn list(&self) -> Result<String, String> {
        let mut command;
        match self.with {
            Tool::Unzip => {
                command = Command::new("unzip");
                command.arg("-Z1").arg(&self.path);
            }
            tar => {
                command = Command::new("tar");
                if tar == Tool::GnuTar {
                    command.arg("--quoting-style=literal");
                }
                command.args(["-t", "-f"]).arg(&self.path);
            }
        }
        let bytes = self.output(command, LIST)?;
        bytes.ok_or_else(|| "names more files than anybody hands in".into())
    }

    /// The text of one member.
    fn text(&self, member: &str) -> Result<String, String> {
        let mut command;
        match self.with {
            Tool::Unzip => {
                command = Command::new("unzip");
                // A password that is wrong, so that nobody is asked for one.
                command.args(["-p", "-P", "none"]).arg(&self.path).arg(pattern(member, "[", "]"));
            }
            Tool::GnuTar => {
                command = Command::new("tar");
                command.args(["-x", "-O", "-f"]).arg(&self.path).args(["--", member]);
            }
            Tool::OtherTar => {
                command = Command::new("tar");
                command.args(["-x", "-O", "-f"]).arg(&self.path);
                command.args(["--", &pattern(member, "\\", "")]);
            }
        }
        let text = self.output(command, ANSWER)?;
        match text {
            None => Err(format!("is larger than {} KiB: left out", ANSWER >> 10)),
            Some(text) if text.contains('\u{fffd}') => Err("is not UTF-8: left out".into()),
            Some(text) if text.is_empty() => Err("is empty, or a link: left out".into()),
            Some(text) => Ok(text),
        }
    }

    /// What the command prints, or nothing if that is more than `limit`.
    fn output(&self, command: Command, limit: usize) -> Result<Option<String>, String> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        // Ended at the limit: what comes after it is thrown away, and there may be very much.
        let enough = Stop::default();
        let mut length = 0;
        let mut watch = |bytes: &[u8]| {
            length += bytes.len();
            if length > limit || self.stop.is_set() {
                enough.set();
            }
        };
        let limits = Limits { time: Some(left), output: 2 * limit + 2, stop: enough.clone() };
        let finished = process::run_watched(command, &limits, &mut watch);
        let finished = finished.map_err(|error| format!("cannot be read: {error}"))?;
        match finished.end {
            _ if length > limit => Ok(None),
            End::TimeLimit => Err(format!("takes longer than {} seconds to read", TIME.as_secs())),
            End::Stopped => Err("was not read to its end".into()),
            // unzip warns with 1.
            End::Ended(status) if status.success() => Ok(Some(finished.stdout)),
            End::Ended(status) if self.with == Tool::Unzip && status.code() == Some(1) => {
                Ok(Some(finished.stdout))
            }
            End::Ended(_) => {
                let said = finished.stderr.lines().find(|line| !line.trim().is_empty());
                Err(format!("cannot be read: {}", said.unwrap_or("it is damaged").trim()))
            }
        }
    }
}

/// What a tool reads as exactly this name: signs of patterns stand between `open` and `close`.
fn pattern(name: &str, open: &str, close: &str) -> String {
    let mut pattern = String::new();
    for (index, sign) in name.chars().enumerate() {
        match sign {
            '\\' => pattern.push_str("\\\\"),
            '*' | '?' | '[' => pattern.push_str(&format!("{open}{sign}{close}")),
            // At the start it would be an option.
            '-' if index == 0 && !close.is_empty() => pattern.push_str("[-]"),
            _ => pattern.push(sign),
        }
    }
    pattern
}

fn tool(zip: bool, stop: &Stop) -> Result<Tool, String> {
    let limits = Limits { time: Some(Duration::from_secs(5)), output: 10_000, stop: stop.clone() };
    let says = |program: &str, argument: &str| {
        let mut command = Command::new(program);
        command.arg(argument);
        process::run(command, &limits).map(|finished| finished.stdout).ok()
    };
    if zip && says("unzip", "-v").is_some() {
        return Ok(Tool::Unzip);
    }
    match says("tar", "--version") {
        Some(version) if !version.contains("GNU tar") => Ok(Tool::OtherTar),
        Some(_) if !zip => Ok(Tool::GnuTar),
        _ => {
            let needed = if zip { "unzip" } else { "tar" };
            Err(format!(
                "needs `{needed}` to be read: install it, or unpack it and name the folder"
            ))
        }
    }
}
