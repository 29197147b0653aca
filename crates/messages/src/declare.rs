//! The macro that declares messages.

/// Declares the messages of a module.
///
/// ```
/// messages::messages! { module = Search;
///     /// The number of results.
///     fn found(count: Number, total: Number) = "{count} of {total|one:# challenge|other:# challenges}";
///     /// The theme of a result.
///     fn theme_of_hit(theme: Text) = "in {theme}";
/// }
/// assert_eq!(found(3_u32, 45_u32), "3 of 45 challenges");
/// assert_eq!(theme_of_hit("Learning"), "in Learning");
/// ```
///
/// Each message becomes a public function that returns a `String` in the current locale. A `Number` is any
/// `u32`, `usize` or `f64` (which is rounded), a `Text` a `&str`. A sentence is one message, never joined
/// from several, because other languages order words differently. The module is listed in
/// [`Module`](crate::domain::Module) and in the app's catalog, its translations are in `locales/`; `cargo run
/// -- words` writes the files that pages fetch.
#[macro_export]
macro_rules! messages {
    (module = $module:ident; $($(#[$doc:meta])* fn $name:ident($($place:ident: $kind:ident),* $(,)?) = $english:literal;)+) => {
        /// The messages of this module.
        pub const MESSAGES: $crate::message::ModuleMessages = {
            const MESSAGES: &[$crate::message::Message] = &[$($crate::message::Message {
                name: stringify!($name),
                placeholders: &[$((stringify!($place), $crate::messages!(@is_number $kind))),*],
                english: $english,
            }),+];
            $crate::message::ModuleMessages {
                module: $crate::domain::Module::$module,
                count: MESSAGES.len(),
                messages: MESSAGES,
            }
        };

        /// The English sentences. The browser program holds none of them.
        #[cfg(not(target_arch = "wasm32"))]
        static ENGLISH: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| MESSAGES.english());

        #[allow(non_camel_case_types, reason = "each is named after its function")]
        enum Key { $($name),+ }

        $($(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "a sentence has as many placeholders as it needs")]
        pub fn $name($($place: $crate::messages!(@type $kind)),*) -> String {
            let args = &[$($crate::messages!(@arg $kind $place)),*];
            #[cfg(target_arch = "wasm32")]
            let text = $crate::locale::message($crate::domain::Module::$module, Key::$name as usize, args);
            #[cfg(not(target_arch = "wasm32"))]
            let text = $crate::locale::message_or(
                $crate::domain::Module::$module,
                Key::$name as usize,
                args,
                &ENGLISH,
            );
            text
        })+
    };
    (@type Number) => { impl Into<$crate::message::Number> };
    (@type Text) => { &str };
    (@arg Number $place:ident) => { $crate::message::Arg::Number($place.into()) };
    (@arg Text $place:ident) => { $crate::message::Arg::Text($place) };
    (@is_number Number) => { true };
    (@is_number Text) => { false };
}
