//! What programs read to find the pages: sitemap, robots.txt, and a feed of the challenges.

use super::page::{Kind, Page};
use super::{Files, Plan, escape};
use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, ChallengeIx};
use crate::route::Route;

/// Adds the files.
pub fn add(plan: &Plan, pages: &[Page<'_>], files: &mut Files) {
    files.put("sitemap.xml", sitemap(plan, pages));
    files.put("robots.txt", robots(plan));
    files.put("feed.xml", atom(plan, pages));
}

fn sitemap(plan: &Plan, pages: &[Page<'_>]) -> String {
    let entry = |page: &Page<'_>| {
        let address = escape(&plan.absolute(&plan.base.href(&page.route)));
        let changed = date_of(&plan.atlas, page.kind)
            .map_or(String::new(), |date| format!("<lastmod>{date}</lastmod>"));
        format!("<url><loc>{address}</loc>{changed}</url>\n")
    };
    let entries: String = pages.iter().filter(|page| page.is_listed()).map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    )
}

/// All may be read. The page for frames, which shows nothing that is not on another one, says `noindex` itself:
/// kept from it, robots would not read that.
fn robots(plan: &Plan) -> String {
    format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", plan.absolute(&plan.base.file("sitemap.xml")))
}

/// Atom (RFC 4287): an entry a challenge, those with the newest values first. Ids are addresses,
/// which stay; nothing here reads a clock, so dates are those of survey waves.
fn atom(plan: &Plan, pages: &[Page<'_>]) -> String {
    let atlas = &plan.atlas;
    let site = atlas.site();
    let of_challenge = |page: &Page<'_>| match page.kind {
        Kind::Challenge(_) => Some(instant(date_of(atlas, page.kind))),
        _ => None,
    };
    let mut entries: Vec<(String, &Page<'_>)> =
        pages.iter().filter_map(|page| of_challenge(page).map(|date| (date, page))).collect();
    entries.sort_by(|(a, _), (b, _)| b.cmp(a));
    let newest = entries.first().map_or_else(|| instant(None), |(date, _)| date.clone());
    let entry = |(date, page): &(String, &Page<'_>)| {
        let address = escape(&plan.absolute(&plan.base.href(&page.route)));
        format!(
            "<entry>\n<id>{address}</id>\n<title>{}</title>\n<link href=\"{address}\"/>\n<updated>{date}</updated>\n<summary>{}</summary>\n</entry>\n",
            escape(&page.heading),
            escape(&page.description)
        )
    };
    let entries: String = entries.iter().map(entry).collect();
    let home = escape(&plan.absolute(&plan.base.href(&Route::Home)));
    let own = escape(&plan.absolute(&plan.base.file("feed.xml")));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{home}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<link href=\"{home}\"/>\n<link rel=\"self\" href=\"{own}\"/>\n\
         <author><name>{}</name></author>\n<updated>{newest}</updated>\n{entries}</feed>\n",
        escape(&site.language),
        escape(&site.title),
        escape(&site.tagline),
        escape(&site.publisher),
    )
}

/// The wave that a page last changed with, as its date stands in the bundle: of a challenge, the
/// newest in which it has a value.
fn date_of(atlas: &Atlas, kind: Kind) -> Option<&str> {
    let has_value = |challenge: ChallengeIx, wave| {
        let audiences = || std::iter::once(Audience::Everyone).chain(atlas.groups().map(Audience::Group));
        atlas.measures().any(|measure| {
            audiences()
                .any(|audience| atlas.cell(Cut { wave, audience, measure }, challenge).value().is_some())
        })
    };
    let mut waves = atlas.waves_newest_first().iter().copied();
    let wave = match kind {
        Kind::Challenge(challenge) => waves.find(|wave| has_value(challenge, *wave)),
        Kind::Theme(theme) => {
            waves.find(|wave| atlas.theme(theme).challenges.iter().any(|ix| has_value(*ix, *wave)))
        }
        _ => waves.next(),
    };
    wave.map(|wave| atlas.wave(wave).date.as_str())
}

/// A wave's date as RFC 3339 wants it: the first moment of it. A challenge that was never asked
/// about has the earliest there is.
fn instant(date: Option<&str>) -> String {
    let mut parts = date.unwrap_or("1970").split('-');
    let mut part = |or: &'static str| parts.next().unwrap_or(or).to_owned();
    format!("{}-{}-{}T00:00:00Z", part("1970"), part("01"), part("01"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_any_length_become_moments() {
        for (date, moment) in [
            (Some("2020"), "2020-01-01T00:00:00Z"),
            (Some("2020-04"), "2020-04-01T00:00:00Z"),
            (Some("2020-04-15"), "2020-04-15T00:00:00Z"),
            (None, "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(instant(date), moment);
        }
    }
}
