//! What is said by what keeps the site for later: `publish/offline/page.js` reads it by line.

use crate::messages;

messages! { section = Offline;
    /// Loads the page anew.
    fn reload() = "Reload";
    /// Closes a notice.
    fn close() = "Close";
    /// The host has other data than what is shown.
    fn newer_data() = "There is newer data.";
    /// There is no network; what is shown, and since when.
    fn offline(when: Text) = "You are offline. Shown from {when}.";
    /// The host takes too long.
    fn late(when: Text) = "The host does not answer. Shown from {when}.";
    /// It is not known when.
    fn earlier_visit() = "an earlier visit";
    /// There is another version of the program.
    fn new_version() = "A new version is ready.";
}
