//! Messages of the offline support and about newer data. `crates/publish/src/offline/watch.js` reads them by line number.

use messages::messages;

messages! { module = Offline;
    /// Button that reloads the page.
    fn reload() = "Reload";
    /// Button that closes a notice.
    fn close() = "Close";
    /// Notice: the host has newer data than the page shows.
    fn newer_data() = "Newer data is available.";
    /// Notice: there is no network, and the page shows data of an earlier time.
    fn offline(when: Text) = "You are offline. This page shows data from {when}.";
    /// Notice: the host does not respond in time.
    fn late(when: Text) = "The server is not responding. This page shows data from {when}.";
    /// Time of the data shown, if it is unknown.
    fn earlier_visit() = "an earlier visit";
    /// Notice: a new version of the program is ready.
    fn new_version() = "A new version is ready.";
}
