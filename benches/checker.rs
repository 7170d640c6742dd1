//! What the checker costs beside its peers: the same programs under the explorer, loom and shuttle.
//!
//! `cargo bench -p benches --bench checker`, with `-- --seconds 60` for longer ones, and a word to run
//! only programs with it in their names. Each check is a process of its own (package `peers`).
//!
//! Prints executions to cover, executions a second and peak memory of programs that hold, and the time
//! to the first failure of those that do not; then whether the goals hold.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Runs of what ends at the first failure: the median counts, and walks have seeds of their own.
const TRIES: u64 = 5;

fn main() -> ExitCode {
    let Some(settings) = Settings::read() else {
        eprintln!("usage: cargo bench -p benches --bench checker -- [--seconds <n>] [<word>]");
        return ExitCode::from(2);
    };
    let Some(peers) = Peers::build(settings.seconds) else {
        eprintln!("the package `peers` does not build: see above");
        return ExitCode::FAILURE;
    };
    let programs: Vec<Program> = peers
        .programs()
        .into_iter()
        .filter(|program| program.name.contains(&settings.word))
        .collect();
    println!("at most {} s for each check; > means that it was cut there\n", settings.seconds);
    heading_of_covered();
    let covered: Vec<_> =
        programs.iter().filter(|program| !program.fails).map(|one| cover(&peers, one)).collect();
    println!();
    heading_of_failing();
    programs.iter().filter(|program| program.fails).for_each(|program| fail(&peers, program));
    println!();
    goals(&covered);
    ExitCode::SUCCESS
}

struct Settings {
    seconds: u64,
    word: String,
}

impl Settings {
    fn read() -> Option<Self> {
        let mut settings = Settings { seconds: 10, word: String::new() };
        // cargo adds `--bench`.
        let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--seconds" => settings.seconds = arguments.next()?.parse().ok()?,
                word if !word.starts_with('-') => settings.word = word.to_owned(),
                _ => return None,
            }
        }
        Some(settings)
    }
}

/// A program of the package `peers`.
struct Program {
    number: usize,
    name: String,
    threads: u64,
    weak: bool,
    fails: bool,
}

/// What a check took.
#[derive(Clone)]
struct Taken {
    ended: String,
    executions: u64,
    seconds: f64,
    memory_kib: u64,
}

impl Taken {
    fn covered(&self) -> bool {
        self.ended == "covered"
    }

    fn cut(&self) -> bool {
        self.ended == "cut"
    }

    fn per_second(&self) -> f64 {
        self.executions as f64 / self.seconds
    }

    /// `5,503`, with what ended it early.
    fn executions(&self) -> String {
        let number = grouped(self.executions);
        match () {
            () if self.covered() => number,
            () if self.cut() => format!("> {number}"),
            () => "fails".to_owned(),
        }
    }

    fn rate(&self) -> String {
        if self.covered() || self.cut() {
            format!("{:.0}k", self.per_second() / 1e3)
        } else {
            "–".to_owned()
        }
    }

    fn time(&self) -> String {
        let cut = if self.cut() { "> " } else { "" };
        match self.seconds * 1e3 {
            ms if ms < 10.0 => format!("{cut}{ms:.2} ms"),
            ms if ms < 1e3 => format!("{cut}{ms:.0} ms"),
            ms => format!("{cut}{:.1} s", ms / 1e3),
        }
    }
}

/// The programs' binary.
struct Peers {
    binary: PathBuf,
    seconds: u64,
}

impl Peers {
    fn build(seconds: u64) -> Option<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--release", "--quiet", "--package", "peers"])
            .args(["--message-format", "json-render-diagnostics"])
            .stderr(std::process::Stdio::inherit())
            .output()
            .ok()?;
        let messages = String::from_utf8(built.stdout).ok()?;
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let binary = messages
            .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
            .next_back()?;
        built.status.success().then_some(Peers { binary, seconds })
    }

    fn programs(&self) -> Vec<Program> {
        let list = Command::new(&self.binary).arg("list").output().expect("the programs' list");
        let list: Value = serde_json::from_slice(&list.stdout).expect("a list as JSON");
        let programs = list.as_array().expect("a list").iter().enumerate();
        let program = |(number, program): (usize, &Value)| Program {
            number,
            name: program["name"].as_str().unwrap_or_default().to_owned(),
            threads: program["threads"].as_u64().unwrap_or_default(),
            weak: program["weak"] == true,
            fails: program["fails"] == true,
        };
        programs.map(program).collect()
    }

    fn run(&self, program: &Program, checker: &str) -> Taken {
        let arguments = [program.number.to_string(), checker.to_owned(), self.seconds.to_string()];
        let output = Command::new(&self.binary).args(&arguments).output().expect("a check");
        let said = String::from_utf8_lossy(&output.stdout);
        // What the program prints comes before.
        let taken = said.lines().rev().find_map(|line| serde_json::from_str::<Value>(line).ok());
        let taken = taken.unwrap_or_else(|| {
            panic!(
                "`peers {}` said: {said}{}",
                arguments.join(" "),
                String::from_utf8_lossy(&output.stderr)
            )
        });
        Taken {
            ended: taken["ended"].as_str().unwrap_or_default().to_owned(),
            executions: taken["executions"].as_u64().unwrap_or_default(),
            seconds: taken["seconds"].as_f64().unwrap_or_default(),
            memory_kib: taken["memory_kib"].as_u64().unwrap_or_default(),
        }
    }

    /// Of some runs, each with another seed if the checker has one.
    fn median(&self, program: &Program, checker: &str) -> Taken {
        let mut runs: Vec<_> = (1..=TRIES)
            .map(|seed| self.run(program, &checker.replace('#', &seed.to_string())))
            .collect();
        runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        runs.swap_remove(runs.len() / 2)
    }
}

/// A program that holds, under all of them.
struct Covered {
    threads: u64,
    name: String,
    verdict: Taken,
    search: Taken,
    loom: Taken,
    shuttle: Taken,
    /// Has accesses weaker than `SeqCst`, which for shuttle are none.
    weak: bool,
}

fn cover(peers: &Peers, program: &Program) -> Covered {
    let covered = Covered {
        threads: program.threads,
        name: program.name.clone(),
        verdict: peers.run(program, "verdict"),
        search: peers.run(program, if program.weak { "weak" } else { "sc" }),
        loom: peers.run(program, "loom"),
        shuttle: peers.run(program, "dfs"),
        weak: program.weak,
    };
    let Covered { verdict, search, loom, shuttle, .. } = &covered;
    println!(
        "{:<32}│{:>8} {:>9} {:>10} │{:>6} {:>5} {:>5} │{:>9} {:>9} {:>9} │{:>4} {:>4} {:>4}",
        program.name,
        search.executions(),
        loom.executions(),
        shuttle.executions(),
        search.rate(),
        loom.rate(),
        shuttle.rate(),
        verdict.time(),
        loom.time(),
        shuttle.time(),
        verdict.memory_kib / 1024,
        loom.memory_kib / 1024,
        shuttle.memory_kib / 1024,
    );
    covered
}

/// Above the programs that hold.
fn heading_of_covered() {
    println!(
        "{:<32}│{:^30}│{:^20}│{:^31}│{:^15}",
        "holds", "executions to cover", "executions/s", "time to the verdict", "peak MiB"
    );
    println!(
        "{:<32}│{:>8} {:>9} {:>10} │{:>6} {:>5} {:>5} │{:>9} {:>9} {:>9} │{:>4} {:>4} {:>4}",
        "",
        "ours",
        "loom",
        "shuttle",
        "ours",
        "loom",
        "shut.",
        "ours",
        "loom",
        "shuttle",
        "ours",
        "loom",
        "shut"
    );
}

/// Above those that fail.
fn heading_of_failing() {
    println!(
        "{:<32}│{:>22} │{:>22} │{:>22} │{:>22} │{:>22}",
        "fails",
        "ours, with its report",
        "ours, random walks",
        "loom",
        "shuttle DFS",
        "shuttle PCT"
    );
}

/// A program that fails, under all of them.
fn fail(peers: &Peers, program: &Program) {
    let cell = |checker| {
        let taken = peers.median(program, checker);
        match taken.ended.as_str() {
            "covered" | "nothing" => "not found".to_owned(),
            "cut" => format!("> {} in {} s", grouped(taken.executions), peers.seconds),
            _ => format!("{} in {}", grouped(taken.executions), taken.time()),
        }
    };
    let cells: Vec<_> =
        ["verdict", "walks:#", "loom", "dfs", "pct:#"].into_iter().map(cell).collect();
    println!(
        "{:<32}│{:>22} │{:>22} │{:>22} │{:>22} │{:>22}",
        program.name, cells[0], cells[1], cells[2], cells[3], cells[4]
    );
}

/// What was aimed at, and where it is not so.
fn goals(covered: &[Covered]) {
    goal(
        "never more executions than loom without weak memory",
        covered.iter().filter(|one| !one.weak && one.loom.covered()),
        |one| one.search.executions as f64 / one.loom.executions as f64,
        |ratio| ratio <= 1.0,
    );
    let three =
        || covered.iter().filter(|one| one.threads >= 3 && (one.loom.covered() || one.loom.cut()));
    goal(
        "5 × loom's executions/s from three threads up",
        three(),
        |one| one.search.per_second() / one.loom.per_second(),
        |ratio| ratio >= 5.0,
    );
    goal(
        "100 × faster than loom to the verdict from three threads up",
        three(),
        |one| one.loom.seconds / one.verdict.seconds,
        |ratio| ratio >= 100.0,
    );
    goal(
        "within 1.5 × of shuttle's executions/s",
        covered.iter().filter(|one| one.shuttle.covered() || one.shuttle.cut()),
        |one| one.shuttle.per_second() / one.search.per_second(),
        |ratio| ratio <= 1.5,
    );
}

fn goal<'a>(
    what: &str,
    rows: impl Iterator<Item = &'a Covered>,
    ratio: impl Fn(&Covered) -> f64,
    holds: impl Fn(f64) -> bool,
) {
    let mut ratios: Vec<_> = rows.map(|row| (ratio(row), row)).collect();
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (Some((least, _)), Some((most, _))) = (ratios.first(), ratios.last()) else { return };
    let median = ratios[ratios.len() / 2].0;
    let missed: Vec<_> = ratios.iter().filter(|(ratio, _)| !holds(*ratio)).collect();
    println!(
        "{what}: {} of {} rows; ratios {least:.2} to {most:.2}, median {median:.2}",
        ratios.len() - missed.len(),
        ratios.len(),
    );
    for (ratio, row) in missed {
        println!("    not for {}: {ratio:.2}", row.name);
    }
}

/// `1,470,702`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
