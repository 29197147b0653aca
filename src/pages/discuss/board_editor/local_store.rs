//! The browser's storage as a [`Store`] of boards.

use discuss::Store;

use crate::store::storage;

/// The browser's storage. Reads and writes fail where the visitor has forbidden it.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalStore;

impl Store for LocalStore {
    fn read(&self, key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    fn write(&self, key: &str, text: &str) -> bool {
        storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
    }
}
