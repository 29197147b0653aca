//! HTTP headers of every response, on any host. They depend on the kind of file at a path.

use crate::policy::{self, Framing, Sources};

/// `Cache-Control` of files with a hash in their name: kept for one year, in seconds.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// `Cache-Control` of all other files: revalidated on each request, which costs a 304.
pub const ASK_AGAIN: &str = "no-cache";

/// Path of the start page's og:image.
pub const OG_IMAGE: &str = "og.png";
/// Folder of all other og:images.
pub const OG_IMAGES: &str = "og/";

/// A kind of file that has headers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pages and their files, for this site only.
    Own,
    /// The page that other sites may show in a frame.
    Embed,
    /// Files that other sites may load: the data, the script beside a frame, og:images.
    Shared,
}

impl Kind {
    /// Returns the kind of a path, which is relative to the site's base and has no slash at its start. `bundle`
    /// is the path of the bundle, if it lies on this host.
    ///
    /// Only the address of the chart alone may be framed, and not the names of its file, such as `embed/index.html`:
    /// what a frame may show has one address, on every host.
    pub fn of(path: &str, bundle: Option<&str>) -> Self {
        match path {
            "embed" | "embed/" => Self::Embed,
            "embed.js" | OG_IMAGE => Self::Shared,
            path if Some(path) == bundle || path.starts_with(OG_IMAGES) => Self::Shared,
            _ => Self::Own,
        }
    }
}

impl Kind {
    /// Returns the sites that may show a file of this kind in a frame.
    pub fn framing(self) -> Framing {
        if self == Self::Embed { Framing::Anybody } else { Framing::Nobody }
    }
}

/// Denies every browser feature except writing to the clipboard.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-write=(self), display-capture=(), \
    encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
    payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), sync-xhr=(), usb=(), \
    xr-spatial-tracking=()";

/// Name and value of the header that keeps browsers on TLS.
pub const STRICT_TRANSPORT: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

/// Returns the security headers of a kind of file. With `encrypted` the browser is told to come back through
/// TLS only; subdomains are left out, because they may belong to others.
pub fn security(sources: &Sources, kind: Kind, encrypted: bool) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Content-Security-Policy", policy::header(sources, kind.framing())),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Permissions-Policy", PERMISSIONS.to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        (
            "Cross-Origin-Resource-Policy",
            if kind == Kind::Own { "same-origin" } else { "cross-origin" }.to_owned(),
        ),
    ];
    if kind != Kind::Embed {
        headers.push(("X-Frame-Options", "DENY".to_owned())); // for browsers without `frame-ancestors`
    }
    if kind == Kind::Shared {
        headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
    }
    if encrypted {
        let (name, value) = STRICT_TRANSPORT;
        headers.push((name, value.to_owned()));
    }
    headers
}

/// Returns the `Cache-Control` of a file that exists.
pub fn cache(path: &str) -> &'static str {
    if is_hashed(path) { FOR_EVER } else { ASK_AGAIN }
}

/// Returns true for names that end like trunk's hashed ones: `-0123456789abcdef.js`,
/// `-0123456789abcdef_bg.wasm`. trunk leaves out a hash's leading zeros; fewer than 12 digits come once in a
/// million builds.
pub fn is_hashed(path: &str) -> bool {
    let Some((stem, "js" | "wasm" | "css" | "txt" | "woff2")) = path.rsplit_once('.') else { return false };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (12..=16).contains(&hash.len())
            && hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
    })
}

/// [`is_hashed`] as a regular expression, for hosts that match paths by one.
pub const HASHED: &str = r"-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css|txt|woff2)$";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept() {
        for name in [
            "/site-0123456789abcdef.js",
            "site-a454fa805f97b6_bg.wasm",
            "a/style-fedcba9876543210.css",
            "es.site-0123456789abcdef.txt",
            "fonts/newsreader-600-0123456789abcdef.woff2",
        ] {
            assert_eq!(cache(name), FOR_EVER, "{name}");
        }
        for name in [
            "index.html",
            "/site.js",
            "/sw.js",
            "/site-0123456789abcdeg.js",
            "/site-0123456789abcdef0.js",
            "/site-0123456789a.js",
            "/site-0123456789ABCDEF.js",
            "/bundle-0123456789abcdef.json",
            "/0123456789abcdef.js",
        ] {
            assert_eq!(cache(name), ASK_AGAIN, "{name}");
        }
    }

    #[test]
    fn only_the_embed_is_framed_and_only_data_is_shared() {
        for (path, kind) in [
            ("", Kind::Own),
            ("embed", Kind::Embed),
            ("embed/", Kind::Embed),
            ("embed/index.html", Kind::Own),
            ("embed.html", Kind::Own),
            ("embed//", Kind::Own),
            ("embed/other", Kind::Own),
            ("embedded", Kind::Own),
            ("embed.js", Kind::Shared),
            ("data/ours.json", Kind::Shared),
            ("bundle.json", Kind::Own),
            ("og.png", Kind::Shared),
            ("og/equity/math.png", Kind::Shared),
            ("ogre", Kind::Own),
            ("config.json", Kind::Own),
        ] {
            assert_eq!(Kind::of(path, Some("data/ours.json")), kind, "{path}");
            let headers = security(&Sources::default(), kind, true);
            let has = |name: &str| headers.iter().any(|(other, _)| *other == name);
            assert_eq!(has("X-Frame-Options"), kind != Kind::Embed, "{path}");
            assert_eq!(has("Access-Control-Allow-Origin"), kind == Kind::Shared, "{path}");
            let names: std::collections::BTreeSet<_> = headers.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), headers.len(), "each once: {path}");
        }
        assert!(
            !security(&Sources::default(), Kind::Own, false)
                .iter()
                .any(|(name, _)| *name == STRICT_TRANSPORT.0)
        );
    }
}
