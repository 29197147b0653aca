//! The languages of the program, with their number styles and plural categories.

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// The source language, which all others are translated from.
    English,
    /// Spanish.
    Spanish,
    /// Modern Standard Arabic.
    Arabic,
}

/// Direction of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Returns the value of the HTML attribute `dir`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Plural category (CLDR) of the words beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Arabic: 0.
    Zero,
    /// All languages: 1.
    One,
    /// Arabic: 2.
    Two,
    /// Arabic: last two digits 3 to 10.
    Few,
    /// Arabic: last two digits 11 to 99. Spanish: whole millions.
    Many,
    /// All other numbers.
    Other,
}

impl Category {
    /// All categories in the order of CLDR.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Returns the name that CLDR, `Intl.PluralRules` and messages use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// Style of formatting whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Digit 0. The other nine follow it in Unicode.
    pub zero: char,
    /// Separator between groups of three digits.
    pub group: char,
    /// Minimum number of digits before the last group for any grouping: with 2, "1234" but "12.345".
    pub least_before_group: usize,
}

impl NumberStyle {
    /// Returns the style that 12345 (`long`) and 1234 (`short`) were formatted with; `None` if it is not a
    /// style of this type.
    pub fn read(long: &str, short: &str) -> Option<Self> {
        let one = long.chars().next()?;
        let group = long.chars().nth(2)?;
        let least_before_group = if short.chars().count() == 4 { 2 } else { 1 };
        let style = Self { zero: char::from_u32(u32::from(one) - 1)?, group, least_before_group };
        (style.write(12_345) == long && style.write(1_234) == short).then_some(style)
    }

    /// Returns the formatted number: "1,200".
    pub fn write(&self, number: u32) -> String {
        let digits = number.to_string();
        let is_grouped = digits.len() >= 3 + self.least_before_group;
        let mut out = String::new();
        for (at, digit) in digits.bytes().enumerate() {
            if is_grouped && at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.group);
            }
            let place = u32::from(self.zero) + u32::from(digit - b'0');
            out.extend(char::from_u32(place));
        }
        out
    }
}

impl Language {
    /// All languages. The first is the fallback.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::Arabic];

    /// Returns the BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// Returns the language's own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// Returns the language of a BCP 47 tag, ignoring region and script: `es-MX` is Spanish.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Returns the language of the first tag that the program supports, else English. The tags are, in this
    /// order: the URL's, the visitor's setting, the bundle's.
    pub fn choose<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::of_tag).unwrap_or(Self::ALL[0])
    }

    /// Returns the tag of a page in this language that shows a bundle with the tag `bundle`: the bundle's tag
    /// if it is of this language, because it may be more precise (`es-MX`).
    pub fn tag_over(self, bundle: &str) -> &str {
        if Self::choose([bundle]) == self { bundle } else { self.tag() }
    }

    /// Returns the direction of text.
    pub const fn direction(self) -> Direction {
        match self {
            Self::English | Self::Spanish => Direction::Ltr,
            Self::Arabic => Direction::Rtl,
        }
    }

    /// Returns the plural category of a whole number, by CLDR 47 (`common/supplemental/plurals.xml`).
    pub const fn category(self, number: u32) -> Category {
        match (self, number, number % 100) {
            (_, 1, _) => Category::One,
            (Self::Spanish, 1.., _) if number.is_multiple_of(1_000_000) => Category::Many,
            (Self::Arabic, 0, _) => Category::Zero,
            (Self::Arabic, 2, _) => Category::Two,
            (Self::Arabic, _, 3..=10) => Category::Few,
            (Self::Arabic, _, 11..) => Category::Many,
            _ => Category::Other,
        }
    }

    /// Returns the categories that a message with a number must have forms for. Spanish leaves out that of
    /// millions: no count of the program is that large.
    pub const fn categories(self) -> &'static [Category] {
        match self {
            Self::English | Self::Spanish => &[Category::One, Category::Other],
            Self::Arabic => &Category::ALL,
        }
    }

    /// Returns the tag with the digits 0 to 9, as in the bundle's texts. For Arabic, browsers would differ in
    /// the digits they choose.
    pub const fn number_tag(self) -> &'static str {
        match self {
            Self::English => "en-u-nu-latn",
            Self::Spanish => "es-u-nu-latn",
            Self::Arabic => "ar-u-nu-latn",
        }
    }

    /// Returns the number style, by CLDR: that of `Intl.NumberFormat` for [`Language::number_tag`].
    pub const fn numbers(self) -> NumberStyle {
        match self {
            Self::English => NumberStyle { zero: '0', group: ',', least_before_group: 1 },
            Self::Spanish => NumberStyle { zero: '0', group: '.', least_before_group: 2 },
            Self::Arabic => NumberStyle { zero: '0', group: ',', least_before_group: 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, category: Category, samples: &[u32]) {
        for number in samples {
            assert_eq!(language.category(*number), category, "{} {number}", language.tag());
        }
    }

    #[test]
    fn numbers_have_the_categories_of_cldrs_samples() {
        check(Language::English, Category::One, &[1]);
        check(Language::English, Category::Other, &[0, 2, 16, 100, 1_000, 10_000, 100_000, 1_000_000]);
        check(Language::Spanish, Category::One, &[1]);
        check(Language::Spanish, Category::Many, &[1_000_000, 2_000_000]);
        check(Language::Spanish, Category::Other, &[0, 2, 16, 100, 1_000, 10_000, 100_000]);
        check(Language::Arabic, Category::Zero, &[0]);
        check(Language::Arabic, Category::One, &[1]);
        check(Language::Arabic, Category::Two, &[2]);
        check(Language::Arabic, Category::Few, &[3, 10, 103, 110, 1_003]);
        check(Language::Arabic, Category::Many, &[11, 26, 99, 111, 1_011]);
        check(Language::Arabic, Category::Other, &[100, 102, 200, 202, 1_000, 10_000, 100_000, 1_000_000]);
    }

    #[test]
    fn long_numbers_are_grouped() {
        let write =
            |language: Language| [0, 999, 1_234, 12_345, u32::MAX].map(|n| language.numbers().write(n));
        assert_eq!(write(Language::English), ["0", "999", "1,234", "12,345", "4,294,967,295"]);
        assert_eq!(write(Language::Spanish), ["0", "999", "1234", "12.345", "4.294.967.295"]);
        let eastern = NumberStyle { zero: '٠', group: '٬', least_before_group: 1 };
        assert_eq!(eastern.write(1_290), "١٬٢٩٠");
    }

    #[test]
    fn a_style_is_read_from_what_was_written_in_it() {
        let eastern = NumberStyle { zero: '٠', group: '٬', least_before_group: 1 };
        for style in Language::ALL.map(Language::numbers).into_iter().chain([eastern]) {
            assert_eq!(NumberStyle::read(&style.write(12_345), &style.write(1_234)), Some(style));
        }
        for (long, short) in [("", ""), ("1", "1"), ("12345", "1234"), ("1,23,45", "1,234")] {
            assert_eq!(NumberStyle::read(long, short), None, "{long}");
        }
    }

    #[test]
    fn the_first_supported_tag_is_chosen() {
        for (tags, language) in [
            (&["es-MX", "ar", "en"][..], Language::Spanish),
            (&["fr", "AR-eg", "en"], Language::Arabic),
            (&["fr", "de"], Language::English),
            (&["", "esperanto", "es"], Language::Spanish),
            (&[], Language::English),
        ] {
            assert_eq!(Language::choose(tags.iter().copied()), language, "{tags:?}");
        }
        assert_eq!(Language::Spanish.tag_over("es-MX"), "es-MX");
        assert_eq!(Language::Spanish.tag_over("en-US"), "es");
        assert_eq!(Language::English.tag_over("fr"), "fr");
    }
}
