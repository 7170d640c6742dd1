//! The explorer against the axioms of RC11, on random programs with weak memory:
//! `cargo run --release -p interleave --example fuzz -- --seconds 600`.
//!
//! Prints one table, and before it the programs on which the two differ. The exit status is 1 if
//! there are any, or if too many programs were skipped.
//!
//! With `--graphs` another table says how many executions the explorer runs for each consistent
//! execution graph, of programs that the axioms can judge whole.

use axioms::compare::{Compared, JUDGED, RUN};
use axioms::parallel::each_job;
use axioms::program::Program;
use axioms::random::Class;
use axioms::shrink::shrink;
use axioms::{engine, rc11};
use interleave::Memory;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

#[path = "../tests/axioms/mod.rs"]
mod axioms;

const HELP: &str = "\
there is: --seconds N    how long (60 if nothing says when to end)
          --programs N   how many of each class; with --seconds, whichever ends first
          --seed N       which programs (1)
          --graphs       count consistent executions instead
          --class NAME   only this one: sc, orders, fences, mixed
          --number N     only the program of this number of that class";

/// Differences of a class that are printed; all are counted.
const SHOWN: usize = 3;

/// Of a hundred programs, so many may be too large.
const MOST_SKIPPED: f64 = 5.0;

struct Settings {
    time: Duration,
    programs: u64,
    seed: u64,
    class: Option<Class>,
    number: Option<u64>,
    graphs: bool,
}

impl Settings {
    fn from(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut seconds, mut programs, mut seed) = (None, None, 1);
        let (mut class, mut number, mut graphs) = (None, None, false);
        while let Some(name) = arguments.next() {
            if name == "--graphs" {
                graphs = true;
                continue;
            }
            let mut value = || arguments.next().ok_or(format!("`{name}` needs a value"));
            match name.as_str() {
                "--seconds" => seconds = Some(at_least_one(&name, &value()?)?),
                "--programs" => programs = Some(at_least_one(&name, &value()?)?),
                "--seed" => seed = any_number(&name, &value()?)?,
                "--number" => number = Some(any_number(&name, &value()?)?),
                "--class" => {
                    let value = value()?;
                    let found = Class::ALL.into_iter().find(|class| class.to_string() == value);
                    class = Some(found.ok_or(format!("there is no class `{value}`"))?);
                }
                _ => return Err(format!("there is no argument `{name}`")),
            }
        }
        if number.is_some() && class.is_none() {
            return Err("`--number` needs `--class`".to_owned());
        }
        let time = match (seconds, programs) {
            (Some(seconds), _) => Duration::from_secs(seconds),
            (None, Some(_)) => Duration::MAX,
            (None, None) => Duration::from_secs(60),
        };
        Ok(Settings { time, programs: programs.unwrap_or(u64::MAX), seed, class, number, graphs })
    }
}

fn any_number(name: &str, value: &str) -> Result<u64, String> {
    value.parse().map_err(|_| format!("`{name}` needs a number, not `{value}`"))
}

fn at_least_one(name: &str, value: &str) -> Result<u64, String> {
    match any_number(name, value)? {
        0 => Err(format!("`{name} 0` would try nothing")),
        number => Ok(number),
    }
}

/// What became of the programs of a class.
#[derive(Clone, Copy, Default)]
struct Count {
    programs: usize,
    exact: usize,
    /// Programs of which the explorer did not find every outcome, or panicked …
    missing: usize,
    /// … and of which it found one that the axioms do not allow. A program can be both.
    impossible: usize,
    skipped: usize,
    executions: usize,
    time: Duration,
}

impl Count {
    fn add(&mut self, compared: &Compared, time: Duration) {
        self.programs += 1;
        self.time += time;
        match compared {
            Compared::Exact(executions) => {
                self.exact += 1;
                self.executions += executions;
            }
            Compared::Different(difference) => {
                self.missing += usize::from(difference.missing() > 0);
                self.impossible += usize::from(difference.impossible() > 0);
            }
            Compared::Skipped(_) => self.skipped += 1,
            Compared::Panicked => self.missing += 1,
        }
    }

    fn merge(&mut self, other: &Count) {
        self.programs += other.programs;
        self.exact += other.exact;
        self.missing += other.missing;
        self.impossible += other.impossible;
        self.skipped += other.skipped;
        self.executions += other.executions;
        self.time += other.time;
    }

    /// A line of the table.
    fn row(&self, class: Class) -> String {
        let Count { programs, exact, missing, impossible, skipped, executions, time } = self;
        let (percent, each) = match programs {
            0 => ("-".to_owned(), "-".to_owned()),
            _ => (
                format!("{:.2} %", self.percent_skipped()),
                format!("{:.3}", time.as_secs_f64() * 1e3 / *programs as f64),
            ),
        };
        format!(
            "{class:<7} {programs:>10} {exact:>10} {missing:>8} {impossible:>11} {skipped:>8} \
             {percent:>8} {executions:>12} {each:>15}"
        )
    }

    fn percent_skipped(&self) -> f64 {
        self.skipped as f64 * 100.0 / self.programs as f64
    }

    /// Why the class has not passed.
    fn complaint(&self, class: Class) -> Option<String> {
        if self.programs == 0 {
            return Some(format!("no program of class {class} was tried: that shows nothing"));
        }
        if self.exact + self.skipped < self.programs {
            return Some(format!("the explorer is not exact on class {class}"));
        }
        (self.percent_skipped() > MOST_SKIPPED).then(|| {
            format!(
                "more than {MOST_SKIPPED} % of class {class} are too large: for the axioms with \
                     {JUDGED} executions to judge, or for the explorer with {RUN} to run"
            )
        })
    }
}

/// Prints the smallest part of a program on which the explorer is not exact.
fn show(class: Class, seed: u64, number: u64, program: &Program) {
    let least = shrink(program, |less| Compared::of(class, less).is_bad());
    println!(
        "class {class}, program {number}:\n{program}the smallest part of it that shows it:\n{least}{}  \
         again: cargo run --release -p interleave --example fuzz -- --seed {seed} --class {class} \
         --number {number}\n",
        Compared::of(class, &least)
    );
}

/// Compares one program, and prints all about it.
fn one(class: Class, seed: u64, number: u64) -> ExitCode {
    let program = class.program(seed, number);
    let compared = Compared::of(class, &program);
    println!("{program}{compared}");
    if compared.is_bad() {
        show(class, seed, number, &program);
    }
    if compared.is_bad() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn all(settings: &Settings, classes: &[Class]) -> ExitCode {
    let begin = Instant::now();
    let shown = [const { AtomicUsize::new(0) }; Class::ALL.len()];
    let count = classes.len() as u64;
    let parts = each_job(|job, counts: &mut [Count; Class::ALL.len()]| {
        // In turn, so that every class gets as much.
        let (class, number) = ((job % count) as usize, job / count);
        if number >= settings.programs || begin.elapsed() >= settings.time {
            return false;
        }
        let program = classes[class].program(settings.seed, number);
        let start = Instant::now();
        let compared = Compared::of(classes[class], &program);
        counts[class].add(&compared, start.elapsed());
        if compared.is_bad() && shown[class].fetch_add(1, Relaxed) < SHOWN {
            show(classes[class], settings.seed, number, &program);
        }
        true
    });
    println!(
        "{:<7} {:>10} {:>10} {:>8} {:>11} {:>8} {:>8} {:>12} {:>15}",
        "class",
        "programs",
        "exact",
        "missing",
        "impossible",
        "skipped",
        "",
        "executions",
        "ms per program"
    );
    let mut complaints = Vec::new();
    for (index, class) in classes.iter().enumerate() {
        let mut sum = Count::default();
        parts.iter().for_each(|part| sum.merge(&part[index]));
        println!("{}", sum.row(*class));
        complaints.extend(sum.complaint(*class));
    }
    println!("seed {}, {:.0} s", settings.seed, begin.elapsed().as_secs_f64());
    complaints.iter().for_each(|complaint| println!("{complaint}"));
    if complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Executions and graphs of a class.
#[derive(Clone, Copy, Default)]
struct Graphs {
    programs: usize,
    skipped: usize,
    graphs: usize,
    executions: usize,
    repetitions: usize,
    /// Programs with more executions than graphs.
    more: usize,
}

impl Graphs {
    fn add(&mut self, class: Class, program: &Program) {
        let memory = if class == Class::Sc { Memory::SequentiallyConsistent } else { Memory::Weak };
        let all = rc11::consistent(program, JUDGED).zip(engine::outcomes(program, memory, RUN));
        let Some((graphs, all)) = all else {
            self.skipped += 1;
            return;
        };
        self.programs += 1;
        self.graphs += graphs;
        self.executions += all.executions;
        self.repetitions += all.repetitions;
        self.more += usize::from(all.executions > graphs);
    }

    fn merge(&mut self, other: &Graphs) {
        self.programs += other.programs;
        self.skipped += other.skipped;
        self.graphs += other.graphs;
        self.executions += other.executions;
        self.repetitions += other.repetitions;
        self.more += other.more;
    }
}

/// How many executions there are for each graph.
fn graphs(settings: &Settings, classes: &[Class]) -> ExitCode {
    let begin = Instant::now();
    let count = classes.len() as u64;
    let parts = each_job(|job, counts: &mut [Graphs; Class::ALL.len()]| {
        let (class, number) = ((job % count) as usize, job / count);
        if number >= settings.programs || begin.elapsed() >= settings.time {
            return false;
        }
        counts[class].add(classes[class], &classes[class].program(settings.seed, number));
        true
    });
    println!(
        "{:<7} {:>9} {:>8} {:>11} {:>11} {:>6} {:>22} {:>20}",
        "class",
        "programs",
        "skipped",
        "graphs",
        "executions",
        "ratio",
        "of these, repetitions",
        "programs above 1"
    );
    for (index, class) in classes.iter().enumerate() {
        let mut sum = Graphs::default();
        parts.iter().for_each(|part| sum.merge(&part[index]));
        let Graphs { programs, skipped, graphs, executions, repetitions, more } = sum;
        println!(
            "{class:<7} {programs:>9} {skipped:>8} {graphs:>11} {executions:>11} {:>6.3} {repetitions:>22} \
             {:>18.1} %",
            executions as f64 / graphs as f64,
            more as f64 * 100.0 / programs as f64,
        );
    }
    println!("seed {}, {:.0} s", settings.seed, begin.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

fn main() -> ExitCode {
    let settings = match Settings::from(std::env::args().skip(1)) {
        Ok(settings) => settings,
        Err(complaint) => {
            eprintln!("{complaint}\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match (settings.class, settings.number) {
        (Some(class), Some(number)) => one(class, settings.seed, number),
        (Some(class), None) if settings.graphs => graphs(&settings, &[class]),
        (None, _) if settings.graphs => graphs(&settings, &Class::ALL),
        (Some(class), None) => all(&settings, &[class]),
        (None, _) => all(&settings, &Class::ALL),
    }
}
