//! Queue of sign-ups before the database. One thread writes, so a slow disk or the lock of another program
//! stops neither pages nor the threads that serve them.

use std::io;
use std::time::Duration;

use signup::ValidatedSignup;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::limits::Limits;
use super::store::StoreError;

/// Queue of sign-ups that are to be stored.
pub struct Queue {
    jobs: mpsc::Sender<Job>,
    /// See [`Limits::turn`].
    turn: Duration,
    /// See [`Limits::stored`].
    stored: Duration,
}

/// Sign-up with a place for the result.
struct Job {
    signup: ValidatedSignup,
    /// Time after which it must not be begun: its client is told that it was not stored.
    until: Instant,
    result: oneshot::Sender<Result<(), StoreError>>,
}

/// Reason that a sign-up is not known to be stored.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// Too many others wait.
    #[error("too many sign-ups wait for the database")]
    Full,
    /// It was not its turn in time, or the disk has not answered.
    #[error("the database is locked or slow")]
    Late,
    /// The database has refused it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Queue {
    /// Starts the thread, which calls `store` for one sign-up at a time.
    ///
    /// # Errors
    ///
    /// Returns the error of the system if there is no thread left.
    pub fn start(
        limits: &Limits,
        store: impl FnMut(&ValidatedSignup) -> Result<(), StoreError> + Send + 'static,
    ) -> io::Result<Self> {
        let (queue, jobs) = Self::new(limits);
        std::thread::Builder::new().name("sign-ups".to_owned()).spawn(move || work(jobs, store))?;
        Ok(queue)
    }

    fn new(limits: &Limits) -> (Self, mpsc::Receiver<Job>) {
        let (jobs, waiting) = mpsc::channel(limits.queue);
        (Self { jobs, turn: limits.turn, stored: limits.stored }, waiting)
    }

    /// Returns once a sign-up is stored. It is stored too if the client breaks off meanwhile.
    ///
    /// # Errors
    ///
    /// Returns the reason that it is not known to be stored.
    pub async fn add(&self, signup: ValidatedSignup) -> Result<(), QueueError> {
        let (result, stored) = oneshot::channel();
        let job = Job { signup, until: Instant::now() + self.turn, result };
        self.jobs.try_send(job).map_err(|_full_or_stopped| QueueError::Full)?;
        match tokio::time::timeout(self.stored, stored).await {
            Ok(Ok(result)) => Ok(result?),
            // The job was dropped, or is not done yet.
            Ok(Err(_)) | Err(_) => Err(QueueError::Late),
        }
    }
}

fn work(mut jobs: mpsc::Receiver<Job>, mut store: impl FnMut(&ValidatedSignup) -> Result<(), StoreError>) {
    while let Some(job) = jobs.blocking_recv() {
        if Instant::now() < job.until {
            // Nobody listens any more if the client broke off.
            let _unheard = job.result.send(store(&job.signup));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use signup::{SignupServer, SubmissionId};
    use std::sync::mpsc as blocking;

    fn limits() -> Limits {
        Limits::for_pages(Duration::from_secs(10))
    }

    fn numbered(n: u8) -> ValidatedSignup {
        let id = SubmissionId::from_random([n; 16]);
        let body = format!(r#"{{"email":"n{n}@example.org","consent":true,"submission_id":"{id}"}}"#);
        SignupServer::default().validate(body.as_bytes()).unwrap()
    }

    /// A database that does not answer holds up only as many sign-ups as the queue has places.
    #[tokio::test]
    async fn a_full_queue_answers_at_once() {
        let limits = Limits { queue: 2, ..limits() };
        let (go_on, wait) = blocking::channel::<()>();
        let (begun, first) = blocking::channel();
        let (stored, done) = blocking::channel();
        let queue = Queue::start(&limits, move |signup| {
            begun.send(()).unwrap();
            let _gone = wait.recv();
            stored.send(signup.email.as_str().to_owned()).unwrap();
            Ok(())
        })
        .unwrap();
        let mut waiting = vec![Box::pin(queue.add(numbered(1)))];
        assert!(poll_once(&mut waiting[0]).is_none());
        first.recv().unwrap();
        for n in [2, 3] {
            waiting.push(Box::pin(queue.add(numbered(n))));
            assert!(poll_once(waiting.last_mut().unwrap()).is_none());
        }
        let mut fourth = Box::pin(queue.add(numbered(4)));
        assert!(matches!(poll_once(&mut fourth), Some(Err(QueueError::Full))));
        drop(go_on);
        for waiting in waiting {
            waiting.await.unwrap();
        }
        assert_eq!(
            done.try_iter().collect::<Vec<_>>(),
            ["n1", "n2", "n3"].map(|n| format!("{n}@example.org"))
        );
    }

    /// Polls a future once.
    fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::Pin::new(future).poll(&mut context) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_database_that_does_not_answer_is_not_waited_for() {
        let (queue, _jobs) = Queue::new(&limits());
        let begun = Instant::now();
        assert!(matches!(queue.add(numbered(1)).await, Err(QueueError::Late)));
        assert_eq!(begun.elapsed(), limits().stored);
    }

    /// Its client was told that it was not stored, and may have deleted it.
    #[test]
    fn a_sign_up_whose_turn_comes_too_late_is_not_stored() {
        let (jobs, waiting) = mpsc::channel(3);
        for (n, turn) in [(1, Duration::ZERO), (2, Duration::from_secs(3_600)), (3, Duration::ZERO)] {
            let job = Job { signup: numbered(n), until: Instant::now() + turn, result: oneshot::channel().0 };
            jobs.try_send(job).unwrap();
        }
        drop(jobs);
        let mut stored = Vec::new();
        work(waiting, |signup| {
            stored.push(signup.email.as_str().to_owned());
            Ok(())
        });
        assert_eq!(stored, ["n2@example.org"], "also if the client broke off");
    }
}
