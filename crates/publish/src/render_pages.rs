//! Every page of the site as HTML, rendered by the components of the app, one at a time.

use challenge_map::messages::translations;
use challenge_map::placeholder::Placeholder;
use challenge_map::{Site, prerender};
use messages::locale::{current_locale, with_locale};

use crate::og_image::{OgImages, Subject};
use crate::pages::{Kind, Page, takeaway};
use crate::policy::Sources;
use crate::template::{Parts, Template, TemplateError};
use crate::{Files, Plan, asset_hash, chart_svg, feed, meta, offline, page_style};

/// A renderer of the pages of one site. They are in the bundle's language if the program speaks it.
pub struct Renderer<'a> {
    plan: &'a Plan,
    pages: Vec<Page<'a>>,
    template: Template,
    /// The element with the site's style.
    style: String,
    lazy_sheet: String,
    site: Site,
    placeholder: Placeholder,
    /// The og:images; none if the plan has none.
    images: Option<OgImages<'a>>,
    takeaway: String,
}

impl<'a> Renderer<'a> {
    /// Returns a renderer, and adds what all pages share: the chart, sitemap and feed. Pages are made from the
    /// [shell](offline::add_shell), and name files as it does.
    ///
    /// # Errors
    ///
    /// Returns an error if the shell can't be used; see [`Template::parse`].
    pub fn new(plan: &'a Plan, files: &mut Files) -> Result<Self, TemplateError> {
        with_locale(translations::locale(plan.language()), || Self::spoken(plan, files))
    }

    fn spoken(plan: &'a Plan, files: &mut Files) -> Result<Self, TemplateError> {
        let shell = String::from_utf8_lossy(files.get(offline::SHELL).unwrap_or_default()).into_owned();
        let template = Template::parse(&shell, &plan.base)?;
        let placeholder = chart_svg::add(plan, files);
        let sheet = template.sheet().and_then(|path| files.get(path)).map(String::from_utf8_lossy);
        let style = sheet.map_or_else(String::new, |sheet| page_style::element(&sheet, &plan.base));
        let pages = Page::all(&plan.dataset);
        feed::add(plan, &pages, files);
        Ok(Self {
            plan,
            pages,
            template,
            style,
            lazy_sheet: asset_hash::lazy_sheet(plan, files),
            site: Site::new(plan.dataset.clone(), plan.base.clone(), plan.config.bundle.clone()),
            placeholder,
            images: if plan.has_cards { OgImages::new(&plan.dataset) } else { None },
            takeaway: takeaway(&plan.dataset),
        })
    }

    /// Returns all pages, the start page first.
    pub fn pages(&self) -> &[Page<'a>] {
        &self.pages
    }

    /// Returns what pages may use.
    pub fn sources(&self) -> Sources {
        Sources::of(&self.plan.config, &self.style)
    }

    /// Returns the pages whose og:image lacks their title, because no typeface of the tool has its letters.
    pub fn without_letters(&self) -> Vec<&Page<'a>> {
        let Some(images) = &self.images else { return Vec::new() };
        let lacks =
            |page: &&Page<'a>| page.og_image_file().is_some() && !images.has_letters(self.subject(page));
        self.pages.iter().filter(lacks).collect()
    }

    /// Returns the files of a page: its HTML, and its og:image if it has one.
    pub fn render(&self, page: &Page<'_>) -> Files {
        with_locale(translations::locale(self.plan.language()), || {
            let mut files = Files::default();
            let body =
                prerender::published(&self.site, &self.plan.base.href(&page.route), self.placeholder.clone());
            files.insert(page.file(), self.html(page, &body));
            let image = self.images.as_ref().zip(page.og_image_file());
            let drawn = image.and_then(|(images, file)| Some((file, images.png(self.subject(page))?)));
            if let Some((file, png)) = drawn {
                files.insert(file, png);
            }
            files
        })
    }

    fn html(&self, page: &Page<'_>, body: &str) -> String {
        let head = meta::head(self.plan, page, &self.lazy_sheet);
        let language = &self.plan.dataset.site().language;
        let direction = current_locale().language.direction().name();
        let style = &self.style;
        self.template.page(Parts { language, direction, title: &page.title, style, head: &head, body })
    }

    /// Returns the subject of a page's og:image.
    fn subject<'s>(&'s self, page: &'s Page<'_>) -> Subject<'s> {
        match page.kind {
            Kind::Theme(theme) => Subject::Theme(theme),
            Kind::Challenge(challenge) => Subject::Challenge(challenge),
            Kind::Explore => Subject::Site(&page.heading, &self.takeaway),
            _ => Subject::Site(&page.heading, &self.plan.dataset.site().tagline),
        }
    }
}
