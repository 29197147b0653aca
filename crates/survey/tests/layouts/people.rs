//! Invented respondents and what they answered, before any layout.

use crate::random::Random;

/// The words of a survey in one language, and the encodings that have its letters.
pub struct Words {
    pub encodings: &'static [&'static str],
    pub role: &'static str,
    pub groups: [&'static str; 3],
    pub challenges: [&'static str; 4],
    pub scale: [&'static str; 3],
    pub yes: &'static str,
    pub no: &'static str,
    pub none: &'static str,
    pub place: &'static str,
}

/// The languages of the generated surveys.
pub const LANGUAGES: [Words; 8] = [
    Words {
        encodings: &["windows-1252", "macintosh"],
        role: "Role",
        groups: ["Teacher", "School leader", "Somebody’s parent"],
        challenges: [
            "Reading and writing",
            "Staffing, hiring and keeping",
            "Attendance",
            "Internet; at home",
        ],
        scale: ["Agree", "Disagree", "Don’t know"],
        yes: "Yes",
        no: "No",
        none: "None of these",
        place: "Choice",
    },
    Words {
        encodings: &["windows-1252", "macintosh", "iso-8859-15"],
        role: "Función",
        groups: ["Docente", "Dirección", "Madre o tutor único"],
        challenges: ["Lectura, escritura y cálculo", "Asistencia", "Personal crítico", "Conexión; en casa"],
        scale: ["Sí, de acuerdo", "En desacuerdo", "No sé"],
        yes: "Sí",
        no: "No",
        none: "Ningún problema",
        place: "Opción",
    },
    Words {
        encodings: &["windows-1256"],
        role: "الدور",
        groups: ["معلم", "مدير مدرسة", "ولي أمر"],
        challenges: ["القراءة والكتابة", "الحضور", "نقص الموظفين, الدائم", "الإنترنت في البيت"],
        scale: ["موافق", "غير موافق", "لا أعرف"],
        yes: "نعم",
        no: "لا",
        none: "لا شيء مما سبق",
        place: "المرتبة",
    },
    Words {
        encodings: &["windows-1251", "koi8-r"],
        role: "Роль",
        groups: ["Учитель", "Директор", "Родитель"],
        challenges: ["Чтение, письмо и счёт", "Посещаемость", "Нехватка кадров", "Интернет дома"],
        scale: ["Согласен", "Не согласен", "Затрудняюсь"],
        yes: "Да",
        no: "Нет",
        none: "Ничего из этого",
        place: "Выбор",
    },
    Words {
        encodings: &["windows-1250", "iso-8859-2"],
        role: "Główna rola",
        groups: ["Nauczyciel", "Dyrekcja placówki", "Rodzić"],
        challenges: ["Czytanie, pisanie i liczenie", "Frekwencja uczniów", "Kadra i płace", "Sieć w domu"],
        scale: ["Zgadzam się", "Nie zgadzam się", "Nie wiem"],
        yes: "Tak, często",
        no: "Nie, rzadko",
        none: "Żadne z powyższych",
        place: "Wybór",
    },
    Words {
        encodings: &["shift_jis", "euc-jp"],
        role: "役割",
        groups: ["教師", "校長", "保護者"],
        challenges: ["読み書き", "出席", "教員不足", "家庭のインターネット"],
        scale: ["そう思う", "そう思わない", "わからない"],
        yes: "はい",
        no: "いいえ",
        none: "どれでもない",
        place: "選択",
    },
    Words {
        encodings: &["windows-1253", "iso-8859-7"],
        role: "Ρόλος",
        groups: ["Δάσκαλος", "Διευθυντής", "Γονέας"],
        challenges: ["Ανάγνωση, γραφή", "Παρουσία μαθητών", "Έλλειψη προσωπικού", "Διαδίκτυο στο σπίτι"],
        scale: ["Συμφωνώ", "Διαφωνώ", "Δεν ξέρω"],
        yes: "Ναι",
        no: "Όχι",
        none: "Κανένα από αυτά",
        place: "Επιλογή",
    },
    Words {
        encodings: &["windows-1254", "iso-8859-9"],
        role: "Görevi",
        groups: ["Öğretmen", "Müdür", "Veli ışığı"],
        challenges: ["Okuma, yazma", "Devamsızlık", "Öğretmen açığı", "Evde internet"],
        scale: ["Katılıyorum", "Katılmıyorum", "Bilmiyorum"],
        yes: "Evet, çok",
        no: "Hayır, değil",
        none: "Hiçbiri değil",
        place: "Seçim",
    },
];

/// A respondent.
#[derive(Clone, Debug)]
pub struct Person {
    pub address: String,
    pub consents: bool,
    pub finished: bool,
    /// Weight in hundredths.
    pub weight: u32,
    pub group: Option<usize>,
    /// Positions in the scale by challenge.
    pub widespread: [Option<usize>; 4],
    /// The ticked challenges; `None` if the question was left out.
    pub urgent: Option<[bool; 4]>,
    /// The challenges from the first place on; empty if the question was left out.
    pub order: Vec<usize>,
    /// True for a second answer of the person before.
    pub is_again: bool,
}

impl Person {
    /// Returns true if the answers count.
    pub fn counts(&self) -> bool {
        let answered = self.widespread.iter().flatten().any(|word| *word < 2)
            || self.urgent.is_some()
            || !self.order.is_empty();
        self.consents && self.finished && !self.is_again && answered
    }
}

/// Invents respondents.
pub fn invent(random: &mut Random) -> Vec<Person> {
    let count = 4 + random.below(30);
    let mut people = Vec::new();
    for at in 0..count {
        let person = Person {
            address: format!("person.{at}@example.org"),
            consents: !random.chance(8),
            finished: !random.chance(8),
            weight: *random.one(&[25, 50, 100, 125, 250]),
            group: random.chance(90).then(|| random.below(3)),
            widespread: std::array::from_fn(|_| random.chance(85).then(|| random.below(3))),
            urgent: random.chance(85).then(|| std::array::from_fn(|_| random.chance(45))),
            order: order(random),
            is_again: false,
        };
        let comes_again = person.counts() && random.chance(8);
        people.push(person.clone());
        if comes_again {
            people.push(Person { is_again: true, urgent: Some([true; 4]), ..person });
        }
    }
    people
}

fn order(random: &mut Random) -> Vec<usize> {
    if random.chance(20) {
        return Vec::new();
    }
    let mut order = vec![0, 1, 2, 3];
    random.shuffle(&mut order);
    order
}
