//! Whether the words of a scope are about a system.

use std::collections::BTreeSet;

use assay_sdk::LegalName;

use crate::{pattern::Pattern, plain::folded};

/// How a scope stands to a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cover {
    /// It names the system.
    Named,
    /// It describes what the system does.
    Described,
    /// It is so general that it may mean the system or not.
    General,
    /// It is about something else, named here.
    Elsewhere(String),
    /// It leaves the system out.
    Excluded,
}

/// Words of scopes that tell nothing about which system is meant, by their stems.
const GENERAL: &[&str] = &[
    "accordance",
    "activit",
    "advanced",
    "ai",
    "aims",
    "all",
    "along",
    "and",
    "any",
    "applicab",
    "applicat",
    "artificial",
    "associated",
    "at",
    "based",
    "business",
    "by",
    "client",
    "cloud",
    "commercial",
    "company",
    "component",
    "consult",
    "control",
    "cover",
    "creat",
    "custom",
    "customer",
    "data",
    "delivery",
    "deliver",
    "deploy",
    "design",
    "develop",
    "digital",
    "domain",
    "enterprise",
    "field",
    "following",
    "for",
    "from",
    "general",
    "govern",
    "host",
    "hosted",
    "implement",
    "in",
    "includ",
    "industr",
    "inform",
    "infrastructure",
    "integrat",
    "intelligen",
    "internal",
    "iso",
    "its",
    "learn",
    "lifecycle",
    "life",
    "cycle",
    "limited",
    "machine",
    "maintain",
    "mainten",
    "manage",
    "market",
    "ml",
    "model",
    "monitor",
    "of",
    "on",
    "operat",
    "or",
    "organi",
    "our",
    "own",
    "over",
    "platform",
    "policies",
    "principl",
    "process",
    "produc",
    "product",
    "program",
    "provid",
    "provision",
    "purpose",
    "related",
    "research",
    "respect",
    "responsib",
    "risk",
    "saas",
    "sale",
    "scope",
    "sector",
    "secure",
    "service",
    "set",
    "site",
    "software",
    "solution",
    "solut",
    "statement",
    "support",
    "system",
    "team",
    "technolog",
    "test",
    "that",
    "the",
    "their",
    "through",
    "to",
    "train",
    "under",
    "use",
    "used",
    "user",
    "using",
    "version",
    "via",
    "which",
    "with",
    "within",
    "entire",
    "relevant",
    "together",
    "well",
    "as",
    "including",
    "ethical",
    "trustworth",
    "safe",
    "role",
    "developer",
    "provider",
    "producer",
    "group",
    "worldwide",
    "global",
    "office",
    "headquarter",
    "iec",
    "offer",
    "only",
    "solely",
    "exclusively",
    "between",
    "a",
    "an",
    "be",
    "is",
    "are",
    "other",
    "both",
    "these",
    "this",
    "entwicklung",
    "betrieb",
    "und",
    "von",
    "der",
    "die",
    "das",
    "fuer",
    "ki",
    "systemen",
    "bereitstellung",
    "wartung",
];

static PLACES: Pattern = Pattern::new(
    r"\b(?:at|in|from|located in)\s+((?:the )?[a-z]+(?:(?:, | and |/|, and )[a-z]+)*)",
);
static ONLY: Pattern =
    Pattern::new(r"\b(?:limited to|only|solely|exclusively|restricted to|beschraenkt auf|nur)\b");
static EXCLUDED: Pattern = Pattern::new(
    r"\b(?:exclud(?:es?|ing|ed)|exclusions?|except(?:ing)?(?: for)?|with the exception of|(?:does |do |is |are )?not (?:cover(?:ed)?|includ(?:e|ed|ing)|apply to|applicable to|part of|in scope|within the scope)|outside (?:of )?(?:the |its )?scope|out of scope|other than|ausgenommen|nicht (?:enthalten|umfasst)|aa l'exception d[eu]|hors)\b",
);

/// A system, as far as a scope can name it.
pub(crate) struct System<'a> {
    pub(crate) name: &'a str,
    pub(crate) purpose: Option<&'a str>,
}

/// Compares. `scope` is as it was written; `exclusions` are sentences elsewhere that leave something out.
pub(crate) fn cover(
    scope: &str,
    exclusions: &[String],
    system: &System<'_>,
    supplier: &[LegalName],
) -> Cover {
    let own: BTreeSet<String> = supplier
        .iter()
        .flat_map(|name| name.called().iter())
        .map(|word| stem(&folded(word)))
        .collect();
    let name: BTreeSet<String> = stems(&folded(system.name)).collect();
    // "Clearpath Notes" of Clearpath is named by "Notes"; a system that has the company's name alone is named by that.
    let telling: BTreeSet<&String> = name
        .iter()
        .filter(|word| !own.contains(*word) && !is_general(word))
        .collect();
    let sought: BTreeSet<&String> = if telling.is_empty() {
        name.iter().collect()
    } else {
        telling
    };
    let names = |text: &str| {
        let words: BTreeSet<String> = stems(text).collect();
        !sought.is_empty() && sought.iter().all(|word| words.contains(*word))
    };
    let plain = folded(scope);
    let (inside, outside) = split_at_exclusion(&plain);
    let left_out = outside
        .iter()
        .map(String::as_str)
        .chain(exclusions.iter().map(String::as_str));
    if left_out.into_iter().any(|text| {
        let text = folded(text);
        let (_, outside) = split_at_exclusion(&text);
        names(outside.as_deref().unwrap_or(&text))
    }) {
        return Cover::Excluded;
    }
    if names(&inside) {
        return Cover::Named;
    }
    let places: BTreeSet<String> = PLACES
        .captures(&inside)
        .flat_map(|(_, places)| {
            inside[places]
                .split(|c: char| !c.is_ascii_alphabetic())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|word| is_capital(scope, word))
        .map(|word| stem(&word))
        .collect();
    let distinctive: Vec<String> = stems(&inside)
        .filter(|word| {
            !is_general(word)
                && !own.contains(word)
                && !places.contains(word)
                && !word.bytes().all(|b| b.is_ascii_digit())
        })
        .collect();
    let purpose: BTreeSet<String> = system
        .purpose
        .map(|purpose| {
            stems(&folded(purpose))
                .filter(|word| !is_general(word))
                .collect()
        })
        .unwrap_or_default();
    let distinct: BTreeSet<&String> = distinctive.iter().collect();
    let shared = purpose
        .iter()
        .filter(|word| distinct.contains(word))
        .count();
    if shared >= 2 && shared * 2 >= purpose.len().min(distinct.len()) {
        return Cover::Described;
    }
    let proper = proper_nouns(scope, &inside, |word| {
        let stem = stem(word);
        is_general(&stem) || own.contains(&stem) || places.contains(&stem)
    });
    if let Some(other) = proper {
        return Cover::Elsewhere(other);
    }
    if shared == 0 && (distinct.len() >= 3 || (!distinct.is_empty() && ONLY.is_in(&inside))) {
        return Cover::Elsewhere(distinctive.join(" "));
    }
    Cover::General
}

/// What the scope covers, and what it leaves out.
fn split_at_exclusion(plain: &str) -> (String, Option<String>) {
    match EXCLUDED.find(plain) {
        None => (plain.to_owned(), None),
        // "The app is not covered": what is left out stands before the words.
        Some(found) if plain[found.end..].split_whitespace().next().is_none() => {
            let start = plain[..found.start]
                .rfind(['.', ';', ',', '\n'])
                .map_or(0, |at| at + 1);
            (plain[..start].to_owned(), Some(plain[start..].to_owned()))
        }
        Some(found) => {
            // A statement of its own has its subject before the words.
            let sentence = plain[..found.start]
                .rfind(['.', ';', '\n'])
                .map_or(0, |at| at + 1);
            let passive = plain[found.clone()].starts_with("is")
                || plain[found.clone()].starts_with("are")
                || plain[found.clone()].starts_with("out");
            let start = if passive { sentence } else { found.end };
            let end = plain[found.end..]
                .find(['.', ';'])
                .map_or(plain.len(), |at| found.end + at);
            let mut inside = plain[..start.min(found.start)].to_owned();
            inside.push_str(&plain[end..]);
            (inside, Some(plain[start..end].to_owned()))
        }
    }
}

fn stems(plain: &str) -> impl Iterator<Item = String> + '_ {
    plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(stem)
}

/// A word without the commonest endings of English: `refunds` and `refund`, `answering` and `answers` meet.
fn stem(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    for ending in [
        "ations", "ation", "ments", "ment", "ings", "ing", "ers", "er", "ies", "ed", "es", "s",
    ] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return stem.to_owned();
        }
    }
    word
}

fn is_general(stem: &str) -> bool {
    GENERAL.iter().any(|general| {
        stem == *general
            || (general.len() >= 4 && stem.starts_with(general))
            || self::stem(general) == *stem
    })
}

fn is_capital(scope: &str, word: &str) -> bool {
    scope.split(|c: char| !c.is_alphanumeric()).any(|written| {
        written.eq_ignore_ascii_case(word) && written.starts_with(|c: char| c.is_uppercase())
    })
}

/// The name of another product: a capitalised word that is neither the first nor a general word, in a scope that does not
/// capitalise everything.
fn proper_nouns(scope: &str, inside: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> = scope
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase());
    if words.iter().filter(|w| capital(w)).count() * 5 > words.len() * 3 && words.len() > 4 {
        return None;
    }
    let mut proper = Vec::new();
    for word in words.iter().skip(1).filter(|w| capital(w)) {
        let plain = folded(word);
        // An abbreviation such as HR or SaaS names a field and no product.
        let short = word.len() <= 3 && word.chars().all(|c| c.is_uppercase());
        if !short
            && !known(plain.trim())
            && inside.contains(plain.trim())
            && !plain.starts_with(|c: char| c.is_ascii_digit())
        {
            proper.push(*word);
        }
    }
    (!proper.is_empty()).then(|| proper.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scope: &str) -> Cover {
        let system = System {
            name: "Lumen Assist",
            purpose: Some("Answers customers of the web shop and issues refunds"),
        };
        cover(
            scope,
            &[],
            &system,
            &[LegalName::read("Lumenworks Intelligence Ltd")],
        )
    }

    #[test]
    fn a_scope_covers_what_it_names_or_describes() {
        for (scope, expected) in [
            ("Development and operation of Lumen Assist", Cover::Named),
            (
                "development, operation and support of the AI system LUMEN ASSIST at Utrecht and Galway",
                Cover::Named,
            ),
            (
                "AI agents that answer questions in a web shop and decide on refunds",
                Cover::Described,
            ),
            ("Responsible AI", Cover::General),
            (
                "Design, development and provision of AI systems",
                Cover::General,
            ),
            (
                "Provision of artificial intelligence solutions at Dublin, Ireland",
                Cover::General,
            ),
            (
                "Development of the Lumen Vision inspection service",
                Cover::Elsewhere("Lumen Vision".to_owned()),
            ),
            (
                "All AI systems of the company, excluding Lumen Assist",
                Cover::Excluded,
            ),
            (
                "All AI products. Lumen Assist is not covered.",
                Cover::Excluded,
            ),
            ("All AI products except for legacy tools", Cover::General),
            ("Lumen Assist, excluding the billing module", Cover::Named),
        ] {
            let read = read(scope);
            let same = matches!(
                (&read, &expected),
                (Cover::Elsewhere(_), Cover::Elsewhere(_))
            ) || read == expected;
            assert!(same, "{scope}: {read:?}");
        }
        assert!(matches!(
            read("the operation of an internal chatbot for recruitment only"),
            Cover::Elsewhere(_)
        ));
        assert!(matches!(
            read("detection of fraud in insurance claims by machine learning"),
            Cover::Elsewhere(_)
        ));
    }
}
