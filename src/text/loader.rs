//! What is said while the program is on its way, or when it can't come: `public/boot.js` reads it by line, and holds
//! the English of the first three, for when nothing can be fetched.

use crate::messages;

messages! { section = Loader;
    /// How much of the download has come.
    fn loaded(kilobytes: Text) = "Loading the map: {kilobytes} KB";
    /// Nothing comes.
    fn unreachable() = "The map could not be loaded. Check your connection, then reload the page.";
    /// Over a published page, after the sentence that says why it is no more than that.
    fn stays(reason: Text) = "{reason} You read the page as it was published; its controls do not answer.";
    /// Something else comes than was published.
    fn changed() = "The map was not started: a file of it is not the one that was published. Nothing of that file was run.";
    /// The host does not have a file.
    fn missing() = "The map could not be loaded: a file of it is missing on its host. Whoever publishes it has to do so again.";
    /// The browser lacks what the program needs.
    fn too_old() = "This browser is too old for the map. A current Firefox, Chrome, Edge or Safari shows it.";
}
