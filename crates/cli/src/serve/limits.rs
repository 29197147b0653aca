//! Limits that keep one client, or a slow disk, from stopping the server for all others.

use std::time::Duration;

/// Limits of time and number. Tests have smaller ones.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Time-out for the head of a request, and for the pause before the next one on the same connection.
    pub head: Duration,
    /// Time-out for the body of a sign-up.
    pub body: Duration,
    /// Time-out for a response of which the client takes nothing.
    pub write: Duration,
    /// Time that a stop waits for running responses.
    pub grace: Duration,
    /// Number of connections at a time, of all clients. Each may have a file open too, and a process has
    /// 1,024 descriptors unless it is given more.
    pub connections: usize,
    /// Number of connections of one client at a time.
    pub connections_per_client: usize,
    /// Number of sign-ups that wait for the database.
    pub queue: usize,
    /// Time that a sign-up waits for its turn. With [`Limits::lock`] it is shorter than [`Limits::stored`], so
    /// what was answered with "not stored" is not stored later.
    pub turn: Duration,
    /// Time-out for the lock of another program on the database.
    pub lock: Duration,
    /// Time after which a sign-up is answered with "not stored". With [`Limits::body`] it is shorter than the
    /// time-out of a page.
    pub stored: Duration,
    /// A sign-up is answered after a whole multiple of this time, so that the answer does not tell a known
    /// address from a new one.
    pub answer_step: Duration,
}

impl Limits {
    /// Returns the limits for sign-ups from pages that wait for this long for an answer.
    pub fn for_pages(time_out: Duration) -> Self {
        let stored = time_out * 2 / 5;
        Self {
            head: Duration::from_secs(10),
            body: stored,
            write: Duration::from_secs(30),
            grace: Duration::from_secs(5),
            connections: MAX_CONNECTIONS.into(),
            connections_per_client: CONNECTIONS_PER_CLIENT.into(),
            queue: 64,
            turn: stored / 4,
            lock: stored / 2,
            stored,
            answer_step: Duration::from_millis(10),
        }
    }
}

/// Default of [`Limits::connections`].
pub const MAX_CONNECTIONS: u16 = 480;

/// Default of [`Limits::connections_per_client`].
pub const CONNECTIONS_PER_CLIENT: u16 = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use signup::config::TIMEOUT_MS;

    #[test]
    fn a_page_has_its_answer_within_its_own_time_out() {
        for page in TIMEOUT_MS.step_by(500).map(|ms| Duration::from_millis(ms.into())) {
            let Limits { body, stored, turn, lock, answer_step, .. } = Limits::for_pages(page);
            assert!(body + stored + answer_step < page, "{page:?}");
            assert!(turn + lock < stored, "what is answered with \"not stored\" is not stored later");
        }
    }

    #[test]
    fn connections_leave_descriptors_for_files() {
        let limits = Limits::for_pages(Duration::from_secs(10));
        assert!(limits.connections * 2 < 1_024);
        assert!(limits.connections_per_client * 4 < limits.connections);
    }
}
