//! The columns that mark previews, tests and spam, and the words in them.

use std::sync::LazyLock;

use crate::import::text::key;

/// A column that marks previews, tests and spam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Previews {
    /// Position of the column.
    pub column: usize,
    /// True if the tool fills it with a few words, so that another word is in a language that is not known here.
    is_closed: bool,
}

/// Parts of words for previews, tests and spam, with a comma between them.
const MARKS: &str = "preview,vista previa,vista prèvia,previsualiz,previsualitz,pré-visualiz,visualização prévia,aperçu,\
    prévisualis,anteprima,vorschau,voorbeeld,voorvertoning,förhandsgransk,forhåndsvis,esikatsel,podgląd,náhled,előnézet,\
    önizleme,предпросмотр,предварительный просмотр,попередній перегляд,προεπισκόπηση,معاينة,پیش‌نمایش,תצוגה מקדימה,\
    पूर्वावलोकन,预览,預覽,プレビュー,미리 보기,미리보기,xem trước,pratinjau,\
    test,prueba,prova,essai,тест,δοκιμ,اختبار,تجربة,آزمایش,בדיקה,परीक्षण,测试,測試,テスト,테스트,thử nghiệm,uji coba,\
    spam,correo no deseado,indésirable,спам,垃圾,スパム,스팸";

/// The parts of [`MARKS`] in the form in which texts are compared.
static MARK_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| MARKS.split(',').map(key).collect());

/// Numbers of Qualtrics for previews, tests and spam.
const MARK_CODES: [&str; 7] = ["1", "2", "8", "9", "12", "17", "40"];

/// Numbers and words of Qualtrics' `Status` for answers that count: given online, imported, given without a network.
const ANSWERS: [&str; 10] = ["0", "4", "16", "32", "48", "ip address", "imported", "offline app", "ex", ""];

impl Previews {
    /// Returns a column; see [`Previews::is_closed`].
    pub fn new(column: usize, is_closed: bool) -> Self {
        Self { column, is_closed }
    }

    /// Returns whether a text marks a preview, a test or spam; `None` if the column should say so, and does not in a
    /// word that is known.
    pub fn is_marked(self, text: &str) -> Option<bool> {
        let text = key(text);
        let is_mark = MARK_CODES.contains(&text.as_str()) || MARK_KEYS.iter().any(|mark| text.contains(mark));
        match is_mark {
            false if self.is_closed && !ANSWERS.contains(&text.as_str()) => None,
            is_mark => Some(is_mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_are_known_in_many_languages() {
        let of_mapping = Previews::new(0, false);
        for text in [
            "Survey Preview",
            "1",
            "Vista previa de la encuesta",
            "Umfragevorschau",
            "Aperçu du questionnaire",
            "Prueba",
            "ТЕСТ",
            "معاينة",
            "スパム",
        ] {
            assert_eq!(of_mapping.is_marked(text), Some(true), "{text}");
        }
        for text in ["", "IP Address", "0", "Live", "anonymous"] {
            assert_eq!(of_mapping.is_marked(text), Some(false), "{text}");
        }
    }

    #[test]
    fn the_tools_own_column_has_to_have_a_known_word() {
        let of_tool = Previews::new(0, true);
        assert_eq!(
            ["IP Address", "16", "", "Spam"].map(|text| of_tool.is_marked(text)),
            [Some(false), Some(false), Some(false), Some(true)]
        );
        assert_eq!(of_tool.is_marked("IP-osoite"), None);
    }
}
