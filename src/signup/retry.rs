//! When a request is sent again by itself.

use super::Answer;
use super::answer::wait_s;
use crate::config::Receiver;

/// How often a sign-up is sent by itself, the first time included.
pub const MAX_TRIES: u32 = 4;

/// The longest wait that chance gives, in milliseconds.
const MAX_JITTER_MS: u32 = 30_000;

/// The longest wait a visitor is kept with a form that will send itself, in seconds. For a
/// receiver that asks for more the visitor decides.
const MAX_PATIENCE_S: u32 = 60;

/// How long to wait before the request is sent again by itself, in milliseconds; none if it must
/// not be, or would not help. `tries` have been made, one or more; `bits` are random.
///
/// Only a receiver that counts a repetition once may be asked again: of the others nobody knows
/// whether the request that failed was the answer or the question.
pub fn wait_ms(receiver: &Receiver, answer: &Answer, tries: u32, bits: u32) -> Option<u32> {
    if tries >= MAX_TRIES || !receiver.counts_once() || !may_pass(answer) {
        return None;
    }
    let asked = match answer {
        Answer::Status { retry_after, .. } => wait_s(retry_after.as_deref()),
        _ => None,
    };
    match asked {
        Some(seconds) => (seconds <= MAX_PATIENCE_S).then_some(seconds * 1_000),
        None => Some(jitter_ms(tries, bits)),
    }
}

/// A wait by chance, so that visitors who failed together do not come back together: anything up
/// to a limit that doubles with each try.
fn jitter_ms(tries: u32, bits: u32) -> u32 {
    let limit = 1_000_u32.saturating_mul(1_u32.checked_shl(tries).unwrap_or(u32::MAX)).min(MAX_JITTER_MS);
    // The upper bits of the product: even, without a division.
    ((u64::from(bits) * u64::from(limit + 1)) >> 32) as u32
}

/// Whether the cause is one that may be gone soon.
fn may_pass(answer: &Answer) -> bool {
    match answer {
        Answer::Unreachable => true,
        Answer::Status { code, .. } => matches!(code, 408 | 429 | 502..=504),
        Answer::Unreadable | Answer::TimedOut | Answer::Offline | Answer::BadHeader { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::sample::{many_kinds, own};
    use proptest::prelude::*;

    fn status(code: u16, retry_after: Option<&str>) -> Answer {
        Answer::Status { code, body: String::new(), retry_after: retry_after.map(str::to_owned) }
    }

    #[test]
    fn only_what_may_pass_is_tried_again_and_not_forever() {
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
    fn the_receivers_word_goes_before_chance() {
        assert_eq!(wait_ms(&own(), &status(429, Some("7")), 1, u32::MAX), Some(7_000));
        assert_eq!(wait_ms(&own(), &status(503, Some("60")), 3, 0), Some(60_000));
        assert_eq!(wait_ms(&own(), &status(429, Some("61")), 1, 0), None, "the visitor decides");
    }

    #[test]
    fn chance_has_all_of_a_limit_that_doubles() {
        for (tries, limit) in [(1, 2_000), (2, 4_000), (3, 8_000), (4, 16_000), (5, 30_000), (40, 30_000)] {
            assert_eq!((jitter_ms(tries, 0), jitter_ms(tries, u32::MAX)), (0, limit));
        }
        assert_eq!(jitter_ms(1, u32::MAX / 2), 1_000);
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_it_may_be(tries in 1_u32..100, bits: u32, seconds: u32) {
            prop_assert!(jitter_ms(tries, bits) <= MAX_JITTER_MS);
            let wait = wait_ms(&own(), &status(429, Some(&seconds.to_string())), tries, bits);
            prop_assert!(wait.unwrap_or(0) <= MAX_PATIENCE_S * 1_000);
        }
    }
}
