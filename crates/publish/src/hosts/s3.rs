//! S3 behind CloudFront: JSON files for the `aws` tool, a function that finds pages, and the commands.

use serde_json::{Value, json};

use super::super::headers::{ASK_AGAIN, FOR_EVER, Kind};
use super::super::policy::{self, Sources};
use super::super::{Files, NOT_FOUND, Plan};
use super::security;

/// Returns the JSON files, the function and the commands.
pub fn beside(plan: &Plan, sources: &Sources) -> Files {
    let base = plan.base.path();
    let mut files = Files::default();
    for (name, kind) in [("site", Kind::Own), ("embed", Kind::Embed), ("shared", Kind::Shared)] {
        files.insert(format!("headers-{name}.json"), pretty(&headers(plan, sources, name, kind)));
    }
    files.insert("error-pages.json", pretty(&error_pages(base)));
    files.insert("pages.js", PAGES);
    files.insert("deploy.sh", deploy(base));
    files
}

fn pretty(json: &Value) -> String {
    format!("{json:#}\n")
}

/// Returns the input of `aws cloudfront create-response-headers-policy --response-headers-policy-config
/// file://…`.
fn headers(plan: &Plan, sources: &Sources, name: &str, kind: Kind) -> Value {
    // CloudFront has fields for these headers; others are `custom`.
    const KNOWN: [&str; 5] = [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "X-Frame-Options",
        "Strict-Transport-Security",
    ];
    let all = security(plan, sources, kind);
    let custom: Vec<Value> = all
        .iter()
        .filter(|(name, _)| !KNOWN.contains(name))
        .map(|(name, value)| json!({"Header": name, "Value": value, "Override": true}))
        .collect();
    let mut secure = json!({
        "ContentSecurityPolicy": {
            "ContentSecurityPolicy": policy::header(sources, kind.framing()),
            "Override": true,
        },
        "ContentTypeOptions": {"Override": true},
        "ReferrerPolicy": {"ReferrerPolicy": "no-referrer", "Override": true},
    });
    if kind != Kind::Embed {
        secure["FrameOptions"] = json!({"FrameOption": "DENY", "Override": true});
    }
    if plan.is_encrypted() {
        secure["StrictTransportSecurity"] = json!({"AccessControlMaxAgeSec": 31_536_000, "Override": true});
    }
    json!({
        "Name": policy_name(plan, name),
        "Comment": "Made by challenge-map publish",
        "SecurityHeadersConfig": secure,
        "CustomHeadersConfig": {"Quantity": custom.len(), "Items": custom},
    })
}

/// The longest name of a policy, in characters.
const MAX_NAME: usize = 128;

/// Returns a name that no other site of the same AWS account has.
fn policy_name(plan: &Plan, name: &str) -> String {
    let address = plan.absolute(plan.base.path());
    let site = address.split_once("://").map_or("", |(_, site)| site);
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    format!("challenge-map-{name}-{site}").chars().map(plain).take(MAX_NAME).collect()
}

/// Returns the `CustomErrorResponses` of a distribution. A bucket that may not be listed answers 403 for a
/// missing file.
fn error_pages(base: &str) -> Value {
    let page = |code: u16| {
        json!({
            "ErrorCode": code, "ResponsePagePath": format!("{base}/{NOT_FOUND}"), "ResponseCode": "404",
            "ErrorCachingMinTTL": 10,
        })
    };
    json!({"Quantity": 2, "Items": [page(403), page(404)]})
}

/// A CloudFront function for viewer requests. It maps addresses of pages to files, because a bucket has only
/// files.
const PAGES: &str = "\
// Made by `challenge-map publish --host s3`: a CloudFront function for viewer requests, cloudfront-js-2.0.
function handler(event) {
  const request = event.request;
  const last = request.uri.split('/').pop();
  if (!last.includes('.')) request.uri = `${request.uri.replace(/\\/+$/, '')}/index.html`;
  return request;
}
";

fn deploy(base: &str) -> String {
    format!(
        "#!/bin/sh\n\
         # Made by `challenge-map publish --host s3`. Usage: sh deploy.sh FOLDER BUCKET DISTRIBUTION_ID\n\
         set -eu\n\
         site=$1 bucket=$2 distribution=$3\n\
         # Programs and styles first, so that no page names one that is not there yet.\n\
         hashed='*-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*.*'\n\
         aws s3 sync \"$site\" \"s3://$bucket{base}/\" --exclude '*' --include \"$hashed\" --cache-control '{FOR_EVER}'\n\
         aws s3 sync \"$site\" \"s3://$bucket{base}/\" --exclude \"$hashed\" --exclude '.*' --cache-control '{ASK_AGAIN}'\n\
         # Then what is no longer published.\n\
         aws s3 sync \"$site\" \"s3://$bucket{base}/\" --exclude '.*' --size-only --delete\n\
         aws cloudfront create-invalidation --distribution-id \"$distribution\" --paths '{base}/*'\n"
    )
}
