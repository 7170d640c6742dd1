//! What does the same work as the primitives of this crate, and what makes executions differ.

/// In which models it matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Matter {
    /// Also in one that passes: what it does is not tried.
    Unseen,
    /// What it orders is not known.
    Orders,
    /// A loop waits without saying so.
    Spins,
    /// Two executions differ.
    Varies,
}

/// Something that the checker does not see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Known {
    /// `std::sync::Mutex`.
    pub(crate) name: String,
    pub(crate) matter: Matter,
    /// What to do.
    pub(crate) instead: String,
}

const LOCKS: [&str; 7] = ["Barrier", "Condvar", "LazyLock", "Mutex", "Once", "OnceLock", "RwLock"];
const CHANNELS: [&str; 5] = ["Receiver", "Sender", "SyncSender", "channel", "sync_channel"];
const THREADS: [&str; 9] = [
    "Builder",
    "current",
    "panicking",
    "park",
    "park_timeout",
    "scope",
    "sleep",
    "spawn",
    "yield_now",
];
const RANDOM: [&str; 5] = ["fastrand", "getrandom", "nanorand", "oorandom", "rand"];
/// Crates with locks, channels, threads or atomics of their own.
const CRATES: [&str; 21] = [
    "arc_swap",
    "async_channel",
    "async_std",
    "atomic_wait",
    "crossbeam",
    "crossbeam_channel",
    "crossbeam_deque",
    "crossbeam_epoch",
    "crossbeam_queue",
    "crossbeam_utils",
    "dashmap",
    "event_listener",
    "flume",
    "once_cell",
    "parking_lot",
    "portable_atomic",
    "rayon",
    "smol",
    "spin",
    "thread_local",
    "tokio",
];
/// What is plain data, in whatever crate.
const PLAIN: [&str; 2] = ["Backoff", "CachePadded"];

/// What a whole path names, if the checker does not see it.
pub(super) fn known(path: &[&str]) -> Option<Known> {
    use Matter::{Orders, Spins, Unseen, Varies};
    let (krate, inside) = path.split_first()?;
    if RANDOM.contains(krate) {
        let instead = "use `interleave::choose`, which tries every value";
        return Some(whole(path, 1, Unseen, instead));
    }
    if CRATES.contains(krate) {
        let plain = inside.iter().any(|word| PLAIN.contains(word));
        let instead = "use `interleave::sync` and `interleave::thread`";
        return (!plain).then(|| whole(path, path.len().min(2), Unseen, instead));
    }
    if !["alloc", "core", "std"].contains(krate) {
        return None;
    }
    let same = |length: usize, matter| {
        let name = path[1..=length].join("::");
        Some(whole(path, length + 1, matter, &format!("use `interleave::{name}`")))
    };
    match inside {
        ["sync", name, ..] if LOCKS.contains(name) => same(2, Unseen),
        ["sync", "Arc" | "Weak", ..] => same(2, Orders),
        ["sync", "atomic", name, ..] if name.starts_with("Atomic") || *name == "fence" => {
            same(3, Unseen)
        }
        ["sync", "mpsc", name, ..] if CHANNELS.contains(name) => same(3, Unseen),
        ["thread", name, ..] if THREADS.contains(name) => same(2, Unseen),
        ["thread_local", ..] => same(1, Unseen),
        ["cell", "SyncUnsafeCell" | "UnsafeCell", ..] => {
            Some(whole(path, 3, Unseen, "use `interleave::cell::UnsafeCell`"))
        }
        ["time", "Instant", ..] => same(2, Unseen),
        ["time", "SystemTime" | "UNIX_EPOCH", ..] => {
            Some(whole(path, 3, Unseen, "a model has no date, use `interleave::time::Instant`"))
        }
        ["hint", "spin_loop", ..] => same(2, Spins),
        ["collections", .., "HashMap" | "HashSet"]
        | ["collections", "HashMap" | "HashSet", ..]
        | ["collections", "hash_map" | "hash_set", ..]
        | ["hash", "RandomState", ..] => {
            let length = path.iter().position(|word| word.starts_with(['H', 'R']));
            let instead = "use a `BTreeMap` or a `Vec`";
            Some(whole(path, length.map_or(path.len(), |at| at + 1), Varies, instead))
        }
        _ => None,
    }
}

fn whole(path: &[&str], length: usize, matter: Matter, instead: &str) -> Known {
    Known { name: path[..length].join("::"), matter, instead: instead.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(path: &str) -> Option<String> {
        known(&path.split("::").collect::<Vec<_>>()).map(|known| known.name)
    }

    #[test]
    fn what_does_the_same_work_is_known_by_its_path() {
        for name in [
            "std::sync::Mutex",
            "std::sync::Arc",
            "core::sync::atomic::AtomicUsize",
            "std::sync::atomic::fence",
            "std::sync::mpsc::channel",
            "std::thread::spawn",
            "std::thread_local",
            "std::cell::UnsafeCell",
            "std::time::Instant",
            "std::collections::HashMap",
            "parking_lot::Mutex",
        ] {
            assert_eq!(name_of(name).as_deref(), Some(name));
        }
        assert_eq!(name_of("std::sync::Mutex::new").as_deref(), Some("std::sync::Mutex"));
        assert_eq!(name_of("rand::rng").as_deref(), Some("rand"));
    }

    #[test]
    fn what_is_only_data_is_not() {
        for name in [
            "std::sync::PoisonError",
            "std::sync::LockResult",
            "std::sync::atomic::Ordering::SeqCst",
            "std::sync::mpsc::RecvError",
            "std::thread::Result",
            "std::thread::available_parallelism",
            "std::time::Duration",
            "std::cell::Cell",
            "std::collections::BTreeMap",
            "crossbeam_utils::CachePadded",
            "interleave::sync::Mutex",
            "crate::sync::Mutex",
        ] {
            assert_eq!(name_of(name), None, "{name}");
        }
    }
}
