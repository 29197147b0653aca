//! The sample that the repository ships, in `public/`.

use data::bundle;
use data::dataset::Dataset;

use crate::ROOT;

/// Returns the text of a file in `public/`.
pub fn file(name: &str) -> String {
    std::fs::read_to_string(format!("{ROOT}/public/{name}")).unwrap()
}

/// Returns the sample as its bundle has it, without the long texts of its content file.
pub fn bundle() -> Dataset {
    bundle::parse(&file("bundle.json")).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset
}

/// Returns the sample joined to its content file.
pub fn dataset() -> Dataset {
    let mut dataset = bundle();
    let content = bundle::content::parse(&file("content.json"), &dataset);
    dataset.join(content.unwrap_or_else(|problems| panic!("{problems:#?}")));
    dataset
}
