//! Retries: when a request is sent again without the visitor.

use crate::Answer;
use crate::answer::wait_s;
use crate::config::Receiver;

/// Number of times that a sign-up is sent by itself, the first time included.
pub const MAX_TRIES: u32 = 4;

/// Longest random wait, in milliseconds.
const MAX_JITTER_MS: u32 = 30_000;

/// Longest wait that a receiver can ask for in an automatic retry, in seconds. If it asks for more, the
/// visitor decides.
const MAX_AUTO_WAIT_S: u32 = 60;

/// Returns the wait before the request is sent again, in milliseconds; none if it must not be, or if that
/// would not help. `tries` counts those made, from 1 on; `bits` are random.
///
/// Only a receiver that counts repeated sign-ups once is asked again: with others, the request may have
/// been stored and only its answer lost.
pub fn wait_ms(receiver: &Receiver, answer: &Answer, tries: u32, bits: u32) -> Option<u32> {
    if tries >= MAX_TRIES || !receiver.counts_once() || !is_transient(answer) {
        return None;
    }
    let asked = match answer {
        Answer::Status { retry_after, .. } => wait_s(retry_after.as_deref()),
        _ => None,
    };
    match asked {
        Some(seconds) => (seconds <= MAX_AUTO_WAIT_S).then_some(seconds * 1_000),
        None => Some(jitter_ms(tries, bits)),
    }
}

/// Returns a random wait, so that visitors who failed together do not come back together: 0 up to a limit
/// that doubles with each try ("full jitter").
fn jitter_ms(tries: u32, bits: u32) -> u32 {
    let limit = 1_000_u32.saturating_mul(1_u32.checked_shl(tries).unwrap_or(u32::MAX)).min(MAX_JITTER_MS);
    // The upper bits of the product are evenly spread, without a division.
    ((u64::from(bits) * u64::from(limit + 1)) >> 32) as u32
}

/// Returns `true` if the cause of a failure may be gone soon.
fn is_transient(answer: &Answer) -> bool {
    match answer {
        Answer::Unreachable => true,
        Answer::Status { code, .. } => matches!(code, 408 | 429 | 502..=504),
        Answer::Unreadable | Answer::TimedOut | Answer::Offline | Answer::BadHeader { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{many_kinds, own};
    use proptest::prelude::*;

    fn status(code: u16, retry_after: Option<&str>) -> Answer {
        Answer::Status { code, body: String::new(), retry_after: retry_after.map(str::to_owned) }
    }

    #[test]
    fn only_transient_failures_are_retried() {
        for again in
            [Answer::Unreachable, status(408, None), status(429, None), status(502, None), status(504, None)]
        {
            assert!(wait_ms(&own(), &again, 1, 0).is_some(), "{again:?}");
            assert!(wait_ms(&own(), &again, 3, 0).is_some(), "{again:?}");
            assert_eq!(wait_ms(&own(), &again, MAX_TRIES, 0), None);
            assert_eq!(wait_ms(&many_kinds(), &again, 1, 0), None, "it does not say that it counts once");
        }
        for never in [
            status(200, None),
            status(400, None),
            status(500, None),
            Answer::TimedOut,
            Answer::Offline,
            Answer::Unreadable,
        ] {
            assert_eq!(wait_ms(&own(), &never, 1, 0), None, "{never:?}");
        }
    }

    #[test]
    fn retry_after_replaces_the_random_wait() {
        assert_eq!(wait_ms(&own(), &status(429, Some("7")), 1, u32::MAX), Some(7_000));
        assert_eq!(wait_ms(&own(), &status(503, Some("60")), 3, 0), Some(60_000));
        assert_eq!(wait_ms(&own(), &status(429, Some("61")), 1, 0), None, "the visitor decides");
    }

    #[test]
    fn the_limit_of_the_random_wait_doubles() {
        for (tries, limit) in [(1, 2_000), (2, 4_000), (3, 8_000), (4, 16_000), (5, 30_000), (40, 30_000)] {
            assert_eq!((jitter_ms(tries, 0), jitter_ms(tries, u32::MAX)), (0, limit));
        }
        assert_eq!(jitter_ms(1, u32::MAX / 2), 1_000);
    }

    proptest! {
        #[test]
        fn waits_have_a_limit(tries in 1_u32..100, bits: u32, seconds: u32) {
            prop_assert!(jitter_ms(tries, bits) <= MAX_JITTER_MS);
            let wait = wait_ms(&own(), &status(429, Some(&seconds.to_string())), tries, bits);
            prop_assert!(wait.unwrap_or(0) <= MAX_AUTO_WAIT_S * 1_000);
        }
    }
}
