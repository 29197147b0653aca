use std::collections::BTreeMap;

use super::*;
use crate::import::layout::Layout;
use crate::import::mapping::Mapping;
use crate::import::table::Table;
use crate::import::text::key;
use crate::import::tool::Tool;

/// Languages of `LimeSurvey` 6.14 with what it calls the number of a response and the date submitted. `Response ID`
/// and `Date submitted` are not translated to some.
const LANGUAGES: [(&str, &str, &str); 70] = [
    ("en", "Response ID", "Date submitted"),
    ("af", "Antwoord ID", "Datum ingedien"),
    ("ar", "رقم الاستجابة", "سلم بتاريخ"),
    ("be", "ID адказа", "Дата адпраўкі"),
    ("bg", "ID на отговора", "Дата на подаване"),
    ("ca", "ID de la resposta", "Data d'enviament"),
    ("cs", "ID odpovědi", "Datum odeslání"),
    ("cy", "ID ymateb", "Dyddiad cyflwyno"),
    ("da", "Besvarelse-ID", "Dato for indsendelse"),
    ("de", "Antwort ID", "Datum Abgeschickt"),
    ("el", "ID απάντησης", "Ημερομηνία καταχώρισης"),
    ("es", "ID de respuesta", "Fecha de envío"),
    ("es-CL", "ID de la respuesta", "Fecha en que se envió"),
    ("es-CO", "ID de la respuesta", "Fecha en que se envió"),
    ("es-MX", "ID de la respuesta", "Fecha en que se envió"),
    ("et", "Vastuse ID", "Kinnitamise kuupäev"),
    ("eu", "Erantzunaren ID", "Bidalketa-data"),
    ("fa", "شناسه پاسخ", "تاریخ ارسال"),
    ("fi", "Vastaus-ID", "Lähetys päivämäärä"),
    ("fr", "ID de la réponse", "Date de soumission"),
    ("gl", "ID de resposta", "Enviada o"),
    ("gu", "પ્રતિભાવ આઈડી", "તારીખ: અહેવાલ શાળાના કુલ"),
    ("he", "זיהוי ID של התגובות", "תאריך שליחה"),
    ("hi", "प्रतिक्रिया आईडी", "तिथि प्रस्तुत"),
    ("hr", "ID odgovora", "Datum podnašanja"),
    ("hu", "Kitöltés-azonosító", "Küldés dátuma"),
    ("hy", "Response ID", "Ներկայացման ամսաթիվը"),
    ("id", "ID tanggapan", "Tanggal pengiriman"),
    ("is", "Svörunar ID", "Dagsetning sendingar"),
    ("it", "ID risposta", "Data invio"),
    ("ja", "回答ID", "回答完了日時"),
    ("kk", "Response ID", "Берілген күні"),
    ("ko", "답변 ID", "제출 날짜"),
    ("ky", "Жооптун IDси", "Тапшырылган датасы"),
    ("lb", "ID de la réponse", "Date de soumission"),
    ("lt", "Atsakymo ID", "Išsiuntimo data"),
    ("lv", "Atbildes ID", "Nosūtīšanas datums"),
    ("mk", "Назнака на одговорот", "Поднесено на"),
    ("mn", "үр дүнгийн ID", "Илгээсэн огноо"),
    ("mr", "प्रतिसाद आयडी", "सबमिट केलेली तारीख"),
    ("ms", "ID Jawapan", "Tarikh dihantar"),
    ("mt", "Response ID", "Id-Data ta' meta ntbagħat"),
    ("nb", "Svar-ID", "Dato for besvarelse"),
    ("nl", "Respons-id", "Datum verzonden"),
    ("nn", "Svar-ID", "Innsendingsdato"),
    ("oc", "ID de la responsa", "Data de somission"),
    ("pa", "ਪ੍ਰਤੀਕਿਰਆ ਆਈਡੀ", "ਤਾਰੀਖ ਡਾਲੀ"),
    ("pap-CW", "ID pa rèspòns", "Fecha mandá"),
    ("pl", "ID odpowiedzi", "Data zakończenia"),
    ("pt", "ID da resposta", "Data de submissão"),
    ("pt-BR", "ID da resposta", "Data de envio"),
    ("ro", "ID-ul raspunsului", "Dată trimisă"),
    ("roh", "Antwort ID", "Datum Abgeschickt"),
    ("ru", "ID ответа", "Дата записи"),
    ("si", "ප්\u{200D}රතිචාර ID", "Date submitted"),
    ("sk", "ID odpovede", "Dátum odoslania"),
    ("sl", "ID odziva", "Datum oddaje ankete"),
    ("sr", "ID одговора", "Датум прослеђивања"),
    ("sr-Latn", "ID odgovora", "Datum prosleđivanja"),
    ("sv", "Svars-ID", "Datum inskickad"),
    ("tg", "ID-и ҷавоб", "Сана пешкаш шуд"),
    ("th", "ID การตอบแบบสอบถาม", "วันที่ส่ง"),
    ("tl", "ID ng tugon", "Petsa ng pagsusumite"),
    ("tr", "Yanıt kodu", "Gönderildiği tarih"),
    ("uk", "ID відповіді", "Дата подання"),
    ("ur", "Response ID", "پیش تاریخ"),
    ("vi", "ID trả lời", "Ngày gửi"),
    ("zh-Hans", "反馈 ID", "提交的日期"),
    ("zh-Hant-HK", "回饋 ID", "提交的日期"),
    ("zh-Hant-TW", "回應編號", "送出的日期"),
];

/// Returns the positions of the number and of the date that the importer finds in an export with full question texts.
fn found(number: &str, date: &str) -> (Option<usize>, Option<usize>) {
    let csv = format!("Why?,{date},{number},Page\nso,2026-03-01 10:00,1,2\nso,,2,1\n");
    let table = Table::read(csv.as_bytes(), &Layout::default()).unwrap();
    let tool = Tool::LimeSurvey;
    let finished = tool.finished(&table, &Mapping::default());
    (tool.respondent_column(&table), finished.map(|finished| finished.column))
}

#[test]
fn exports_in_each_language_are_understood() {
    for (language, number, date) in LANGUAGES {
        assert_eq!(found(number, date), (Some(2), Some(1)), "{language}: {number}, {date}");
    }
    assert_eq!(found("Number", "Done on"), (None, None));
}

#[test]
fn each_heading_says_one_thing() {
    for date in SUBMITTED {
        assert_eq!(found("Number", date), (None, Some(1)), "{date}");
    }
    for number in RESPONSE_ID {
        assert_eq!(found(number, "Done on"), (Some(2), None), "{number}");
    }
    let lists = [("SUBMITTED", SUBMITTED), ("RESPONSE_ID", RESPONSE_ID), ("PERSONAL", PERSONAL)];
    let mut known = BTreeMap::new();
    for (list, heading) in lists.into_iter().flat_map(|(list, all)| all.iter().map(move |each| (list, each)))
    {
        let other = known.insert(key(heading), list);
        assert_eq!(other, None, "{heading} of {list} is in {other:?} too");
    }
}
