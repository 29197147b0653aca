//! Files for crawlers and feed readers: the sitemap, robots.txt, and an Atom feed of the challenges.

use data::challenge::{Audience, ChallengeIx};
use data::dataset::{Dataset, SeriesKey};
use explore::route::Route;

use crate::pages::{Kind, Page};
use crate::{Files, Plan, escape};

/// Adds `sitemap.xml`, `robots.txt` and `feed.xml`.
pub fn add(plan: &Plan, pages: &[Page<'_>], files: &mut Files) {
    files.insert("sitemap.xml", sitemap(plan, pages));
    files.insert("robots.txt", robots(plan));
    files.insert("feed.xml", atom(plan, pages));
}

fn sitemap(plan: &Plan, pages: &[Page<'_>]) -> String {
    let entry = |page: &Page<'_>| {
        let address = escape(&plan.absolute(&plan.base.href(&page.route)));
        let changed = date_of(&plan.dataset, page.kind)
            .map_or(String::new(), |date| format!("<lastmod>{date}</lastmod>"));
        format!("<url><loc>{address}</loc>{changed}</url>\n")
    };
    let entries: String = pages.iter().filter(|page| page.is_listed()).map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    )
}

/// Returns a robots.txt that allows everything. The page for frames says `noindex` itself, which crawlers only
/// read where they are allowed to.
fn robots(plan: &Plan) -> String {
    format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", plan.absolute(&plan.base.file("sitemap.xml")))
}

/// Returns the Atom feed (RFC 4287): one entry per challenge, the newest values first. Ids are the addresses of
/// pages. Dates are those of survey waves, because this crate reads no clock.
fn atom(plan: &Plan, pages: &[Page<'_>]) -> String {
    let dataset = &plan.dataset;
    let site = dataset.site();
    let of_challenge = |page: &Page<'_>| match page.kind {
        Kind::Challenge(_) => Some(instant(date_of(dataset, page.kind))),
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

/// Returns the date of the last wave that changed a page, as the bundle writes it. For a challenge it is the
/// newest wave in which it has a value.
fn date_of(dataset: &Dataset, kind: Kind) -> Option<&str> {
    let has_value = |challenge: ChallengeIx, wave| {
        let audiences = || std::iter::once(Audience::Everyone).chain(dataset.groups().map(Audience::Group));
        dataset.measures().any(|measure| {
            audiences().any(|audience| {
                dataset.cell(SeriesKey { wave, audience, measure }, challenge).value().is_some()
            })
        })
    };
    let mut waves = dataset.waves_newest_first().iter().copied();
    let wave = match kind {
        Kind::Challenge(challenge) => waves.find(|wave| has_value(challenge, *wave)),
        Kind::Theme(theme) => {
            waves.find(|wave| dataset.theme(theme).challenges.iter().any(|ix| has_value(*ix, *wave)))
        }
        _ => waves.next(),
    };
    wave.map(|wave| dataset.wave(wave).date.as_str())
}

/// Returns the first moment of a wave's date in RFC 3339. Without a date it is the first moment of 1970.
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
