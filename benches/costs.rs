//! What the benches of chapters share: measuring with several threads, and printing the ratios.
//!
//! An id is `<operation>/<what>/<n> threads`; `std` is what ratios are to.

use std::process::ExitCode;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput};

/// What one thing cost over all its iterations in this run.
struct Cost {
    operation: &'static str,
    name: &'static str,
    threads: usize,
    time: Duration,
    operations: u64,
}

impl Cost {
    fn nanoseconds(&self) -> f64 {
        self.time.as_nanos() as f64 / self.operations as f64
    }

    /// Whether both did the same with as many threads.
    fn is_beside(&self, other: &Cost) -> bool {
        (self.operation, self.threads) == (other.operation, other.threads)
    }
}

/// The measurements of one run.
pub(crate) struct Run {
    criterion: Criterion,
    costs: Vec<Cost>,
}

impl Run {
    /// A run with the options of the command line.
    pub(crate) fn new() -> Run {
        // So many things one after the other: a third of criterion's time is enough for each.
        let criterion = Criterion::default()
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(2))
            .sample_size(50)
            .configure_from_args();
        Run { criterion, costs: Vec::new() }
    }

    /// Measures `step`, which each of so many threads does over and over, all at the same time.
    pub(crate) fn together(
        &mut self,
        operation: &'static str,
        name: &'static str,
        threads: usize,
        step: impl Fn() + Sync,
    ) {
        self.measure(operation, name, threads, threads as u64, |iterations| {
            together(threads, || (0..iterations).for_each(|_| step()))
        });
    }

    /// Measures what takes the time that `time` returns for so many iterations of so many operations
    /// each.
    pub(crate) fn measure(
        &mut self,
        operation: &'static str,
        name: &'static str,
        threads: usize,
        operations: u64,
        mut time: impl FnMut(u64) -> Duration,
    ) {
        let mut cost = Cost { operation, name, threads, time: Duration::ZERO, operations: 0 };
        let mut group = self.criterion.benchmark_group(operation);
        group.throughput(Throughput::Elements(operations));
        group.bench_function(BenchmarkId::new(name, counted(threads)), |bencher| {
            bencher.iter_custom(|iterations| {
                let took = time(iterations);
                cost.time += took;
                cost.operations += iterations * operations;
                took
            });
        });
        group.finish();
        self.costs.push(cost);
    }

    /// Prints every cost against that of std's with as many threads.
    pub(crate) fn finish(mut self) {
        self.criterion.final_summary();
        let order: Vec<_> = self.costs.iter().map(|cost| cost.operation).collect();
        self.costs.sort_by_key(|cost| order.iter().position(|other| *other == cost.operation));
        /// Less than this is a trial run, whose ratios would mean nothing.
        const ENOUGH: Duration = Duration::from_millis(100);
        let measured = || self.costs.iter().filter(|cost| cost.time >= ENOUGH);
        if measured().next().is_none() {
            return;
        }
        let cores = thread::available_parallelism().map_or("unknown".to_owned(), |n| n.to_string());
        println!("time for one operation, means of this run, cores of this machine: {cores}");
        for cost in measured() {
            let std = measured().find(|other| other.name == "std" && other.is_beside(cost));
            let ratio = std.map_or(String::new(), |std| {
                format!("{:>8.2} × std", cost.nanoseconds() / std.nanoseconds())
            });
            let (operation, threads) = (cost.operation, counted(cost.threads));
            let (name, time) = (cost.name, cost.nanoseconds());
            println!("{operation:<20} {threads:<10} {name:<12} {time:>12.2} ns{ratio}");
        }
    }
}

/// `1 thread`, `2 threads`.
fn counted(threads: usize) -> String {
    if threads == 1 { "1 thread".to_owned() } else { format!("{threads} threads") }
}

/// From the moment the first thread begins with `work` until the last one ends; starting threads is
/// not counted.
pub(crate) fn together(threads: usize, work: impl Fn() + Sync) -> Duration {
    let gate = Barrier::new(threads);
    let timed = || {
        gate.wait();
        let start = Instant::now();
        work();
        (start, Instant::now())
    };
    if threads == 1 {
        // No other thread runs, not even one that waits for this one.
        let (start, end) = timed();
        return end - start;
    }
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(timed)).collect();
        let times: Vec<_> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
        let start = times.iter().map(|(start, _)| *start).min().unwrap();
        let end = times.iter().map(|(_, end)| *end).max().unwrap();
        end - start
    })
}

/// Refuses to measure the checker in place of what it stands for. `bench` is what to type.
pub(crate) fn refused(bench: &str) -> Option<ExitCode> {
    if !interleave::MODEL {
        return None;
    }
    eprintln!(
        "these figures would be those of the checker: `interleave` is compiled with its feature \
         `model`; run `cargo bench -p benches --bench {bench}`, without the exercises"
    );
    // `cargo test --benches` compiles everything together and only asks whether it runs.
    let measuring = std::env::args().any(|arg| arg == "--bench");
    Some(if measuring { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
