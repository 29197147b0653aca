//! Every page of the site as HTML, rendered by the components of the app.

use challenge_map::messages::translations;
use challenge_map::{Site, prerender};
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;
use messages::locale::{current_locale, with_locale};

use crate::og_image::{OgImages, Subject};
use crate::pages::{Kind, Page};
use crate::template::{Parts, Template, TemplateError};
use crate::{Files, Plan, chart_svg, feed, meta, page_style};

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
    let sheet = template.sheet().and_then(|path| files.get(path)).map(String::from_utf8_lossy);
    let style = sheet.map_or_else(String::new, |sheet| page_style::element(&sheet, &plan.base));
    let pages = Page::all(dataset);
    let site = Site::new(plan.dataset.clone(), plan.base.clone(), plan.config.bundle.clone());
    for page in &pages {
        let body = prerender::published(&site, &plan.base.href(&page.route), placeholder.clone());
        files.insert(page.file(), html(plan, &template, page, &style, &body));
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

fn html(plan: &Plan, template: &Template, page: &Page<'_>, style: &str, body: &str) -> String {
    let head = meta::head(plan, page);
    let language = &plan.dataset.site().language;
    let direction = current_locale().language.direction().name();
    template.page(Parts { language, direction, title: &page.title, style, head: &head, body })
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
