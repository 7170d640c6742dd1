//! Rows for the operations of <https://doc.rust-lang.org/std/sync/atomic/index.html>:
//! [integers](https://doc.rust-lang.org/std/sync/atomic/struct.AtomicU8.html),
//! [`AtomicBool`](https://doc.rust-lang.org/std/sync/atomic/struct.AtomicBool.html),
//! [`AtomicPtr`](https://doc.rust-lang.org/std/sync/atomic/struct.AtomicPtr.html).

use super::lib::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering, Ordering::SeqCst, fence,
};
use super::support::{beside, caught};
use crate::{Row, row};
use std::hint::black_box;

/// Whether adding one to the largest value, and taking one from the smallest, goes round.
macro_rules! wraps {
    ($($atomic:ident $value:ty),*) => {
        [$({
            let value = $atomic::new(<$value>::MAX);
            let largest = value.fetch_add(1, SeqCst);
            let smallest = value.fetch_sub(1, SeqCst);
            let back = value.load(SeqCst);
            (largest, smallest, back) == (<$value>::MAX, <$value>::MIN, <$value>::MAX)
        }),*]
    };
}

/// What the operations return, and what they leave behind.
fn chain<T: ToString>(before: &[T], after: T) -> String {
    let before: Vec<_> = before.iter().map(T::to_string).collect();
    format!("{} → {}", before.join(" "), after.to_string())
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "fetch_add and fetch_sub of every width go round",
        "This operation wraps around on overflow.",
        &["10 of 10"],
        || {
            let around = wraps!(
                AtomicU8 u8, AtomicI8 i8, AtomicU16 u16, AtomicI16 i16, AtomicU32 u32,
                AtomicI32 i32, AtomicU64 u64, AtomicI64 i64, AtomicUsize usize, AtomicIsize isize
            );
            format!("{} of {}", around.iter().filter(|wraps| **wraps).count(), around.len())
        },
    ),
    row(
        "fetch_and, fetch_or, fetch_xor and fetch_nand return the value before",
        "Returns the previous value.",
        &["12 8 11 13 → 242"],
        || {
            let value = AtomicU8::new(0b1100);
            let before = [
                value.fetch_and(0b1010, SeqCst),
                value.fetch_or(0b0011, SeqCst),
                value.fetch_xor(0b0110, SeqCst),
                value.fetch_nand(0b1111, SeqCst),
            ];
            chain(&before, value.load(SeqCst))
        },
    ),
    row(
        "fetch_nand of a signed integer inverts its sign bit too",
        "Performs a bitwise “nand” operation on the current value and the argument val",
        &["5 → -5"],
        || {
            let value = AtomicI8::new(5);
            chain(&[value.fetch_nand(4, SeqCst)], value.load(SeqCst))
        },
    ),
    row(
        "fetch_max and fetch_min keep the sign in mind",
        "Finds the maximum of the current value and the argument val",
        &["-1 1 1 → -2"],
        || {
            let value = AtomicI8::new(-1);
            let before = [
                value.fetch_max(1, SeqCst),
                value.fetch_max(-3, SeqCst),
                value.fetch_min(-2, SeqCst),
            ];
            chain(&before, value.load(SeqCst))
        },
    ),
    row(
        "fetch_max and fetch_min of unsigned integers know no sign",
        "Finds the minimum of the current value and the argument val",
        &["1 255 → 7"],
        || {
            let value = AtomicU8::new(1);
            let before = [value.fetch_max(255, SeqCst), value.fetch_min(7, SeqCst)];
            chain(&before, value.load(SeqCst))
        },
    ),
    row(
        "a swap stores its value and returns the one before",
        "Stores a value into the atomic integer, returning the previous value.",
        &["1 2 → 3"],
        || {
            let value = AtomicU32::new(1);
            chain(&[value.swap(2, SeqCst), value.swap(3, SeqCst)], value.load(SeqCst))
        },
    ),
    row(
        "a wide integer keeps all its bits",
        "An integer type which can be safely shared between threads.",
        &["true"],
        || {
            let wide = 0x8000_0001_0000_0002;
            let value = AtomicU64::new(0);
            value.store(wide, SeqCst);
            (value.load(SeqCst) == wide && value.swap(1, SeqCst) == wide).to_string()
        },
    ),
    row(
        "compare_exchange stores if it finds what it expects, else it returns what it finds",
        "indicating whether the new value was written and containing the previous value",
        &["Ok(1) Err(2) 2"],
        || {
            let value = AtomicU32::new(1);
            let first = value.compare_exchange(1, 2, SeqCst, SeqCst);
            let second = value.compare_exchange(1, 3, SeqCst, SeqCst);
            format!("{first:?} {second:?} {}", value.load(SeqCst))
        },
    ),
    row(
        "of two compare_exchange with one expectation one succeeds",
        "On success this value is guaranteed to be equal to current.",
        &["Err(2) Ok(0)", "Ok(0) Err(1)"],
        || {
            let (_, theirs, ours) = beside(
                AtomicU32::new(0),
                |value| value.compare_exchange(0, 1, SeqCst, SeqCst),
                |value| value.compare_exchange(0, 2, SeqCst, SeqCst),
            );
            format!("{theirs:?} {ours:?}")
        },
    ),
    row(
        "compare_exchange cannot tell that a value was changed and changed back",
        "does not ensure that other threads have not changed the value in the interim",
        &["Err(1), then 0", "Ok(0), then 2"],
        || {
            let (value, (), ours) = beside(
                AtomicU32::new(0),
                |value| {
                    let _ = value.compare_exchange(0, 1, SeqCst, SeqCst);
                    let _ = value.compare_exchange(1, 0, SeqCst, SeqCst);
                },
                |value| value.compare_exchange(0, 2, SeqCst, SeqCst),
            );
            format!("{ours:?}, then {}", value.load(SeqCst))
        },
    ),
    row(
        "compare_exchange_weak may fail although it finds what it expects",
        "this function is allowed to spuriously fail even when the comparison succeeds",
        &["Err(1), then 1", "Ok(1), then 2"],
        || {
            let value = AtomicU32::new(1);
            let seen = value.compare_exchange_weak(1, 2, SeqCst, SeqCst);
            format!("{seen:?}, then {}", value.load(SeqCst))
        },
    ),
    row(
        "compare_exchange_weak never succeeds on another value",
        "containing the previous value",
        &["Err(1)"],
        || {
            let value = AtomicU32::new(1);
            format!("{:?}", value.compare_exchange_weak(0, 2, SeqCst, SeqCst))
        },
    ),
    row(
        "additions by compare_exchange_weak in a loop are not lost",
        "this function is allowed to spuriously fail",
        &["2"],
        || {
            let add = |value: &AtomicU32| {
                let mut seen = value.load(SeqCst);
                while let Err(found) = value.compare_exchange_weak(seen, seen + 1, SeqCst, SeqCst) {
                    seen = found;
                }
            };
            beside(AtomicU32::new(0), add, add).0.load(SeqCst).to_string()
        },
    ),
    row(
        "fetch_update returns the value before, changed or not",
        "Returns a Result of Ok(previous_value) if the function returned Some(_), else Err(previous_value).",
        &["Ok(1) Err(2) 2"],
        || {
            let value = AtomicU32::new(1);
            let changed = value.fetch_update(SeqCst, SeqCst, |value| Some(value + 1));
            let refused = value.fetch_update(SeqCst, SeqCst, |_| None);
            format!("{changed:?} {refused:?} {}", value.load(SeqCst))
        },
    ),
    row(
        "fetch_update may call its function again, but stores one result",
        "This may call the function multiple times if the value has been changed from other threads",
        &["once, 2", "twice or more, 2"],
        || {
            let add = |value: &AtomicU32| {
                let mut calls = 0;
                let increment = |value: u32| {
                    calls += 1;
                    Some(value + 1)
                };
                value.fetch_update(SeqCst, SeqCst, increment).unwrap();
                calls
            };
            let (value, _, calls) = beside(AtomicU32::new(0), add, add);
            let calls = if calls == 1 { "once" } else { "twice or more" };
            format!("{calls}, {}", value.load(SeqCst))
        },
    ),
    row(
        "the operations of a bool return the value before",
        "Performs a logical “not” operation on the current value, and sets the new value to the result.",
        &["true false true false true → false"],
        || {
            let value = AtomicBool::new(true);
            let before = [
                value.fetch_and(false, SeqCst),
                value.fetch_or(true, SeqCst),
                value.fetch_xor(true, SeqCst),
                value.fetch_nand(true, SeqCst),
                value.fetch_not(SeqCst),
            ];
            chain(&before, value.load(SeqCst))
        },
    ),
    row(
        "the nand of a bool is the not of its and",
        "Logical “nand” with a boolean value.",
        &["false true true true"],
        || {
            let nand = |value, other| {
                let value = AtomicBool::new(value);
                value.fetch_nand(other, SeqCst);
                value.into_inner()
            };
            let all = [nand(true, true), nand(true, false), nand(false, true), nand(false, false)];
            all.map(|value| value.to_string()).join(" ")
        },
    ),
    row(
        "a pointer is swapped and compared by its address",
        "A raw pointer type which can be safely shared between threads.",
        &["null, then one, refused: one"],
        || {
            let (mut one, mut other) = (1, 1);
            let (one, other) = (&raw mut one, &raw mut other);
            let pointer = AtomicPtr::new(std::ptr::null_mut::<i32>());
            let first = pointer.swap(one, SeqCst);
            let refused = pointer.compare_exchange(other, other, SeqCst, SeqCst);
            let name = |pointer| match pointer {
                pointer if pointer == one => "one",
                pointer if pointer == other => "other",
                _ => "null",
            };
            let now = name(pointer.load(SeqCst));
            format!("{}, then {now}, refused: {}", name(first), name(refused.unwrap_err()))
        },
    ),
    row(
        "get_mut and into_inner need no atomic access",
        "the mutable reference guarantees that no other threads are concurrently accessing the atomic data",
        &["2 3"],
        || {
            let mut value = AtomicU32::new(1);
            *value.get_mut() += 1;
            let seen = value.load(SeqCst);
            *value.get_mut() += 1;
            format!("{seen} {}", value.into_inner())
        },
    ),
    row(
        "a load cannot release, a store cannot acquire, a fence cannot be relaxed",
        "Panics if order is Release or AcqRel.",
        &["panicked panicked panicked panicked"],
        || {
            // Literal orderings would be refused when this is compiled.
            let [acquire, release, relaxed] =
                black_box([Ordering::Acquire, Ordering::Release, Ordering::Relaxed]);
            let value = AtomicU32::new(0);
            let word = |panicked: bool| if panicked { "panicked" } else { "returned" };
            [
                word(caught(|| value.load(release)).is_err()),
                word(caught(|| value.store(1, acquire)).is_err()),
                word(caught(|| value.compare_exchange(0, 1, SeqCst, release)).is_err()),
                word(caught(|| fence(relaxed)).is_err()),
            ]
            .join(" ")
        },
    ),
];
