//! One execution again: its choices as a short code.
//!
//! A code holds the choices that lead to the execution, and what the search had learned of the objects
//! that appear in it: without that, other operations would be steps. It names places in the source by
//! the order in which they are come to, so that a `dbg!` more changes nothing.

use super::Subject;
use super::failure::Failure;
use super::trace::Trace;
use crate::explorer::learned::Fact;
use crate::explorer::search::Mode;
use crate::explorer::weak::Memory;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::discriminant;
use std::str::FromStr;

/// The variable that names the only execution to run.
const VARIABLE: &str = "INTERLEAVE_REPLAY";
/// Of this form of a code, in the upper half of its first byte.
const VERSION: u8 = 1;

/// One execution of a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Code {
    pub(crate) memory: Memory,
    /// A search in which threads that yield go on as long as they may.
    patient: bool,
    /// A number for the model.
    model: u16,
    /// A number for the steps of the execution.
    pub(crate) steps: u16,
    /// What is known of the places, in the order in which the execution asks for them.
    pub(crate) facts: Vec<(usize, Fact)>,
    pub(crate) choices: Vec<usize>,
}

impl Code {
    /// The execution that shows a failure; `None` if none does.
    pub(crate) fn of(failure: &Failure, subject: &Subject) -> Option<Self> {
        let trace = failure.trace.as_ref()?;
        Some(Code {
            memory: failure.memory,
            patient: matches!(failure.mode, Mode::Patient(_)),
            model: of_model(subject),
            steps: steps(trace),
            facts: failure.facts.clone(),
            choices: failure.choices.clone(),
        })
    }

    /// What the environment asks for, if it is an execution of this model. `Err`: why it is none.
    pub(crate) fn wanted(subject: &Subject) -> Option<Result<Self, String>> {
        let text = std::env::var(VARIABLE).ok()?;
        let code: Result<Self, String> = text.parse();
        let code = code.map_err(|why| format!("{VARIABLE} is no code: {why}"));
        // Other models of the program are checked as ever.
        match code {
            Ok(code) if code.model != of_model(subject) => None,
            code => Some(code),
        }
    }

    pub(crate) fn mode(&self) -> Mode {
        if self.patient { Mode::Patient(0) } else { Mode::Bounded(0) }
    }

    fn bytes(&self) -> Vec<u8> {
        let flags = u8::from(self.memory == Memory::Weak) | u8::from(self.patient) << 1;
        let mut bytes = vec![VERSION << 4 | flags];
        bytes.extend(self.model.to_be_bytes());
        bytes.extend(self.steps.to_be_bytes());
        put(&mut bytes, self.facts.len());
        for (place, fact) in &self.facts {
            put(&mut bytes, *place);
            put(&mut bytes, *fact as usize);
        }
        // A thread's turns in a row are one entry.
        for run in self.choices.chunk_by(PartialEq::eq) {
            match (u8::try_from(run[0]), u8::try_from(run.len() - 1)) {
                (Ok(choice @ 0..15), Ok(more @ 0..16)) => bytes.push(choice << 4 | more),
                _ => {
                    bytes.push(0xff);
                    put(&mut bytes, run[0]);
                    put(&mut bytes, run.len() - 1);
                }
            }
        }
        bytes.push(check(&bytes));
        bytes
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Code {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits: Option<Vec<_>> =
            text.trim().chars().map(|digit| Some(digit.to_digit(16)? as u8)).collect();
        let digits = digits.ok_or("it has other characters than 0–9 and a–f")?;
        let bytes: Vec<_> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |b, d| b << 4 | d)).collect();
        let (sum, bytes) = bytes.split_last().ok_or("it is empty")?;
        if *sum != check(bytes) {
            return Err("it is cut off, or has a digit wrong".to_owned());
        }
        read(bytes).ok_or_else(|| "it was made by another version of the checker".to_owned())
    }
}

fn read(bytes: &[u8]) -> Option<Code> {
    let mut bytes = bytes.iter().copied();
    let first = bytes.next().filter(|first| first >> 4 == VERSION)?;
    let memory = if first & 1 == 1 { Memory::Weak } else { Memory::SequentiallyConsistent };
    let model = u16::from_be_bytes([bytes.next()?, bytes.next()?]);
    let steps = u16::from_be_bytes([bytes.next()?, bytes.next()?]);
    let facts = (0..get(&mut bytes)?)
        .map(|_| Some((get(&mut bytes)?, Fact::of(get(&mut bytes)?)?)))
        .collect::<Option<_>>()?;
    let mut choices = Vec::new();
    while let Some(entry) = bytes.next() {
        let (choice, more) = match entry {
            0xff => (get(&mut bytes)?, get(&mut bytes)?),
            _ => (usize::from(entry >> 4), usize::from(entry & 15)),
        };
        choices.extend(std::iter::repeat_n(choice, more + 1));
    }
    Some(Code { memory, patient: first >> 1 & 1 == 1, model, steps, facts, choices })
}

/// A number in as few bytes as it needs: LEB128.
fn put(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn get(bytes: &mut impl Iterator<Item = u8>) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let byte = bytes.next()?;
        number |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// A number for a model.
fn of_model(subject: &Subject) -> u16 {
    number((subject.path, &subject.test))
}

fn check(bytes: &[u8]) -> u8 {
    number(bytes) as u8
}

/// A number for who does what in which order, whatever the values and wherever it stands.
pub(crate) fn steps(trace: &Trace) -> u16 {
    let steps = trace.events.iter().map(|event| (discriminant(&event.effect), event.thread));
    number(steps.collect::<Vec<_>>())
}

fn number(of: impl Hash) -> u16 {
    let mut hash = Fnv(0x811c_9dc5);
    of.hash(&mut hash);
    hash.finish() as u16
}

/// FNV-1a: unlike std's hasher it stays as it is, and so does a code that a test pins.
struct Fnv(u32);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn finish(&self) -> u64 {
        u64::from(self.0 >> 16 ^ self.0)
    }
}
