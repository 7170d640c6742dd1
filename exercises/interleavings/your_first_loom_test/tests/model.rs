//! The counter and its test under loom, each time in a process of its own: loom may abort where it finds
//! a deadlock, and may never come back where it does not see what a thread waits for.

use std::env;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::process::{Command, Stdio, exit};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use loom::sync::atomic::{AtomicU32, Ordering::SeqCst};
use loom::sync::{Arc, Mutex};
use your_first_loom_test::{Count, Counter, no_increment_is_lost};

/// So long a process may take. What is right takes milliseconds.
const LIMIT: Duration = Duration::from_secs(10);

// ANCHOR: usage
#[test]
fn passes_on_counters_that_are_right() {
    let test = "passes_on_counters_that_are_right";
    let yours = alone(test, "yours", no_increment_is_lost::<Counter>);
    let locked = alone(test, "locked", no_increment_is_lost::<Locked>);
    let atomic = alone(test, "atomic", no_increment_is_lost::<Atomic>);
    let yours = must_pass("your counter", yours);
    let locked = must_pass("a counter that is right, with a lock", locked);
    let atomic = must_pass("a counter that is right, with one atomic step", atomic);
    conclude(test, yours.and(locked).and(atomic));
}
// ANCHOR_END: usage

#[test]
fn loom_sees_what_the_counter_does() {
    let test = "loom_sees_what_the_counter_does";
    let end = alone(test, "seen", || {
        loom::model(|| {
            EXECUTIONS.fetch_add(1, Relaxed);
            let counter = Arc::new(Counter::new());
            let theirs = Arc::clone(&counter);
            let other = loom::thread::spawn(move || theirs.increment());
            counter.increment();
            other.join().unwrap();
            assert_eq!(counter.value(), 2, "your counter loses an increment");
        });
        let executions = EXECUTIONS.load(Relaxed);
        assert!(
            executions > 1,
            "form: loom ran two increments in one execution: it sees nothing of what the counter does, so \
             its primitives must be loom's"
        );
    });
    conclude(test, must_pass("your counter", end));
}

#[test]
fn fails_where_increments_get_lost() {
    let test = "fails_where_increments_get_lost";
    let end = alone(test, "loses", no_increment_is_lost::<LoadsThenStores>);
    conclude(test, must_fail("a counter that loses increments", end));
}

#[test]
fn fails_where_threads_wait_for_ever() {
    let test = "fails_where_threads_wait_for_ever";
    let end = alone(test, "waits", no_increment_is_lost::<TwoLocksInBothOrders>);
    let what = "a counter in which threads wait for ever, if one increments while the other asks";
    conclude(test, must_fail(what, end));
}

/// Executions, counted by the counters that are made: each has one of its own.
static EXECUTIONS: AtomicUsize = AtomicUsize::new(0);

/// Right: a lock around all.
struct Locked(Mutex<u32>);

impl Count for Locked {
    fn new() -> Self {
        EXECUTIONS.fetch_add(1, Relaxed);
        Locked(Mutex::new(0))
    }

    fn increment(&self) {
        *self.0.lock().unwrap() += 1;
    }

    fn value(&self) -> u32 {
        *self.0.lock().unwrap()
    }
}

/// Right: one step.
struct Atomic(AtomicU32);

impl Count for Atomic {
    fn new() -> Self {
        EXECUTIONS.fetch_add(1, Relaxed);
        Atomic(AtomicU32::new(0))
    }

    fn increment(&self) {
        self.0.fetch_add(1, SeqCst);
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}

/// Wrong: the other thread's increment fits in between.
struct LoadsThenStores(AtomicU32);

impl Count for LoadsThenStores {
    fn new() -> Self {
        EXECUTIONS.fetch_add(1, Relaxed);
        LoadsThenStores(AtomicU32::new(0))
    }

    fn increment(&self) {
        let seen = self.0.load(SeqCst);
        self.0.store(seen + 1, SeqCst);
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}

/// Wrong: who increments holds one lock and wants the other, who asks holds that and wants the one.
struct TwoLocksInBothOrders(Mutex<()>, Mutex<u32>);

impl Count for TwoLocksInBothOrders {
    fn new() -> Self {
        EXECUTIONS.fetch_add(1, Relaxed);
        TwoLocksInBothOrders(Mutex::new(()), Mutex::new(0))
    }

    fn increment(&self) {
        let _turn = self.0.lock().unwrap();
        *self.1.lock().unwrap() += 1;
    }

    fn value(&self) -> u32 {
        let count = self.1.lock().unwrap();
        let _turn = self.0.lock().unwrap();
        *count
    }
}

/// What came of a process.
enum End {
    /// The test passed, after so many counters.
    Passed(usize),
    /// It did not, with these words.
    Failed(String),
    /// It did not end.
    Hung,
}

/// A kind of failure, and what to say of it.
type Refused = (&'static str, String);

/// Runs `job` in a process of its own: this binary again, told by the environment what to do.
fn alone(test: &str, name: &str, job: impl FnOnce()) -> End {
    const JOB: &str = "YOUR_FIRST_LOOM_TEST";
    match env::var(JOB) {
        Ok(wanted) if wanted == name => {
            job();
            println!("\ncounters: {}", EXECUTIONS.load(Relaxed));
            exit(0);
        }
        // This process is there for another one of the test's jobs.
        Ok(_) => return End::Passed(0),
        Err(_) => {}
    }
    let mut command = Command::new(env::current_exe().expect("this program has a path"));
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(JOB, name);
    // Bounds of somebody's shell are no part of the test.
    for (variable, _) in env::vars().filter(|(name, _)| name.starts_with("LOOM_")) {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a process can be started");
    // Read beside the waiting, as a full pipe would stop the child. Its end closes the pipe.
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let (sender, printed) = mpsc::channel();
    thread::spawn(move || sender.send(read(&mut out)));
    let err = thread::spawn(move || read(&mut err));
    let Ok(out) = printed.recv_timeout(LIMIT) else {
        child.kill().expect("a child can be ended");
        child.wait().expect("a child can be waited for");
        return End::Hung;
    };
    let status = child.wait().expect("a child can be waited for");
    let err = err.join().unwrap();
    let counters = out.lines().rev().find_map(|line| line.strip_prefix("counters: ")?.parse().ok());
    if let Some(counters) = counters.filter(|_| status.success()) {
        return End::Passed(counters);
    }
    let mut words = panic_of(&err).unwrap_or_else(|| format!("the process ended: {status}"));
    if kind_of(&words) == "form" {
        words.push_str("\nwhat is loom's works only in the closure of `loom::model`, and in threads of `loom::thread`");
    }
    End::Failed(words)
}

fn read(from: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = from.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The words of the first panic.
fn panic_of(stderr: &str) -> Option<String> {
    let behind = stderr.lines().skip_while(|line| !line.contains(" panicked at ")).skip(1);
    let words: Vec<_> = behind.take_while(|line| !line.starts_with("note: ")).take(4).collect();
    (!words.is_empty()).then(|| words.join("\n"))
}

fn must_pass(what: &str, end: End) -> Result<String, Refused> {
    match end {
        End::Passed(_) => Ok(format!("passes on {what}")),
        End::Hung => Err(hung(what)),
        End::Failed(words) => match words.strip_prefix("form: ") {
            Some(form) => Err(("form", form.to_owned())),
            None => Err((kind_of(&words), format!("your test fails on {what}\n{words}"))),
        },
    }
}

fn must_fail(what: &str, end: End) -> Result<String, Refused> {
    match end {
        End::Failed(words) if kind_of(&words) == "form" => {
            Err(("form", format!("your test never gets to work on {what}\n{words}")))
        }
        End::Failed(_) => Ok(format!("fails on {what}")),
        End::Hung => Err(hung(what)),
        End::Passed(counters) => {
            let made = if counters == 1 { "1 counter" } else { &format!("{counters} counters") };
            let made = format!("it made {made}, one for each execution");
            Err(("accepts the wrong version", format!("your test passes on {what}: {made}")))
        }
    }
}

fn kind_of(words: &str) -> &'static str {
    if words.contains("outside a Loom model") { "form" } else { "assertion" }
}

fn hung(what: &str) -> Refused {
    let limit = LIMIT.as_secs();
    let why = "does a thread wait for something that loom does not see?";
    ("endless loop", format!("your test did not end within {limit} seconds on {what}: {why}"))
}

/// Tells the workbook what came out, and this test.
fn conclude(test: &str, result: Result<String, Refused>) {
    let (verdict, kind, report) = match &result {
        Ok(summary) => ("holds", "null".to_owned(), summary),
        Err((kind, report)) => ("fails", quoted(kind), report),
    };
    if let Some(file) = env::var_os("INTERLEAVE_VERDICTS") {
        let summary = report.lines().next().unwrap_or_default();
        let record = format!(
            "{{\"schema\":1,\"test\":{},\"verdict\":\"{verdict}\",\"kind\":{kind},\"summary\":{},\"report\":{}}}\n",
            quoted(test),
            quoted(summary),
            quoted(report)
        );
        let file = OpenOptions::new().create(true).append(true).open(file);
        file.and_then(|mut file| file.write_all(record.as_bytes()))
            .expect("the verdict is written");
    }
    if let Err((_, report)) = result {
        panic!("{report}");
    }
}

/// As JSON has it.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", c as u32),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
