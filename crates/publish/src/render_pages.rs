//! Every page of the site as HTML, rendered by the components of the app.

use challenge_map::messages::translations;
use challenge_map::placeholder::Placeholder;
use challenge_map::{Site, prerender};
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;
use messages::locale::{current_locale, with_locale};

use crate::og_image::{OgImages, Subject};
use crate::pages::{Kind, Page};
use crate::template::{Parts, Template, TemplateError};
use crate::{Files, Plan, chart_svg, feed, meta};

/// Adds all pages and their files: the chart, og:images, sitemap and feed. They are in the bundle's language if
/// the program speaks it.
///
/// # Errors
///
/// Returns an error if the built start page can't be used; see [`Template::parse`].
pub fn add(plan: &Plan, files: &mut Files) -> Result<(), TemplateError> {
    with_locale(translations::locale(plan.language()), || add_spoken(plan, files))
}

fn add_spoken(plan: &Plan, files: &mut Files) -> Result<(), TemplateError> {
    let built = String::from_utf8_lossy(files.get("index.html").unwrap_or_default()).into_owned();
    let template = Template::parse(&built, &plan.base)?;
    let dataset = &plan.dataset;
    let placeholder = chart_svg::add(plan, files);
    let pages = Page::all(dataset);
    let site = Site::new(plan.dataset.clone(), plan.base.clone(), plan.config.bundle.clone());
    for page in &pages {
        files.insert(page.file(), html(plan, &template, &site, page, placeholder.clone()));
    }
    let takeaway = ChartModel::new(dataset, &ViewState::published(dataset)).takeaway(dataset);
    let images = OgImages::new(dataset);
    for page in &pages {
        let drawn = images.as_ref().and_then(|images| images.png(subject(page, dataset, &takeaway)));
        if let (Some(file), Some(png)) = (page.og_image_file(), drawn.filter(|_| page.is_listed())) {
            files.insert(file, png);
        }
    }
    feed::add(plan, &pages, files);
    Ok(())
}

fn html(plan: &Plan, template: &Template, site: &Site, page: &Page<'_>, placeholder: Placeholder) -> String {
    let body = prerender::published(site, &plan.base.href(&page.route), placeholder);
    let head = meta::head(plan, page);
    let language = &plan.dataset.site().language;
    let direction = current_locale().language.direction().name();
    template.page(Parts { language, direction, title: &page.title, head: &head, body: &body })
}

/// Returns the subject of a page's og:image.
fn subject<'a>(page: &'a Page<'_>, dataset: &'a Dataset, takeaway: &'a str) -> Subject<'a> {
    match page.kind {
        Kind::Theme(theme) => Subject::Theme(theme),
        Kind::Challenge(challenge) => Subject::Challenge(challenge),
        Kind::Explore => Subject::Site(&page.heading, takeaway),
        _ => Subject::Site(&page.heading, &dataset.site().tagline),
    }
}
