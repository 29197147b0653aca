//! Requests that the shell has to send.

use crate::body::{Body, body, fill_in};
use md5::{Digest, Md5};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::config::{Address, EMAIL, EMAIL_MD5, Encoding, Method, Receiver, SUBMISSION_ID, Transport};
use crate::{EmailAddress, Submission, SubmissionId};

/// Characters that are encoded in a part of an address: all but the unreserved ones of RFC 3986.
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Request that the shell has to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Number of the attempt. The shell gives it back with the answer, so that a late answer to an
    /// earlier attempt is ignored.
    pub attempt: u32,
    /// Address with the submission's id and email address filled in. Resolve it against the base of the site.
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
            address: address(receiver, submission.email(), id),
            method: receiver.method,
            transport: receiver.transport,
            encoding: receiver.encoding,
            headers: headers(receiver, id),
            body: body(receiver, submission, id, open_ms),
            timeout_ms: receiver.timeout_ms,
        }
    }
}

/// Returns the address of the receiver for this submission.
fn address(receiver: &Receiver, email: Option<&EmailAddress>, id: &SubmissionId) -> Address {
    let action = receiver.action.as_str();
    let email = email.filter(|_| action.contains(EMAIL) || action.contains(EMAIL_MD5));
    let plain =
        email.map_or_else(String::new, |email| utf8_percent_encode(email.as_str(), &RESERVED).to_string());
    let hash = email.map_or_else(String::new, |email| md5(&email.key()));
    // An address has no braces once it is encoded, so nothing is filled in twice.
    receiver.action.filled(&[(SUBMISSION_ID, &id.to_string()), (EMAIL_MD5, &hash), (EMAIL, &plain)])
}

/// Returns the MD5 of a text, in hexadecimal digits. It hides nothing: it is an id.
fn md5(text: &str) -> String {
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
    Md5::digest(text).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
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

    /// A receiver with the address as the identity: one that is sent again is updated, not added.
    #[test]
    fn the_address_is_filled_in() {
        let put = |action: &str, smtputf8: bool| {
            receiver(&format!(
                r#"{{"action": "{action}", "method": "PUT", "headers": {{"If-None-Match": "*"}},
                    "fields": [{{"id": "email", "kind": "email", "to": "/email", "smtputf8": {smtputf8}}}],
                    "success": {{"status": [200]}}}}"#
            ))
        };
        let sent = |action: &str, email: &str| request(&put(action, true), &[email]).address.to_string();
        let root = "https://list.example";
        for (email, plain, md5) in [
            // The example of Mailchimp's documentation, with its case.
            (
                "Urist.McVankab@freddiesjokes.com",
                "Urist.McVankab%40freddiesjokes.com",
                "62eeb292278cc15f5817cb78f7790b08",
            ),
            ("a/b?c#{d}%+~@b.c", "a%2Fb%3Fc%23%7Bd%7D%25%2B~%40b.c", "24af43f6768e3eeb63544811f4418073"),
            ("jos\u{e9}@b.c", "jos%C3%A9%40b.c", "d065557f3f00194b3a8d19c5c68afae7"),
        ] {
            assert_eq!(
                sent(&format!("{root}/members/{{email}}?a=1"), email),
                format!("{root}/members/{plain}?a=1")
            );
            assert_eq!(
                sent(&format!("{root}/lists/7/{{email_md5}}"), email),
                format!("{root}/lists/7/{md5}")
            );
        }
        assert_eq!(
            sent(&format!("{root}/{{submission_id}}/{{email_md5}}"), "A@b.C"),
            format!("{root}/{}/{}", id(1), md5("a@b.c"))
        );
        assert!(put(&format!("{root}/{{email}}"), false).is_conditional_create());
        assert!(!put(&format!("{root}/all"), false).is_conditional_create());
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
