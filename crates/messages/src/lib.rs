//! Messages of the program in the current locale, one function per message.
//!
//! [`messages!`] declares them, in English. Placeholders are in braces. The forms for a number stand in its
//! placeholder, by the plural categories of the language (CLDR), and `#` is the number: `{count|one:#
//! challenge|other:# challenges}`. Such forms may have placeholders, too.
//!
//! The sentences are declared beside the feature that shows them. The browser program holds none of them: it
//! fetches those of one language, one file per [`Domain`](domain::Domain).
//!
//! Invariant: nothing here knows a feature, the browser or files.

pub mod language;
pub mod domain;
pub mod message;
pub mod locale;
mod template;
mod declare;
