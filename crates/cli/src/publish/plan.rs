//! The plan of a publishing: settings, bundle, content file and translations, read and checked.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data::bundle::Severity;
use data::challenge::WebAddress;
use data::dataset::Dataset;
use data::translation::Original;
use data::{bundle, translation};
use lint::{Diagnostic, is_example_host, lint, lint_content};
use percent_encoding::percent_decode_str;
use publish::{Files, Plan};
use signup::config;

use super::{Args, PublishError, read};
use crate::output::outln;

/// Reads settings, bundle and content file. Adds them to the files at the path of the settings, and removes the
/// program's own sample.
pub fn plan(args: &Args, files: &mut Files) -> Result<Plan, Box<dyn Error>> {
    let config = match files.get("config.json") {
        Some(bytes) => config::parse(&text(Path::new("config.json"), bytes.to_vec())?)?,
        None => config::Config::default(),
    };
    let base = args.base.clone();
    let place = config.bundle.file_below(&args.site_url, base.path());
    if place.as_deref().is_some_and(|place| !config::is_data_file(place)) {
        return Err(PublishError::BundleName { bundle: config.bundle.to_string() }.into());
    }
    let bundle = Document::bundle(args, &config, place.as_deref(), files)?;
    let parsed = bundle::parse(&bundle.text)
        .map_err(|diagnostics| PublishError::Bundle(bundle.path.clone(), diagnostics.len()))?;
    let mut dataset = parsed.dataset;
    let content = dataset.site().content.clone();
    let content = content.map(|name| content_of(&bundle, &name, files, &mut dataset)).transpose()?;
    let site = format!("{}{}/", args.site_url, base.path());
    let site_url = WebAddress::parse(&site);
    let mut lints = lint(&bundle.text, &dataset, site_url.as_ref());
    lints.extend(content.iter().flat_map(|text| lint_content(&text.text, &dataset, site_url.as_ref())));
    if let Some(warning) = example_warning(&lints) {
        outln!("{warning}")?;
    }
    if site_url.as_ref().is_some_and(|url| is_example_host(url.host())) {
        outln!(
            "warning: {} is an address for examples: name that of your site with --site-url",
            args.site_url
        )?;
    }
    let warnings = parsed.warnings.len() + lints.len();
    if warnings > 0 {
        outln!(
            "{warnings} warnings: `challenge-map check {} --site-url {site}` lists them",
            bundle.path.display()
        )?;
    }
    let title = Original::bundle(&bundle.text).title;
    let mut found = Vec::new();
    for document in std::iter::once(&bundle).chain(&content) {
        let original = Original::content(&document.text, title.as_str());
        for language in &dataset.site().translations {
            found.push(translation_of(document, &original, &bundle.path, files, language)?);
        }
    }
    let documents = std::iter::once(bundle).chain(content).chain(found);
    place_data(documents, &args.dist, files)?;
    Ok(Plan {
        dataset: Arc::new(dataset),
        config,
        base,
        origin: args.site_url.clone(),
        host: args.host,
        has_cards: !args.no_cards,
    })
}

/// Returns a warning about what is left of the example that `challenge-map new` writes; `None` if nothing is.
fn example_warning(lints: &[Diagnostic]) -> Option<String> {
    const NAMED: usize = 4;
    let left = lints.iter().filter_map(|lint| Some(format!("`{}` ({})", lint.warning.example()?, lint.path)));
    let left: Vec<String> = left.collect();
    let more = left.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!left.is_empty()).then(|| {
        let named = left[..left.len().min(NAMED)].join(", ");
        format!("warning: what `challenge-map new` wrote as an example is published: {named}{more}")
    })
}

/// Adds the data to the files in the place of the program's own sample.
///
/// # Errors
///
/// [`PublishError::Twice`] if two files have the same place.
fn place_data(
    documents: impl Iterator<Item = Document>,
    dist: &Path,
    files: &mut Files,
) -> Result<(), PublishError> {
    let own: Vec<String> =
        files.iter().map(|(path, _)| path.to_owned()).filter(|path| is_sample(path)).collect();
    own.iter().for_each(|path| _ = files.remove(path));
    let decoded = |place: &str| percent_decode_str(place).collect::<Vec<u8>>();
    let mut taken: BTreeMap<Vec<u8>, PathBuf> =
        files.iter().map(|(path, _)| (path.as_bytes().to_vec(), dist.join(path))).collect();
    for document in documents {
        let Document { path, text, place: Some(place), is_given } = document else { continue };
        // Without a bundle of the command line all data are files of the built program themselves.
        let is_itself = |first: &PathBuf| !is_given && *first == dist.join(&place);
        match taken.insert(decoded(&place), path.clone()).filter(|first| !is_itself(first)) {
            Some(first) => return Err(PublishError::Twice { place, first, second: path }),
            None => files.insert(place, text.into_bytes()),
        }
    }
    Ok(())
}

/// A document of data: a bundle, its content file or a translation of one.
struct Document {
    /// The file that it comes from.
    path: PathBuf,
    text: String,
    /// The path on the site, if it is there.
    place: Option<String>,
    /// True for a bundle of the command line, whose other files lie beside it on disk.
    is_given: bool,
}

impl Document {
    /// Reads the bundle of the command line, or the one beside the built program.
    fn bundle(
        args: &Args,
        config: &config::Config,
        place: Option<&str>,
        files: &Files,
    ) -> Result<Self, PublishError> {
        let (path, bytes) = match (&args.bundle, place) {
            (Some(path), _) => (path.clone(), read(path)?),
            (None, None) => return Err(PublishError::BundleElsewhere(config.bundle.to_string())),
            (None, Some(place)) => {
                let missing =
                    || PublishError::NoBundle { bundle: config.bundle.to_string(), dist: args.dist.clone() };
                (args.dist.join(place), files.get(place).ok_or_else(missing)?.to_vec())
            }
        };
        let text = text(&path, bytes)?;
        Ok(Self { path, text, place: place.map(str::to_owned), is_given: args.bundle.is_some() })
    }

    /// Reads a file that belongs to this one; `beside` returns its path from the path of this one.
    fn file_beside(
        &self,
        files: &Files,
        beside: impl Fn(&str) -> String,
        missing: impl FnOnce(PathBuf) -> PublishError,
    ) -> Result<Self, PublishError> {
        let path = PathBuf::from(beside(&self.path.to_string_lossy()));
        let place = self.place.as_deref().map(beside);
        let bytes = if self.is_given {
            read(&path)?
        } else {
            let file = files.get(place.as_deref().unwrap_or_default());
            file.ok_or_else(|| missing(path.clone()))?.to_vec()
        };
        let text = text(&path, bytes)?;
        Ok(Self { path, text, place, is_given: self.is_given })
    }
}

/// Returns the text of a file.
fn text(path: &Path, bytes: Vec<u8>) -> Result<String, PublishError> {
    bundle::text(bytes).map_err(|problem| PublishError::Text(path.to_owned(), problem))
}

/// Returns the content file that a bundle names, and joins its content to the dataset.
fn content_of(
    bundle: &Document,
    name: &str,
    files: &Files,
    dataset: &mut Dataset,
) -> Result<Document, PublishError> {
    let beside = |path: &str| bundle::content::beside(path, name);
    let document = bundle.file_beside(files, beside, PublishError::NoContent)?;
    let content = bundle::content::parse(&document.text, dataset).map_err(|diagnostics| {
        PublishError::Content(document.path.clone(), diagnostics.len(), bundle.path.clone())
    })?;
    dataset.join(content);
    Ok(document)
}

/// Returns a translation, and prints the number of its warnings.
fn translation_of(
    document: &Document,
    original: &Original<'_>,
    bundle: &Path,
    files: &Files,
    language: &str,
) -> Result<Document, PublishError> {
    let missing = |path: PathBuf| PublishError::NoTranslation(path, language.to_owned());
    let found = document.file_beside(files, |path| translation::file_name(path, language), missing)?;
    let checked = translation::check(original, &found.text, language);
    let is_error = |diagnostic: &&translation::Diagnostic| diagnostic.severity() == Severity::Error;
    let (errors, all) = (checked.diagnostics.iter().filter(is_error).count(), checked.diagnostics.len());
    if errors > 0 {
        return Err(PublishError::Bundle(found.path, errors));
    }
    if all > 0 {
        outln!(
            "{all} warning{}: `challenge-map check {}` lists those of {}",
            if all == 1 { "" } else { "s" },
            bundle.display(),
            found.path.display()
        )?;
    }
    Ok(found)
}

/// Returns true for the program's own sample: its bundle, its content file and their translations.
fn is_sample(path: &str) -> bool {
    let rest = path.strip_prefix("bundle.").or_else(|| path.strip_prefix("content."));
    rest.is_some_and(|rest| rest.ends_with("json"))
}
