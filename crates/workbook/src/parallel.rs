//! Work on all cores.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// Calls `work` for every index below `count`, on as many threads as there are cores,
/// and returns the results in order, or the first error.
pub(crate) fn in_parallel<T: Send>(
    count: usize,
    work: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..cores.min(count) {
            scope.spawn(|| {
                loop {
                    // Relaxed: the index is the whole message.
                    let index = next.fetch_add(1, Relaxed);
                    if index >= count {
                        break;
                    }
                    let result = work(index);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::in_parallel;

    #[test]
    fn results_stand_in_order() {
        assert_eq!(in_parallel(100, |index| Ok(index * 2)).unwrap()[99], 198);
        assert!(in_parallel(0, |_| Ok(())).unwrap().is_empty());
    }

    #[test]
    fn the_first_error_wins() {
        let error = in_parallel(9, |index| match index {
            3 | 7 => anyhow::bail!("{index}"),
            _ => Ok(()),
        });
        assert_eq!(error.unwrap_err().to_string(), "3");
    }
}
