//! What the shell has to send.

use super::body::{Body, body, filled};
use super::{Submission, SubmissionId};
use crate::config::{Address, Encoding, Method, Receiver, Transport};

/// What the shell has to send, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Given back with the answer, so that a late answer to an earlier attempt is told apart.
    pub attempt: u32,
    /// Where to, the form's name filled in; to be resolved against the base of the site.
    pub address: Address,
    /// How.
    pub method: Method,
    /// Whether the answer can be read.
    pub transport: Transport,
    /// How a form that opens a new tab encodes itself; the headers say it for other requests.
    pub encoding: Encoding,
    /// All headers to set, names and values. A body of parts has no `Content-Type`: the browser
    /// puts it in with the mark that separates the parts.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// How long to wait for the answer, in milliseconds.
    pub timeout_ms: u32,
}

impl Request {
    /// The request that carries a submission to its receiver. `open_ms` is for how long the form
    /// was open, where that is known.
    pub fn new(
        receiver: &Receiver,
        submission: &Submission,
        id: &SubmissionId,
        open_ms: Option<u32>,
        attempt: u32,
    ) -> Self {
        Self {
            attempt,
            address: receiver.action.with_id(id.as_str()),
            method: receiver.method,
            transport: receiver.transport,
            encoding: receiver.encoding,
            headers: headers(receiver, id),
            body: body(receiver, submission, id, open_ms),
            timeout_ms: receiver.timeout_ms,
        }
    }
}

/// `Accept` and `Content-Type`, unless the settings have their own, and what else they name.
/// Nothing more: some receivers refuse every request with another header.
fn headers(receiver: &Receiver, id: &SubmissionId) -> Vec<(String, String)> {
    let own = receiver.headers.iter().map(|header| (header.name.to_string(), filled(&header.value, id)));
    let is_given = |name: &str| receiver.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name));
    let mut headers = Vec::new();
    if !is_given("accept") {
        headers.push(("Accept".to_owned(), "application/json".to_owned()));
    }
    if !is_given("content-type") && receiver.encoding != Encoding::Multipart {
        headers.push(("Content-Type".to_owned(), receiver.encoding.media_type().to_owned()));
    }
    headers.extend(own);
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::sample::{draft, id, own, receiver};

    fn request(receiver: &Receiver, entries: &[&str]) -> Request {
        Request::new(receiver, &draft(entries).check(&receiver.fields).unwrap(), &id(1), None, 7)
    }

    #[test]
    fn nothing_is_sent_but_what_the_settings_name() {
        let request = request(&own(), &["a@b", "", "", "true"]);
        assert_eq!((request.attempt, request.method.as_str(), request.timeout_ms), (7, "POST", 10_000));
        let headers = request.headers.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>();
        assert_eq!(headers, [("Accept", "application/json"), ("Content-Type", "application/json")]);
    }

    #[test]
    fn the_forms_name_is_filled_in() {
        let receiver = receiver(
            r#"{
                "action": "https://list.example/records/{submission_id}",
                "method": "PUT",
                "headers": {"If-None-Match": "*", "Idempotency-Key": "{submission_id}", "content-type": "application/vnd.api+json"},
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"status": [201]}
            }"#,
        );
        assert!(receiver.counts_once() && !receiver.idempotent);
        let request = request(&receiver, &["a@b"]);
        assert_eq!(request.address.as_str(), format!("https://list.example/records/{}", id(1)));
        assert_eq!(request.headers.len(), 4);
        assert!(request.headers.contains(&("Idempotency-Key".to_owned(), id(1).to_string())));
        assert!(
            request.headers.contains(&("content-type".to_owned(), "application/vnd.api+json".to_owned()))
        );
    }
}
