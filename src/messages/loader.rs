//! Messages while the program is loading, or when it can't be loaded. `public/boot.js` reads them by line number, and
//! contains the English of the first three, for when nothing can be fetched.

use messages::messages;

messages! { module = Loader;
    /// Progress of the download.
    fn loaded(kilobytes: Text) = "Loading the map: {kilobytes} KB";
    /// Error: the host did not respond.
    fn unreachable() = "The map could not be loaded. Check your connection, then reload the page.";
    /// Notice above a published page, after the reason why the program did not start.
    fn stays(reason: Text) = "{reason} This is the page as it was published; its controls do not work.";
    /// Error: the checksum of a file is wrong.
    fn changed() = "The map did not start: one of its files is not the one that was published. That file was not run.";
    /// Error: a file is missing on the host.
    fn missing() = "The map could not be loaded: one of its files is missing on the server. The publisher needs to publish it again.";
    /// Error: the browser lacks a feature of current browsers.
    fn too_old() = "This browser is too old to show the map. Use a current version of Firefox, Chrome, Edge or Safari.";
    /// Error: the browser has no WebAssembly, as in Lockdown Mode of iOS or with the enhanced security of Edge.
    fn no_webassembly() = "This browser does not run WebAssembly, which the interactive map needs. Lockdown Mode or a security setting may turn it off for this site.";
    /// Error: the browser refused to run the program.
    fn blocked() = "This browser or a security setting blocks the program of the interactive map.";
    /// Notice after [`stays`]: the address asks for another picture than the published page has.
    fn other_picture() = "The picture is not the one that the address asks for.";
}
