//! Work on all cores. What is made is handed over one by one, so that little of it is in memory at a time.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Number of parts per core that wait to be taken at most.
const WAITING: usize = 4;

/// Makes the parts `0..count` on all cores, and passes each to `take` on this thread, in any order.
///
/// # Errors
///
/// Returns the first error of `take`, after which no part is made any more.
pub fn each<T: Send, E>(
    count: usize,
    make: &(dyn Fn(usize) -> T + Sync),
    take: &mut dyn FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(count.max(1));
    let next = AtomicUsize::new(0);
    let (send, made) = mpsc::sync_channel(cores * WAITING);
    thread::scope(|scope| {
        for _ in 0..cores {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count || send.send(make(at)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        // Leaving this scope early drops `made`, which ends the workers.
        made.into_iter().try_for_each(take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::convert::Infallible;

    #[test]
    fn each_part_is_made_and_taken_once() {
        for count in [0, 1, 7, 1_000] {
            let mut taken = BTreeSet::new();
            each(count, &|at| at * 2, &mut |part| {
                assert!(taken.insert(part));
                Ok::<(), Infallible>(())
            })
            .unwrap();
            assert_eq!(taken, (0..count).map(|at| at * 2).collect());
        }
    }

    /// Few parts are made before they are taken: a site of any size fits into memory.
    #[test]
    fn few_parts_wait() {
        let (made, mut taken, mut waiting) = (AtomicUsize::new(0), 0, 0);
        each(1_000, &|_| made.fetch_add(1, Ordering::Relaxed), &mut |_| {
            taken += 1;
            waiting = waiting.max(made.load(Ordering::Relaxed).saturating_sub(taken));
            Ok::<(), Infallible>(())
        })
        .unwrap();
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        assert_eq!(taken, 1_000);
        assert!(waiting <= cores * (WAITING + 1), "{waiting} on {cores} cores");
    }

    #[test]
    fn after_an_error_nothing_more_is_made() {
        let made = AtomicUsize::new(0);
        let result = each(100_000, &|_| made.fetch_add(1, Ordering::Relaxed), &mut |at| {
            if at >= 10 { Err("full") } else { Ok(()) }
        });
        assert_eq!(result, Err("full"));
        assert!(made.into_inner() < 1_000);
    }
}
