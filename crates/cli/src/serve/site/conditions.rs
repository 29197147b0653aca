//! Conditional requests: whether a browser's copy of a file is that of the host.
//!
//! The file service compares times as "not newer than", so that a browser would keep its copy when the publisher
//! goes back to an older file. Here a copy is good only if it is exactly this one.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Conditions of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Tags of the copies that the browser has, one header or several.
    tags: Vec<HeaderValue>,
    /// Time of the copy. It counts only where there are no tags.
    time: Option<HeaderValue>,
}

impl Conditions {
    /// Takes the conditions from the headers of a request. A part of a file is sent only without a condition,
    /// because a tag that packed copies share does not tell whether the parts fit.
    pub fn take(headers: &mut HeaderMap) -> Self {
        if headers.remove(header::IF_RANGE).is_some() {
            headers.remove(header::RANGE);
        }
        let tags = headers.get_all(header::IF_NONE_MATCH).iter().cloned().collect();
        headers.remove(header::IF_NONE_MATCH);
        Self { tags, time: headers.remove(header::IF_MODIFIED_SINCE) }
    }

    /// Returns the response with its tag, or without its body if the browser has it.
    pub fn judge(&self, mut response: Response, tag: HeaderValue) -> Response {
        if !matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT) {
            return response;
        }
        let headers = response.headers_mut();
        headers.insert(header::ETAG, tag.clone());
        let is_same = match (self.tags.as_slice(), &self.time) {
            ([], None) => false,
            ([], Some(time)) => headers.get(header::LAST_MODIFIED) == Some(time),
            (tags, _) => tags.iter().any(|tags| names(tags, &tag)),
        };
        if is_same {
            for name in [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::CONTENT_RANGE] {
                headers.remove(name);
            }
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.body_mut() = Body::empty();
        }
        response
    }
}

/// Returns true if a list of tags names this one. Proxies that compress may make a tag weak, or leave it strong.
fn names(list: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(list), Ok(tag)) = (list.to_str(), tag.to_str()) else { return false };
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.split(',').any(|one| one.trim() == "*" || opaque(one) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(conditions: &[(header::HeaderName, &'static str)], status: StatusCode) -> StatusCode {
        let sent = conditions.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        let mut response = Response::new(Body::from("content"));
        *response.status_mut() = status;
        let time = HeaderValue::from_static("Mon, 30 Nov 2026 08:00:00 GMT");
        response.headers_mut().insert(header::LAST_MODIFIED, time);
        let mut request = sent.collect();
        Conditions::take(&mut request).judge(response, HeaderValue::from_static("W/\"ab\"")).status()
    }

    #[test]
    fn only_exactly_this_copy_is_good() {
        let (tag, time) = (header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE);
        let same = "Mon, 30 Nov 2026 08:00:00 GMT";
        for (conditions, is_good) in [
            (&[] as &[_], false),
            (&[(tag.clone(), "W/\"ab\"")], true),
            (&[(tag.clone(), "\"ab\"")], true),
            (&[(tag.clone(), "\"x\", W/\"ab\"")], true),
            (&[(tag.clone(), "*")], true),
            (&[(tag.clone(), "\"abc\"")], false),
            (&[(tag.clone(), "ab")], false),
            (&[(time.clone(), same)], true),
            (&[(time.clone(), "Mon, 30 Nov 2026 08:00:01 GMT")], false),
            (&[(tag.clone(), "\"old\""), (time.clone(), same)], false),
        ] {
            let wanted = if is_good { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
            assert_eq!(judged(conditions, StatusCode::OK), wanted, "{conditions:?}");
        }
        let missing = judged(&[(tag, "*")], StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(missing, StatusCode::RANGE_NOT_SATISFIABLE);
    }

    #[test]
    fn no_part_of_another_file_is_sent() {
        let sent = [(header::RANGE, "bytes=5-"), (header::IF_RANGE, "W/\"ab\"")];
        let mut headers: HeaderMap =
            sent.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
        Conditions::take(&mut headers);
        assert_eq!(headers, HeaderMap::new());
    }
}
