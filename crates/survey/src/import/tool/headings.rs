//! Headings of `LimeSurvey`'s exports with full question texts, which are in the survey's language.
//!
//! They are the translations of `Date submitted` and `Response ID` that `LimeSurvey` 2.05 to 6.14 came with; before,
//! exports called the date `Completed`. Beside each stands its language, by `LimeSurvey`'s code; formal, informal and
//! easy forms have the same headings. These texts are not translated to languages that are not here, so that exports
//! in those have English headings.
//!
//! A heading that is missing here is told: the mapping names the column then.

/// Headings of the date at which somebody finished: what `LimeSurvey` calls the date submitted.
pub(super) const SUBMITTED: &[&str] = &[
    "submitdate",                // exports with codes
    "Date submitted",            // en
    "Datum ingedien",            // af
    "سلم بتاريخ",                // ar
    "Дата адпраўкі",             // be
    "Дата на подаване",          // bg
    "Data d'enviament",          // ca
    "Datum odeslání",            // cs
    "Dyddiad cyflwyno",          // cy
    "Dato for indsendelse",      // da
    "Datum Abgeschickt",         // de, roh
    "Ημερομηνία καταχώρισης",    // el
    "Fecha de envío",            // es, es-AR
    "Fecha en que se envió",     // es-CL, es-CO, es-MX
    "Kinnitamise kuupäev",       // et
    "Bidalketa-data",            // eu
    "تاریخ ارسال",               // fa
    "Lähetys päivämäärä",        // fi
    "Date de soumission",        // fr, lb
    "Enviada o",                 // gl
    "તારીખ: અહેવાલ શાળાના કુલ",    // gu
    "תאריך שליחה",               // he
    "तिथि प्रस्तुत",                // hi
    "Datum podnašanja",          // hr
    "Küldés dátuma",             // hu
    "Ներկայացման ամսաթիվը",      // hy
    "Tanggal pengiriman",        // id
    "Dagsetning sendingar",      // is
    "Data invio",                // it
    "回答完了日時",              // ja
    "投稿日時",                  // ja
    "Берілген күні",             // kk
    "제출 날짜",                 // ko
    "Тапшырылган датасы",        // ky
    "Išsiuntimo data",           // lt
    "Nosūtīšanas datums",        // lv
    "Поднесено на",              // mk
    "Илгээсэн огноо",            // mn
    "सबमिट केलेली तारीख",          // mr
    "Tarikh dihantar",           // ms
    "Id-Data ta' meta ntbagħat", // mt
    "Dato for besvarelse",       // nb
    "Datum verzonden",           // nl
    "Datum verstuurd",           // nl
    "Innsendingsdato",           // nn
    "Data de somission",         // oc
    "ਤਾਰੀਖ ਡਾਲੀ",                // pa
    "Fecha mandá",               // pap-CW
    "Fecha ku a manda",          // pap-CW
    "Data zakończenia",          // pl
    "Data wysłania",             // pl
    "Data de submissão",         // pt
    "Data de envio",             // pt-BR
    "Dată trimisă",              // ro
    "Дата записи",               // ru
    "Dátum odoslania",           // sk
    "Datum oddaje ankete",       // sl
    "Датум прослеђивања",        // sr
    "Datum prosleđivanja",       // sr-Latn
    "Datum inskickad",           // sv
    "Сана пешкаш шуд",           // tg
    "วันที่ส่ง",                     // th
    "Petsa ng pagsusumite",      // tl
    "Gönderildiği tarih",        // tr
    "Дата подання",              // uk
    "پیش تاریخ",                 // ur
    "Ngày gửi",                  // vi
    "提交的日期",                // zh-Hans, zh-Hant-HK
    "送出的日期",                // zh-Hant-TW
];

/// Headings of the number of a response.
pub(super) const RESPONSE_ID: &[&str] = &[
    "id",                    // exports with codes
    "Response ID",           // en
    "Antwoord ID",           // af
    "رقم الاستجابة",          // ar
    "ID адказа",             // be
    "ID на отговора",        // bg
    "ID de la resposta",     // ca
    "ID odpovědi",           // cs
    "ID ymateb",             // cy
    "Besvarelse-ID",         // da, nb
    "Besvarelse ID",         // da
    "Antwort ID",            // de, roh
    "ID απάντησης",          // el
    "ID de respuesta",       // es, es-AR
    "ID de la respuesta",    // es-CL, es-CO, es-MX
    "Vastuse ID",            // et
    "Erantzunaren ID",       // eu
    "شناسه پاسخ",            // fa
    "Vastaus-ID",            // fi
    "ID de la réponse",      // fr, lb
    "ID de resposta",        // gl
    "Resposta co ID",        // gl
    "પ્રતિભાવ આઈડી",          // gu
    "זיהוי ID של התגובות",   // he
    "प्रतिक्रिया आईडी",        // hi
    "ID odgovora",           // hr, sr-Latn
    "Kitöltés-azonosító",    // hu
    "Válasz ID",             // hu
    "Kitöltés ID",           // hu
    "ID tanggapan",          // id
    "Svörunar ID",           // is
    "ID risposta",           // it
    "回答ID",                // ja
    "답변 ID",               // ko
    "응답 ID",               // ko
    "Жооптун IDси",          // ky
    "Atsakymo ID",           // lt
    "Atbildes ID",           // lv
    "Назнака на одговорот",  // mk
    "үр дүнгийн ID",         // mn
    "प्रतिसाद आयडी",          // mr
    "ID Jawapan",            // ms
    "Svar-ID",               // nb, nn
    "Respons-id",            // nl
    "Respons ID",            // nl
    "ID de la responsa",     // oc
    "ਪ੍ਰਤੀਕਿਰਆ ਆਈਡੀ",         // pa
    "ID pa rèspòns",         // pap-CW
    "ID di kontesta",        // pap-CW
    "ID odpowiedzi",         // pl
    "ID da resposta",        // pt, pt-BR
    "ID-ul raspunsului",     // ro
    "ID ответа",             // ru
    "ප්\u{200D}රතිචාර ID",      // si
    "ID odpovede",           // sk
    "ID odziva",             // sl
    "ID одговора",           // sr
    "Svars-ID",              // sv
    "ID-и ҷавоб",            // tg
    "ID การตอบแบบสอบถาม",    // th
    "รหัสของการตอบแบบสอบถาม", // th
    "ID ng tugon",           // tl
    "Yanıt kodu",            // tr
    "Yanıt kimliği",         // tr
    "ID відповіді",          // uk
    "ID trả lời",            // vi
    "反馈 ID",               // zh-Hans
    "回饋 ID",               // zh-Hant-HK
    "回應編號",              // zh-Hant-TW
];

/// Headings of columns that survey tools fill with personal data.
pub(super) const PERSONAL: &[&str] = &[
    "email",
    "email address",
    "e-mail",
    "e-mail address",
    "recipientemail",
    "name",
    "full name",
    "first name",
    "last name",
    "firstname",
    "lastname",
    "recipientfirstname",
    "recipientlastname",
    "username",
    "ipaddress",
    "ip address",
    "ipaddr",
    "locationlatitude",
    "locationlongitude",
    "externalreference",
    "externaldatareference",
    "phone",
    "phone number",
    "token",
    "refurl",
    "custom data 1",
    "network id",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "_submitted_by",
    "submittername",
    "redcap_survey_identifier",
    "correo electrónico",
    "dirección de correo electrónico",
    "nombre",
    "nombre completo",
    "nombre de usuario",
    "teléfono",
    "dirección ip",
    "adresse e-mail",
    "adresse mail",
    "adresse électronique",
    "nom",
    "prénom",
    "nom d'utilisateur",
    "téléphone",
    "adresse ip",
    "e-mail-adresse",
    "vorname",
    "nachname",
    "nutzername",
    "telefon",
    "ip-adresse",
    "endereço de e-mail",
    "nome",
    "nome de usuário",
    "endereço ip",
    "indirizzo email",
    "nome utente",
    "indirizzo ip",
    "e-mailadres",
    "naam",
    "البريد الإلكتروني",
    "عنوان البريد الإلكتروني",
    "الاسم",
    "الاسم الكامل",
    "اسم المستخدم",
    "رقم الهاتف",
];

#[cfg(test)]
mod tests;
