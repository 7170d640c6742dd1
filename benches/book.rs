//! What a reader of the book waits for: `cargo bench -p benches --bench book`.
//!
//! Clones the last commit and builds the book machine there. Then, with everything warm: a whole build of
//! the book; from the start of the server to the first page, byte for byte; and from the save of a
//! page to the moment when an open page is told of the new edition. The rows are medians, on a machine that does
//! nothing else.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reader::{Checkout, Result, median_and_slowest, run, timed};

mod reader;

const TURNS: usize = 11;
/// No step takes as long as this: what is still silent then is broken.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> Result<()> {
    let clone = Checkout::new()?;
    run(&mut clone.cargo(&["build", "--quiet", "--locked", "-p", "book"]))?;

    let cores = std::thread::available_parallelism()?;
    println!("reading the book, {cores} cores, of {TURNS} turns");
    println!("{:<44} {:>9} {:>9}  goal", "", "median", "slowest");
    row("a build of the whole book", || timed(|| build(&clone)), "1 s")?;
    row("start of the server to the first page", || start(&clone), "1 s")?;

    let mut server = Server::start(&clone)?;
    let mut editions = server.get("/__book/events")?;
    next_event(&mut editions)?;
    let mut turn = 0;
    let rebuild = || {
        turn += 1;
        let begin = Instant::now();
        change(&clone, turn)?;
        next_event(&mut editions)?;
        Ok(begin.elapsed())
    };
    row("save of a page to the new edition", rebuild, "300 ms")?;
    server.end()
}

fn row(what: &str, mut once: impl FnMut() -> Result<Duration>, goal: &str) -> Result<()> {
    // The first turn fills the caches of the system.
    once()?;
    let times = (0..TURNS).map(|_| once()).collect::<Result<Vec<_>>>()?;
    let (median, slowest) = median_and_slowest(times);
    println!("{what:<44} {:>6} ms {:>6} ms  {goal}", median.as_millis(), slowest.as_millis());
    Ok(())
}

fn book(clone: &Checkout, arguments: &[&str]) -> Command {
    let mut command = Command::new(clone.path("target/debug/book"));
    command.current_dir(clone.path("")).args(arguments).stderr(Stdio::null());
    command
}

fn build(clone: &Checkout) -> Result<()> {
    run(&mut book(clone, &["build"]))
}

/// From the start of the process to the last byte of the first page.
fn start(clone: &Checkout) -> Result<Duration> {
    let begin = Instant::now();
    let mut server = Server::start(clone)?;
    let mut page = String::new();
    server.get("/index.html")?.read_to_string(&mut page)?;
    let took = begin.elapsed();
    server.end()?;
    if page.starts_with("HTTP/1.1 200") && page.contains("</html>") {
        Ok(took)
    } else {
        Err(format!("no page: {page:.200}").into())
    }
}

/// Adds a line to a page that differs from the last one.
fn change(clone: &Checkout, turn: usize) -> Result<()> {
    let page = clone.path("book/src/introduction.md");
    let text = std::fs::read_to_string(&page)?;
    Ok(std::fs::write(page, format!("{text}\nEdited {turn} times.\n"))?)
}

/// Waits until the open page is told of an edition.
fn next_event(editions: &mut BufReader<TcpStream>) -> Result<()> {
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        if editions.read_line(&mut line)? == 0 {
            return Err("the server has closed the stream of editions".into());
        }
    }
    Ok(())
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(clone: &Checkout) -> Result<Server> {
        let mut process = book(clone, &["serve", "--until-eof"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take().ok_or("no output of the server")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let said: serde_json::Value = serde_json::from_str(&line)?;
        let address = said["address"].as_str().ok_or("no address")?;
        let address = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(Server { process, address })
    }

    /// The answer to a request, from its first line on.
    fn get(&self, path: &str) -> Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        Ok(BufReader::new(stream))
    }

    /// Ends the server as its parent would: its standard input is closed.
    fn end(&mut self) -> Result<()> {
        drop(self.process.stdin.take());
        self.process.wait()?;
        Ok(())
    }
}
