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
    if !reads_like(plain, kind) {
        return Err(Refusal::WrongKind(kind.label()));
    }
    if !names_supplier(plain, names, website) {
        return Err(Refusal::WrongParty);
    }
    Ok(())
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
