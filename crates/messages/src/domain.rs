//! Domains, whose messages are fetched together, and the modules that they consist of.

/// A set of messages that are fetched together, as one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Messages that every page needs.
    Site,
    /// The sign-up form.
    SignUp,
    /// Downloads: labels and files.
    Files,
    /// The search page.
    Search,
    /// The page for group discussions.
    Discuss,
    /// The script of published pages that stores the site for reading offline.
    Offline,
    /// The loader of the browser program.
    Loader,
    /// Texts that only publishing writes: no page fetches them.
    Published,
}

impl Domain {
    /// Domains that pages fetch.
    pub const SHIPPED: [Self; 7] =
        [Self::Site, Self::SignUp, Self::Files, Self::Search, Self::Discuss, Self::Offline, Self::Loader];

    /// Returns the name used in file names: "site".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::SignUp => "signup",
            Self::Files => "files",
            Self::Search => "search",
            Self::Discuss => "discuss",
            Self::Offline => "offline",
            Self::Loader => "loader",
            Self::Published => "published",
        }
    }
}

/// A module that declares messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// Values, audiences and waves, which every domain's sentences use.
    Common,
    /// The frame around every page.
    Frame,
    /// The pages.
    Pages,
    /// Charts: titles, captions, notes.
    Charts,
    /// Controls of a chart, and its table.
    Controls,
    /// Translations of bundles.
    Translation,
    /// The sign-up form.
    SignUp,
    /// Downloads: labels and files.
    Files,
    /// The search page.
    Search,
    /// Boards of group discussions.
    Discuss,
    /// The page for group discussions.
    DiscussPage,
    /// Reading offline.
    Offline,
    /// The loader.
    Loader,
    /// Texts that only publishing writes.
    Published,
}

impl Module {
    /// All modules, in the order of their messages in the file of a domain.
    pub const ALL: [Self; 14] = [
        Self::Common,
        Self::Frame,
        Self::Pages,
        Self::Charts,
        Self::Controls,
        Self::Translation,
        Self::SignUp,
        Self::Files,
        Self::Search,
        Self::Discuss,
        Self::DiscussPage,
        Self::Offline,
        Self::Loader,
        Self::Published,
    ];

    /// Returns the domain that the module belongs to.
    pub const fn domain(self) -> Domain {
        match self {
            Self::Common | Self::Frame | Self::Pages | Self::Charts | Self::Controls | Self::Translation => {
                Domain::Site
            }
            Self::SignUp => Domain::SignUp,
            Self::Files => Domain::Files,
            Self::Search => Domain::Search,
            Self::Discuss | Self::DiscussPage => Domain::Discuss,
            Self::Offline => Domain::Offline,
            Self::Loader => Domain::Loader,
            Self::Published => Domain::Published,
        }
    }

    /// Returns the prefix of the module's keys in translation files: "charts" in `charts.lowest`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Frame => "frame",
            Self::Pages => "pages",
            Self::Charts => "charts",
            Self::Controls => "controls",
            Self::Translation => "translation",
            Self::SignUp => "signup",
            Self::Files => "files",
            Self::Search => "search",
            Self::Discuss => "discuss",
            Self::DiscussPage => "page",
            Self::Offline => "offline",
            Self::Loader => "loader",
            Self::Published => "published",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modules_are_listed_in_order() {
        for (at, module) in Module::ALL.into_iter().enumerate() {
            assert_eq!(module as usize, at, "{module:?}");
        }
    }
}
