//! The content security policy, the same for every host and for `challenge-map serve`.
//!
//! It forbids inline scripts, inline styles but the one of [`page_style`](crate::page_style), and other hosts except
//! those of the settings. Trusted Types keep text from becoming markup or a script's address unless `public/boot.js` allows it.

use signup::config::{Config, Transport};

use crate::page_style;

/// Sources that pages of the site may use beyond the files of their own host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Origins that pages fetch data from.
    pub data: Vec<String>,
    /// Origins that pages send sign-ups to, unless data comes from there.
    pub receivers: Vec<String>,
    /// Origins of the pages that forms open.
    pub forms: Vec<String>,
    /// The hash of the style within pages, if there is one.
    pub style: Option<String>,
}

impl Sources {
    /// Returns the origins of the settings, each once, and the hash of the style within a page.
    pub fn of(config: &Config, page: &str) -> Self {
        let mut sources = Self { style: page_style::hash(page), ..Self::default() };
        sources.data.extend(config.bundle.origin().map(str::to_owned));
        if let Some(receiver) = &config.signup {
            let opens_a_page = receiver.transport == Transport::Navigate;
            let allowed = if opens_a_page { &mut sources.forms } else { &mut sources.receivers };
            allowed.extend(receiver.action.origin().map(str::to_owned));
            sources.receivers.retain(|origin| !sources.data.contains(origin));
        }
        sources
    }
}

/// The sites that may show a page in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// No site.
    Nobody,
    /// Any site, for the chart alone: a page of this kind sends no sign-up, because a visitor can't see whose page
    /// is around it.
    Anybody,
}

/// Returns the policy as the value of a header.
pub fn header(sources: &Sources, framing: Framing) -> String {
    let ancestors = match framing {
        Framing::Nobody => "'none'",
        Framing::Anybody => "*",
    };
    format!("{}; frame-ancestors {ancestors}", meta(sources, framing))
}

/// Returns the policy for a `meta` element. It leaves out `frame-ancestors`, which browsers ignore there with a
/// warning.
pub fn meta(sources: &Sources, framing: Framing) -> String {
    let list = |origins: &[String]| origins.iter().map(|origin| format!(" {origin}")).collect::<String>();
    let (connect, forms) = match framing {
        Framing::Nobody => {
            let reached = [list(&sources.data), list(&sources.receivers)].concat();
            (reached, format!("'self'{}", list(&sources.forms)))
        }
        Framing::Anybody => (list(&sources.data), "'none'".to_owned()),
    };
    let style = sources.style.as_ref().map_or_else(String::new, |hash| format!(" '{hash}'"));
    // `challenge-map` and `default` are the two policies of public/boot.js.
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'{style}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'{connect}; worker-src 'self'; base-uri 'none'; form-action {forms}; \
         require-trusted-types-for 'script'; trusted-types challenge-map default"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use explore::route::Base;
    use proptest::prelude::*;
    use signup::config;

    fn of(source: &str) -> Sources {
        Sources::of(&config::parse(source).unwrap(), "")
    }

    #[test]
    fn other_origins_may_only_be_reached_as_the_settings_say() {
        let connect = of(
            r#"{"bundle": "https://data.example/b.json", "signup": {"action": "https://list.example/x"}}"#,
        );
        let connect = header(&connect, Framing::Nobody);
        assert!(
            connect.contains("connect-src 'self' https://data.example https://list.example;"),
            "{connect}"
        );
        assert_eq!(connect.matches("list.example").count(), 1);
        let forms = of(
            r#"{"signup": {"action": "https://list.example/x", "transport": "navigate", "encoding": "form",
                "fields": [{"id": "email", "kind": "email", "to": "email"}]}}"#,
        );
        let forms = header(&forms, Framing::Nobody);
        assert!(forms.contains("form-action 'self' https://list.example;"), "{forms}");
        assert_eq!(forms.matches("list.example").count(), 1);
        let once =
            of(r#"{"bundle": "https://one.example/b.json", "signup": {"action": "https://one.example/x"}}"#);
        assert_eq!(
            (once.data.as_slice(), once.receivers.len()),
            (&["https://one.example".to_owned()][..], 0)
        );
    }

    /// In the frame of another site a visitor can't see who asks for their address.
    #[test]
    fn a_framed_page_sends_no_sign_ups() {
        for settings in [
            r#"{"bundle": "https://data.example/b.json", "signup": {"action": "https://list.example/x"}}"#,
            r#"{"bundle": "https://data.example/b.json", "signup": {"action": "https://list.example/x",
                "transport": "navigate", "encoding": "form",
                "fields": [{"id": "email", "kind": "email", "to": "email"}]}}"#,
        ] {
            let framed = header(&of(settings), Framing::Anybody);
            assert!(framed.contains("connect-src 'self' https://data.example;"), "{framed}");
            assert!(framed.contains("form-action 'none';") && !framed.contains("list.example"), "{framed}");
        }
    }

    #[test]
    fn only_the_style_of_pages_may_stand_in_a_page() {
        let page = format!("<head>{}</head>", page_style::element("a{}", &Base::default()));
        let sources = Sources::of(&Config::default(), &page);
        let hash = sources.style.clone().unwrap();
        let plain = meta(&Sources::default(), Framing::Nobody);
        assert!(plain.contains("; style-src 'self';") && hash.starts_with("sha384-"), "{plain}");
        assert_eq!(
            meta(&sources, Framing::Nobody),
            plain.replace("style-src 'self'", &format!("style-src 'self' '{hash}'"))
        );
    }

    #[test]
    fn a_page_says_nothing_that_is_ignored_in_a_page() {
        for word in ["frame-ancestors", "sandbox", "report-"] {
            assert!(!meta(&Sources::default(), Framing::Nobody).contains(word), "{word}");
        }
        assert!(header(&Sources::default(), Framing::Anybody).ends_with("; frame-ancestors *"));
    }

    proptest! {
        #[test]
        fn settings_never_loosen_another_directive(
            host in "[a-z][a-z0-9]{0,9}(\\.[a-z][a-z0-9]{0,9}){1,2}", port in proptest::option::of(1u16..), path in "[a-z0-9/?=&;,' ]{0,12}",
        ) {
            let port = port.map_or_else(String::new, |port| format!(":{port}"));
            let sources = config::parse(&format!(r#"{{"bundle": "https://{host}{port}/{path}"}}"#))
                .map(|config| Sources::of(&config, "")).unwrap_or_default();
            let plain = meta(&Sources::default(), Framing::Nobody);
            let policy = meta(&sources, Framing::Nobody);
            let differing: Vec<_> = policy.split("; ").zip(plain.split("; ")).filter(|(a, b)| a != b).collect();
            prop_assert_eq!(policy.split(';').count(), plain.split(';').count());
            prop_assert!(differing.iter().all(|(a, _)| a.starts_with("connect-src 'self' https://")), "{:?}", differing);
            prop_assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        }
    }
}
