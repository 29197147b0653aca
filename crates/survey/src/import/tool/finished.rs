//! The column that tells who left before the end, and the words in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::import::number::code;
use crate::import::table::Row;
use crate::import::text::{is_error, key};

/// Greatest number of words in a column that says yes or no. A column with more holds names, or other texts of which
/// each says that somebody came so far.
const MOST_WORDS: usize = 8;

/// Least number of digits in a date or a code, which is no word.
const MIN_DIGITS: usize = 3;

/// The column that tells who left before the end.
pub(in crate::import) struct Finished {
    /// Position of the column.
    pub column: usize,
    says: Says,
}

/// The texts that a column of [`Finished`] has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Any text but words for no means finished, such as a date.
    Text,
    /// A word has to say yes or no; any number or date but 0 means finished.
    Word,
    /// It has to say yes or no.
    YesOrNo,
}

/// Words for no in columns that tell who has finished, with a comma between them.
const UNFINISHED: &str = "0,-,✗,✘,☐,[not completed],\
    no,n,non,nein,não,nee,nei,nej,ei,nie,ne,nu,nem,hayır,нет,ні,не,όχι,לא,لا,كلا,نه,خیر,नहीं,いいえ,否,不是,아니요,아니오,\
    không,tidak,belum,hapana,\
    false,falso,faux,falsch,onwaar,falsk,falskt,epätosi,fałsz,nepravda,hamis,fals,yanlış,ложь,خطأ,\
    incomplete,incompleto,incompleta,incomplet,incomplète,unvollständig,onvolledig,ufuldstændig,ufullstendig,ofullständig,\
    niekompletne,неполный,не завершено,незавершено,غير مكتمل,غير مكتملة,未完了,未完成,미완료,\
    partial,partially,partially completed,partial response,parcial,parcialmente,partiel,partielle,partiellement,teilweise,\
    parziale,parzialmente,gedeeltelijk,частично,جزئي,\
    unfinished,not finished,not completed,not complete,not submitted,no terminado,no terminada,no completado,no completada,\
    non terminé,non complété,pas terminé,non completato,não concluído,não finalizado,nicht fertig,nicht beendet,\
    nicht abgeschlossen,niet voltooid,abandoned,disqualified,abgebrochen,abbruch,\
    started,in progress,en curso,en progreso,en cours,em andamento,in corso,in bearbeitung";

/// Words for yes in columns that have to say yes or no, with a comma between them.
const FINISHED: &str = "1,2,x,✓,✔,☑,unverified,\
    yes,y,sí,s,oui,o,ja,j,sim,sì,да,так,tak,ano,áno,da,evet,ναι,כן,نعم,بله,हाँ,はい,是,예,네,có,ya,ndiyo,kyllä,igen,joo,\
    true,verdadero,verdadeiro,vrai,wahr,vero,waar,sandt,sant,sann,tosi,prawda,pravda,igaz,adevărat,doğru,истина,صحيح,\
    complete,completed,completo,completa,completado,completada,complet,complète,complété,complétée,vollständig,volledig,\
    compleet,completato,completata,fullständig,kompletne,полный,مكتمل,مكتملة,完了,完成,已完成,완료,\
    finished,done,submitted,complete response,terminado,terminada,finalizado,finalizada,enviado,enviada,terminé,terminée,\
    achevé,envoyé,fertig,abgeschlossen,beendet,concluído,concluída,terminato,terminata,finito,inviato,voltooid,klaar,\
    færdig,fullført,klar,valmis,zakończone,ukończone,завершено,завершён,завершена,تم,منتهي,selesai,tamamlandı";

/// The words of [`UNFINISHED`] and of [`FINISHED`] in the form in which they are compared.
static NO: LazyLock<BTreeSet<String>> = LazyLock::new(|| UNFINISHED.split(',').map(plain).collect());
static YES: LazyLock<BTreeSet<String>> = LazyLock::new(|| FINISHED.split(',').map(plain).collect());

impl Finished {
    /// Returns a column whose texts may be dates, or words for yes and no.
    pub fn new(column: usize, rows: &[Row]) -> Self {
        let words = rows.iter().map(|row| plain(row.cell(column))).filter(|text| is_word(text));
        let count = words.collect::<BTreeSet<_>>().len();
        Self { column, says: if count > MOST_WORDS { Says::Text } else { Says::Word } }
    }

    /// Returns a column that the tool fills with words for yes and no.
    pub fn yes_or_no(column: usize) -> Self {
        Self { column, says: Says::YesOrNo }
    }

    /// Returns whether a respondent reached the end, or `None` if the text says neither.
    pub fn is_finished(&self, text: &str) -> Option<bool> {
        if is_error(text) || is_part(text) {
            return None;
        }
        let text = plain(text);
        if text.is_empty() || NO.contains(&text) {
            return Some(false);
        }
        let is_asked = match self.says {
            Says::Text => false,
            Says::Word => is_word(&text),
            Says::YesOrNo => true,
        };
        (!is_asked || YES.contains(&text)).then_some(true)
    }
}

/// Returns a text in the form in which words are compared, without accents.
fn plain(text: &str) -> String {
    code(text).chars().filter(|c| !slim_std::unicode::is_mark(*c)).collect()
}

/// Returns true for a text that is neither a number nor a date.
fn is_word(text: &str) -> bool {
    let is_number = text.replacen(',', ".", 1).parse::<f64>().is_ok_and(f64::is_finite);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    !text.is_empty() && !is_number && digits < MIN_DIGITS
}

/// Returns true for a number that says how far somebody came, such as 45 of 100.
fn is_part(text: &str) -> bool {
    let number = key(text).trim_end_matches(['%', ' ']).replacen(',', ".", 1).parse::<f64>();
    number.is_ok_and(|number| number > 2.0 && number < 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what a column says of each of its texts.
    fn says<const N: usize>(texts: [&str; N]) -> [Option<bool>; N] {
        let row = |text: &str| Row { cells: vec![text.to_owned()], ..Row::default() };
        let rows = texts.map(row);
        texts.map(|text| Finished::new(0, &rows).is_finished(text))
    }

    #[test]
    fn words_for_yes_and_no_are_known_in_many_languages() {
        for (yes, no) in [
            ("Ja", "Nein"),
            ("Oui", "Non"),
            ("SÌ", "No"),
            ("Sim", "Não"),
            ("Да", "Нет"),
            ("نعم", "لا"),
            ("Completo", "Incompleto"),
            ("COMPLÈTE", "Incomplète"),
            ("WAHR", "FALSCH"),
            ("Submitted", "In progress"),
            ("はい", "いいえ"),
            ("✓", ""),
            ("Evet", "HAYIR"),
        ] {
            assert_eq!(says([yes, no]), [Some(true), Some(false)], "{yes} {no}");
        }
        let yes: BTreeSet<String> = FINISHED.split(',').map(plain).collect();
        assert!(UNFINISHED.split(',').all(|word| !yes.contains(&plain(word))), "no word says both");
    }

    #[test]
    fn another_word_says_nothing_where_there_are_few() {
        assert_eq!(says(["Fertig", "Nope", "Fertig"]), [Some(true), None, Some(true)]);
        assert_eq!(says(["1 = ja", "2 = quit"]), [None, None]);
        let dates = ["2026-03-01 10:00", "1/2/26", "March 3, 2026", "", "0", "N/A"];
        assert_eq!(says(dates), [Some(true), Some(true), Some(true), Some(false), Some(false), None]);
        let names = ["Ann", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal", "Ian", ""];
        let said = says(names);
        assert!(said[..9].iter().all(|said| *said == Some(true)), "names say that somebody came so far");
        assert_eq!(said[9], Some(false));
    }
}
