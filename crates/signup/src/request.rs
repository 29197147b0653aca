//! Requests that the shell has to send.

use crate::body::{Body, body, fill_in};
use crate::config::{Address, Encoding, Method, Receiver, Transport};
use crate::{Submission, SubmissionId};

/// Request that the shell has to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Number of the attempt. The shell gives it back with the answer, so that a late answer to an
    /// earlier attempt is ignored.
    pub attempt: u32,
    /// Address with the submission's id filled in. Resolve it against the base of the site.
    pub address: Address,
    /// HTTP method.
    pub method: Method,
    /// Way of sending, which decides if the answer can be read.
    pub transport: Transport,
    /// Encoding for a form that opens a new tab; other requests have it in their headers.
    pub encoding: Encoding,
    /// All headers to set, as names and values. A multipart body has no `Content-Type`: the browser adds
    /// it with the boundary.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Body,
    /// Time-out for the answer, in milliseconds.
    pub timeout_ms: u32,
}

impl Request {
    /// Returns the request that carries a submission to its receiver. `open_ms` is the time that the form
    /// was open in milliseconds, if it is known.
    pub fn new(
        receiver: &Receiver,
        submission: &Submission,
        id: &SubmissionId,
        open_ms: Option<u32>,
        attempt: u32,
    ) -> Self {
        Self {
            attempt,
            address: receiver.action.with_id(&id.to_string()),
            method: receiver.method,
            transport: receiver.transport,
            encoding: receiver.encoding,
            headers: headers(receiver, id),
            body: body(receiver, submission, id, open_ms),
            timeout_ms: receiver.timeout_ms,
        }
    }
}

/// Returns the headers of the settings, with `Accept` and `Content-Type` added unless they are among them.
/// No others: some receivers refuse every request with another header.
fn headers(receiver: &Receiver, id: &SubmissionId) -> Vec<(String, String)> {
    let own = receiver.headers.iter().map(|header| (header.name.to_string(), fill_in(&header.value, id)));
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
    use crate::sample::{draft, id, own, receiver};

    fn request(receiver: &Receiver, entries: &[&str]) -> Request {
        Request::new(receiver, &draft(entries).validate(&receiver.fields).unwrap(), &id(1), None, 7)
    }

    #[test]
    fn only_the_headers_of_the_settings_are_sent() {
        let request = request(&own(), &["a@b", "", "", "true"]);
        assert_eq!((request.attempt, request.method.as_str(), request.timeout_ms), (7, "POST", 10_000));
        let headers = request.headers.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>();
        assert_eq!(headers, [("Accept", "application/json"), ("Content-Type", "application/json")]);
    }

    #[test]
    fn the_id_is_filled_in() {
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
