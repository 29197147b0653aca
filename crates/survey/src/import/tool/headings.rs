//! Headings of `LimeSurvey`'s exports with full question texts, which are in the survey's language.
//!
//! A heading that is missing here is told: the mapping names the column then.

/// Headings of the date at which somebody finished.
pub(super) const SUBMITTED: [&str; 31] = [
    "submitdate",
    "Date submitted",
    "Fecha de envío",
    "Fecha de envio",
    "Date de soumission",
    "Date de validation",
    "Datum Abgeschickt",
    "Absendedatum",
    "Data di invio",
    "Data invio",
    "Data de envio",
    "Data de submissão",
    "Data d'enviament",
    "Datum ingestuurd",
    "Datum ingezonden",
    "Datum van inzending",
    "Data wysłania",
    "Data przesłania",
    "Дата отправки",
    "Дата відправлення",
    "Dato indsendt",
    "Datum inskickat",
    "Innsendt dato",
    "Lähetyspäivä",
    "Datum odeslání",
    "Ημερομηνία υποβολής",
    "Gönderim tarihi",
    "تاريخ الإرسال",
    "تاريخ التسليم",
    "提交日期",
    "送信日",
];

/// Headings of the number of a response.
pub(super) const RESPONSE_ID: [&str; 13] = [
    "id",
    "Response ID",
    "ID de respuesta",
    "ID de la réponse",
    "Antwort ID",
    "Antwort-ID",
    "ID risposta",
    "ID da resposta",
    "ID de la resposta",
    "Antwoord ID",
    "ID odpowiedzi",
    "ID ответа",
    "معرف الاستجابة",
];
