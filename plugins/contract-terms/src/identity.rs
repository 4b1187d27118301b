//! Is this the document that it is said to be? Asked before anything is read: a wrong, near-empty or foreign-language
//! document says nothing, and must be taken neither for silence nor for safety.

use crate::pattern::Pattern;
use crate::text::Text;

/// What the dossier says that a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A signed contract.
    Contract,
    /// A data processing agreement.
    Dpa,
    /// Published terms.
    Terms,
    /// A privacy policy: it supports what contracts say about data, and binds less.
    PrivacyPolicy,
}

impl Kind {
    /// Reads the word of the plugin contract. Documents of other kinds are not read here.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "contract" => Some(Self::Contract),
            "dpa" => Some(Self::Dpa),
            "terms" => Some(Self::Terms),
            "privacy-policy" => Some(Self::PrivacyPolicy),
            _ => None,
        }
    }

    /// True when the supplier is bound by it.
    pub const fn is_binding(self) -> bool {
        !matches!(self, Self::PrivacyPolicy)
    }

    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Dpa => "data processing agreement",
            Self::Terms => "terms",
            Self::PrivacyPolicy => "privacy policy",
        }
    }
}

/// Why a document is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No text, for example a scan. The host says why; that stands beside the name.
    #[error("it has no text")]
    NoText,
    /// So short that its silence means nothing.
    #[error("it is nearly empty, as a failed download or a page that needs a browser is")]
    NearlyEmpty,
    /// Not English.
    #[error("unsupported language: only English is read, a person has to read this one")]
    Language,
    /// A good part of it is not English.
    #[error(
        "a part of it is in another language: only English is read, a person has to read this one"
    )]
    PartlyForeign,
    /// Not filled in.
    #[error("it is a template with blanks, which binds nobody")]
    Template,
    /// Another company is the party, and the supplier is only named among its suppliers.
    #[error("wrong document: the supplier is named in it only as a sub-processor of somebody else")]
    OnlySubProcessor,
    /// Not the kind of document that it is said to be.
    #[error("wrong document: it does not read like a {0}")]
    WrongKind(&'static str),
    /// The supplier is not named in it.
    #[error("wrong document: neither the supplier's name nor another name of it stands there")]
    WrongParty,
}

/// Fewer words than this are no contract: the shortest real ones that were seen have several hundred.
const FEWEST_WORDS: usize = 120;
/// Per mille of words that are among the commonest of English. Contracts in English have 280 to 420, French and German ones
/// below 60, English ones with long lists of names around 200.
const FEWEST_ENGLISH: usize = 170;

const COMMON: [&str; 24] = [
    "the", "of", "to", "and", "for", "any", "shall", "will", "with", "by", "you", "your", "or",
    "not", "this", "that", "is", "as", "we", "our", "may", "be", "such", "which",
];

/// Checks a document against what the dossier says that it is.
///
/// `names` are the supplier's legal and other names, `website` its address, when known.
///
/// # Errors
/// The reason why it must not be read.
pub fn check(
    text: &Text,
    raw: &str,
    kind: Kind,
    names: &[String],
    website: Option<&str>,
) -> Result<(), Refusal> {
    let plain = text.plain();
    let words: Vec<&str> = plain
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '\''))
        .filter(|word| !word.is_empty())
        .collect();
    let foreign = raw
        .chars()
        .filter(|c| c.is_alphabetic() && !c.is_ascii())
        .count();
    if foreign * 4 > raw.chars().filter(|c| c.is_alphabetic()).count() {
        return Err(Refusal::Language);
    }
    if words.len() < FEWEST_WORDS {
        return Err(Refusal::NearlyEmpty);
    }
    let english = words.iter().filter(|word| COMMON.contains(word)).count();
    if english * 1000 < words.len() * FEWEST_ENGLISH {
        return Err(Refusal::Language);
    }
    if foreign_words(text) * 4 > words.len() {
        return Err(Refusal::PartlyForeign);
    }
    if is_template(raw) {
        return Err(Refusal::Template);
    }
    if !reads_like(plain, kind)
        || is_titled_otherwise(text, kind)
        || is_about_cookies(plain, words.len())
    {
        return Err(Refusal::WrongKind(kind.label()));
    }
    if !names_supplier(plain, names, website) {
        return Err(Refusal::WrongParty);
    }
    if is_only_sub_processor(text, names) {
        return Err(Refusal::OnlySubProcessor);
    }
    Ok(())
}

/// Words that hold sentences together in the languages in which contracts with European suppliers are written.
const FOREIGN: [&str; 60] = [
    "der", "die", "das", "und", "ist", "nicht", "mit", "von", "den", "dem", "des", "zu", "fur",
    "auf", "werden", "eine", "einer", "le", "la", "les", "du", "et", "est", "un", "une", "dans",
    "pour", "par", "que", "sur", "aux", "au", "het", "een", "van", "voor", "op", "niet", "wordt",
    "zijn", "met", "te", "el", "los", "las", "del", "por", "para", "con", "una", "il", "di", "che",
    "della", "och", "att", "som", "det", "av", "till",
];

/// How many words stand in sentences that are not English: a contract may come in two languages, or change half-way.
fn foreign_words(text: &Text) -> usize {
    (0..text.sentences().len())
        .map(|number| {
            let words: Vec<&str> = text
                .of(number)
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .filter(|word| !word.is_empty())
                .collect();
            let of = |list: &[&str]| words.iter().filter(|word| list.contains(word)).count();
            let (foreign, english) = (of(&FOREIGN), of(&COMMON));
            if words.len() >= 6 && foreign * 8 >= words.len() && foreign > 2 * english {
                words.len()
            } else {
                0
            }
        })
        .sum()
}

static BLANK: Pattern = Pattern::new(
    r"\[ ?(?:insert|customer|client|company|supplier|provider|vendor|processor|controller|party|your|name|legal|full|date|address|number|amount|_+|to be|tbd|tbc|state|country|jurisdiction|city|specify|describe|list)[^\]]{0,60}\]|\[ ?(?:@|_{2,}) ?\]|\{\{[^}]{1,60}\}\}|<(?:customer|company|supplier|name|date|insert)[^>]{0,40}>",
);
static BLANK_LINE: Pattern =
    Pattern::new(r"(?:within|of|than|least|to|by|between|and|is|for|the) _{3,}");

/// Blanks where a name or a number belongs. The lines for a signature at the end of a published agreement do not count.
fn is_template(raw: &str) -> bool {
    let ascii: String = raw
        .chars()
        .map(|c| match c {
            '\u{25cf}' | '\u{2022}' => '@',
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            _ => ' ',
        })
        .collect();
    let blanks = BLANK.find_all(&ascii).count() + BLANK_LINE.find_all(&ascii).count();
    // A long signed contract may have forms to fill in at its end.
    blanks >= 3 && blanks * 2_500 > ascii.len()
}

static TITLE_OF_TERMS: Pattern = Pattern::new(
    r"\b(?:terms|conditions|agreement|contract|addendum|annex|schedule|exhibit|order form)\b",
);
static TITLE_OF_POLICY: Pattern =
    Pattern::new(r"\bprivacy\b|\bdata protection (?:notice|policy|statement)\b");
static TITLE_OF_OTHER: Pattern = Pattern::new(
    r"\b(?:cookies? (?:policy|notice|statement)|trackers? policy|imprint|press release|white ?paper|blog|job|careers|vulnerability disclosure|modern slavery|release notes|transparency report|law enforcement|brand guidelines|changelog|annual report)\b",
);
static TITLE_OF_DPA: Pattern =
    Pattern::new(r"\b(?:processing|processor|dpa|data protection|data addendum)\b");

/// The first heading says what a document is, when it says so plainly.
fn is_titled_otherwise(text: &Text, kind: Kind) -> bool {
    let title = text.of(0);
    if title.len() > 120 {
        return false;
    }
    let terms = TITLE_OF_TERMS.is_in(title);
    match kind {
        Kind::PrivacyPolicy => TITLE_OF_OTHER.is_in(title) && !TITLE_OF_POLICY.is_in(title),
        Kind::Contract | Kind::Terms => {
            !terms && (TITLE_OF_OTHER.is_in(title) || TITLE_OF_POLICY.is_in(title))
        }
        Kind::Dpa => {
            !TITLE_OF_DPA.is_in(title)
                && !terms
                && (TITLE_OF_OTHER.is_in(title) || TITLE_OF_POLICY.is_in(title))
        }
    }
}

/// A page about cookies has the words of a privacy policy and says nothing about customer data.
fn is_about_cookies(plain: &str, words: usize) -> bool {
    let cookies = plain.match_indices("cookie").count();
    cookies >= 8 && cookies * 50 > words
}

/// `Southgate GmbH ("Processor")`: who the supplying party is.
static SUPPLYING: Pattern = Pattern::new(
    r#"([^.;()]{2,120}) ?\((?:[a-z, ]{0,20})"(?:we|us|our|supplier|provider|vendor|processor|data processor|licensor|service provider|data importer|company)","?[^)]{0,60}\)|([^.;()]{2,120}) ?\((?:[a-z, ]{0,20})"(?:we|us|our|supplier|provider|vendor|processor|data processor|licensor|service provider|data importer|company)"[^)]{0,60}\)"#,
);
static AS_SUB: Pattern = Pattern::new(
    r"\bsub-?processors?\b|\bsub-?contractors?\b|\b(?:sub-?service|third[- ]party) providers?\b",
);

/// Somebody else is named as the supplying party, or the supplier stands only where sub-processors are listed.
fn is_only_sub_processor(text: &Text, names: &[String]) -> bool {
    let forms: Vec<String> = names.iter().flat_map(|name| forms(name)).collect();
    let named = |part: &str| forms.iter().any(|form| has_word(part, form));
    let (mut other, mut ours, mut elsewhere) = (false, false, false);
    for (number, sentence) in text.sentences().iter().enumerate() {
        let own = text.of(number);
        for [_, first, second] in SUPPLYING.groups::<3>(own) {
            if let Some(party) = first.or(second) {
                let is_ours = named(&own[party]);
                ours |= is_ours;
                other |= !is_ours;
            }
        }
        if named(own) {
            let heading = sentence.heading.map_or("", |heading| text.of(heading));
            let lead = sentence.lead.map_or("", |lead| text.of(lead));
            elsewhere |= !(AS_SUB.is_in(heading) || AS_SUB.is_in(lead) || AS_SUB.is_in(own));
        }
    }
    // The web site of the supplier may be all that names it.
    let is_named = text
        .sentences()
        .iter()
        .enumerate()
        .any(|(number, _)| named(text.of(number)));
    let titled = named(&text.plain()[..text.plain().floor_char_boundary(400)]);
    is_named && !ours && ((other && !titled) || !elsewhere)
}

static LEGAL: Pattern = Pattern::new(
    r"\b(?:agreement|terms|hereby|herein|hereunder|part(?:y|ies)|liab(?:le|ility)|warrant(?:y|ies)|indemnif\w+|terminat\w+|governing law|applicable law|shall|obligations?|confidential\w*|customer|intellectual property)\b",
);
static DATA_PROCESSING: Pattern = Pattern::new(
    r"\b(?:sub-?processors?|processors?|data controllers?|controllers?|personal data|data subjects?|personal information|data processing|data protection)\b",
);
static PRIVACY: Pattern = Pattern::new(
    r"\b(?:privacy|personal (?:data|information)|cookies?|collect(?:s|ed)?|data protection)\b",
);

fn reads_like(plain: &str, kind: Kind) -> bool {
    let legal = LEGAL.find_all(plain).take(8).count();
    match kind {
        Kind::Contract | Kind::Terms => legal >= 8,
        Kind::Dpa => legal >= 4 && DATA_PROCESSING.find_all(plain).take(6).count() >= 6,
        Kind::PrivacyPolicy => PRIVACY.find_all(plain).take(6).count() >= 6,
    }
}

fn names_supplier(plain: &str, names: &[String], website: Option<&str>) -> bool {
    let by_name = names
        .iter()
        .flat_map(|name| forms(name))
        .any(|form| has_word(plain, &form));
    by_name
        || website
            .and_then(host)
            .is_some_and(|host| has_word(plain, host))
}

fn has_word(plain: &str, word: &str) -> bool {
    plain.match_indices(word).any(|(at, _)| {
        let is_word = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        !is_word(
            at.checked_sub(1)
                .and_then(|before| plain.as_bytes().get(before)),
        ) && !is_word(plain.as_bytes().get(at + word.len()))
    })
}

/// `https://www.example.com/x` -> `example.com`.
fn host(website: &str) -> Option<&str> {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.len() > 3 && host.contains('.')).then_some(host)
}

/// The forms in which a document may use a name: as given, and without the words that only say what kind of company it is.
/// Plain text, the longest first.
pub fn forms(name: &str) -> Vec<String> {
    const COMPANY: [&str; 24] = [
        "inc",
        "incorporated",
        "llc",
        "l.l.c",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "gmbh",
        "ag",
        "ab",
        "sa",
        "sas",
        "s.a.s",
        "bv",
        "b.v",
        "nv",
        "oy",
        "as",
        "plc",
        "pbc",
        "pty",
        "lp",
        "co",
    ];
    let text = Text::read(name);
    let full = text.plain().trim().to_owned();
    let words: Vec<&str> = full
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let kept = words
        .iter()
        .rposition(|word| !COMPANY.contains(&word.trim_end_matches('.')))
        .map_or(0, |last| last + 1);
    let mut forms = vec![full.clone(), words[..kept].join(" ")];
    // "Northwind AI" signs as "Northwind" too, unless what is left is too short to mean anybody.
    if kept >= 2 && ["ai", "labs", "technologies", "software", "group"].contains(&words[kept - 1]) {
        forms.push(words[..kept - 1].join(" "));
    }
    forms.retain(|form| form.len() >= 3);
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contract(name: &str) -> String {
        let clause = format!(
            "The services are provided by {name} to the customer under this agreement. The parties shall keep all information \
             confidential. Neither party is liable for delays that it could not have avoided with reasonable care. "
        );
        clause.repeat(5)
    }

    fn checked(raw: &str, kind: Kind) -> Result<(), Refusal> {
        check(
            &Text::read(raw),
            raw,
            kind,
            &["Northwind AI, Inc.".to_owned()],
            Some("https://www.northwind.example/"),
        )
    }

    #[test]
    fn the_right_document_is_read() {
        for name in [
            "Northwind AI, Inc.",
            "Northwind",
            "NORTHWIND AI",
            "northwind.example",
        ] {
            assert_eq!(checked(&contract(name), Kind::Contract), Ok(()), "{name}");
        }
    }

    #[test]
    fn the_contract_of_another_supplier_is_not() {
        for name in ["Southgate GmbH", "Northwinds", "Northwindow AI"] {
            assert_eq!(
                checked(&contract(name), Kind::Terms),
                Err(Refusal::WrongParty),
                "{name}"
            );
        }
    }

    #[test]
    fn a_page_that_needs_a_browser_is_nearly_empty() {
        let page = "<html><body><div id=app></div><noscript>Northwind AI needs JavaScript.</noscript></body></html>";
        assert_eq!(checked(page, Kind::Terms), Err(Refusal::NearlyEmpty));
        assert_eq!(checked("", Kind::Terms), Err(Refusal::NearlyEmpty));
    }

    #[test]
    fn other_languages_are_named_as_such() {
        let german = "Northwind AI verarbeitet personenbezogene Daten nur auf Weisung des Kunden und meldet jede Verletzung \
                      des Schutzes dieser Daten binnen 72 Stunden nach Kenntnis. "
            .repeat(10);
        let french = "Northwind AI ne traite les données personnelles que sur instruction du client et notifie toute violation \
                      de ces données dans un délai de 72 heures. "
            .repeat(10);
        let japanese =
            "Northwind AI は、お客様の指示に基づいてのみ個人データを処理します。".repeat(20);
        for text in [german, french, japanese] {
            assert_eq!(checked(&text, Kind::Dpa), Err(Refusal::Language), "{text}");
        }
    }

    fn dpa(party: &str, list: &str) -> String {
        let clause = format!(
            "{party} processes personal data on behalf of the customer, who is the controller, under this agreement. The \
             processor keeps personal data confidential, and its obligations end with the agreement between the parties. "
        );
        format!(
            "# Data Processing Addendum\n\n{}\n\n## Sub-processors\n\n{list}\n",
            clause.repeat(6)
        )
    }

    #[test]
    fn the_agreement_of_a_customer_of_the_supplier_is_not_the_suppliers() {
        let list = "| Company | Task |\n|---|---|\n| Northwind AI, Inc. | language models |\n| Eastport Ltd | hosting |\n";
        for party in ["Southgate GmbH (the \"Processor\")", "Southgate GmbH"] {
            let found = checked(&dpa(party, list), Kind::Dpa);
            assert_eq!(found, Err(Refusal::OnlySubProcessor), "{party}");
        }
        for party in ["Northwind AI, Inc. (the \"Processor\")", "Northwind"] {
            assert_eq!(checked(&dpa(party, list), Kind::Dpa), Ok(()), "{party}");
        }
    }

    #[test]
    fn a_template_with_blanks_is_no_contract() {
        let blanks = "The processor notifies the controller within [●] hours. Notices go to [insert address]. The fee is \
                      [amount] a year and the agreement begins on [date]. ";
        let raw = format!("{}\n\n{blanks}", contract("Northwind"));
        assert_eq!(checked(&raw, Kind::Contract), Err(Refusal::Template));
        let underscores =
            "Notice is given within ____ days to ________ and the term is ____ months. ";
        let raw = format!("{}\n\n{underscores}", contract("Northwind"));
        assert_eq!(checked(&raw, Kind::Contract), Err(Refusal::Template));
        let signed = format!(
            "{}\n\nName: ________\n\nTitle: ________\n\nDate: ________",
            contract("Northwind")
        );
        assert_eq!(checked(&signed, Kind::Contract), Ok(()));
    }

    #[test]
    fn a_foreign_half_is_not_silence() {
        let german = "Northwind AI verarbeitet die Daten des Kunden nur auf dessen Weisung und ist nicht berechtigt, sie mit \
                      anderen zu teilen. Die Haftung ist auf den Betrag der Vergütung eines Jahres beschränkt. ";
        let dutch = "Northwind AI verwerkt de gegevens van de klant alleen voor de dienst en niet voor een ander doel. Het is \
                     niet toegestaan om de gegevens met anderen te delen voor de duur van het contract. ";
        let spanish = "Northwind AI trata los datos del cliente por cuenta de este y no los utiliza para otros fines que los \
                       del contrato. La responsabilidad de las partes es la que resulta de la ley. ";
        for other in [german, dutch, spanish] {
            let raw = format!("{}\n\n{}", contract("Northwind"), other.repeat(6));
            let found = checked(&raw, Kind::Contract);
            assert!(
                matches!(found, Err(Refusal::PartlyForeign | Refusal::Language)),
                "{other}: {found:?}"
            );
        }
        for other in [german, dutch, spanish] {
            assert_eq!(
                checked(&other.repeat(12), Kind::Contract),
                Err(Refusal::Language),
                "{other}"
            );
        }
    }

    #[test]
    fn another_page_of_the_supplier_is_not_the_document() {
        let cookies = "Northwind uses cookies to remember your choices. A cookie is a small file, and our cookies collect which \
                       pages you see. You may delete cookies in the browser at any time, and the terms of use apply. "
            .repeat(8);
        for kind in [Kind::PrivacyPolicy, Kind::Terms, Kind::Contract] {
            assert!(
                matches!(checked(&cookies, kind), Err(Refusal::WrongKind(_))),
                "{kind:?}"
            );
        }
        let privacy = format!("# Privacy Policy\n\n{}", contract("Northwind"));
        assert!(matches!(
            checked(&privacy, Kind::Terms),
            Err(Refusal::WrongKind(_))
        ));
        let policy = format!(
            "# Vulnerability Disclosure Policy\n\n{}",
            contract("Northwind")
        );
        assert!(matches!(
            checked(&policy, Kind::Contract),
            Err(Refusal::WrongKind(_))
        ));
    }

    #[test]
    fn an_article_about_the_supplier_is_no_contract() {
        let article = "Northwind announced that it will open an office by the harbour, and that the town is happy with this. \
                       For the mayor, it was a day to remember, with music and cake for any child that came. "
            .repeat(8);
        assert_eq!(
            checked(&article, Kind::Contract),
            Err(Refusal::WrongKind("contract"))
        );
        assert_eq!(
            checked(&contract("Northwind"), Kind::Dpa),
            Err(Refusal::WrongKind("data processing agreement"))
        );
    }
}
