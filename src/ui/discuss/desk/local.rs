//! The browser's storage, as shelves want it.

use crate::discuss::Store;
use crate::ui::store::storage;

/// What this browser keeps for the site.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

impl Store for Local {
    fn read(&self, key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    fn write(&self, key: &str, text: &str) -> bool {
        storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
    }
}
