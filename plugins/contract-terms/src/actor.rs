//! Who is bound by a sentence.

use std::ops::Range;

use crate::pattern::Pattern;
use crate::text::Text;

/// A party to the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The supplier.
    Supplier,
    /// The buyer.
    Customer,
    /// Each of them.
    Both,
    /// The sentence does not say.
    Unclear,
}

impl Party {
    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Customer => "customer",
            Self::Both => "both",
            Self::Unclear => "unclear",
        }
    }
}

/// The words by which one document calls its parties.
#[derive(Debug, Clone)]
pub struct Parties {
    names: Vec<(String, Party)>,
}

const SUPPLIER_WORDS: [&str; 12] = [
    "we",
    "us",
    "supplier",
    "provider",
    "vendor",
    "processor",
    "licensor",
    "service provider",
    "company",
    "contractor",
    "data importer",
    "seller",
];
const CUSTOMER_WORDS: [&str; 15] = [
    "you",
    "customer",
    "customers",
    "client",
    "subscriber",
    "licensee",
    "controller",
    "user",
    "users",
    "buyer",
    "purchaser",
    "data exporter",
    "end user",
    "end users",
    "licensees",
];
const BOTH_WORDS: [&str; 6] = [
    "each party",
    "either party",
    "neither party",
    "both parties",
    "the parties",
    "a party",
];

/// `... ("Customer")`, `(the "Provider", "we")`: what stands before, and the first and second alias.
static ALIAS: Pattern = Pattern::new(
    r#"([^.;()]{2,160}) ?\((?:[a-z, ]{0,40})"([a-z][a-z -]{1,30}),?"(?:,? (?:or|and)? ?"([a-z][a-z -]{1,30}),?")?(?:,? (?:or|and)? ?"([a-z][a-z -]{1,30})")?\)"#,
);
/// `"Processor" means Northwind AI, Inc.`
static MEANS: Pattern =
    Pattern::new(r#""([a-z][a-z -]{1,30})" (?:means|refers to|shall mean) ([^.;]{2,80})"#);
/// What may stand between a party and its verb, then the verb.
static VERB_AFTER: Pattern = Pattern::new(concat!(
    r"^(?: \([^)]{0,60}\))?(?:,? (?:and|or) (?:its|our|their|your)(?: [a-z-]+){1,4})?(?:, [^,;.]{1,120},| hereby| also| always| further| therefore| then| each| only| both| either)*,?",
    r" (?:expressly |explicitly |hereby |also |then |specifically |only |never )?",
    r"(?:shall|will|may|must|can|cannot|should|would|agrees?|undertakes?|commits?|do|does|did|is|are|has|have|reserves?|warrants?|retains?|owns?|uses?|grants?|assigns?|authori[sz]es?|acknowledges?|represents?|indemnif(?:y|ies)|defends?|maintains?|provides?|keeps?|stores?|trains?|deletes?|permits?|allows?|processe?s?|accepts?|consents?|notif(?:y|ies)|recogni[sz]es?|claims?|endeavou?rs?|aims?|disclaims?|ensures?|waives?|refrains?|renounces?|abstains?|forgoes|(?:do|does|did|wo|ca|would|should|is|are|has|have)n't)\b",
));
static AGENT_BEFORE: Pattern = Pattern::new(
    r"(?:\b(?:to|by|of|with|from|against|for|on|between|upon|that|than|notify|inform|tell)|') ?(?:the |any |each |its )?$",
);
static BY_AGENT: Pattern = Pattern::new(r"\bby (?:the )?$");

impl Parties {
    /// The usual words of contracts, and the names of the supplier.
    pub fn new(supplier_names: &[String]) -> Self {
        let mut names: Vec<(String, Party)> = Vec::new();
        for name in supplier_names {
            for form in crate::identity::forms(name) {
                names.push((form, Party::Supplier));
            }
        }
        names.extend(SUPPLIER_WORDS.map(|word| (word.to_owned(), Party::Supplier)));
        names.extend(CUSTOMER_WORDS.map(|word| (word.to_owned(), Party::Customer)));
        names.extend(BOTH_WORDS.map(|word| (word.to_owned(), Party::Both)));
        let mut parties = Self { names };
        parties.sort();
        parties
    }

    /// The longest name is tried first: "service provider" before "provider".
    fn sort(&mut self) {
        self.names
            .sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        self.names.dedup_by(|a, b| a.0 == b.0);
    }

    /// Adds what the document itself calls its parties: in a contract that the buyer wrote, "Company" may be the buyer.
    #[must_use]
    pub fn with_definitions_of(mut self, text: &Text) -> Self {
        let mut learned: Vec<(String, Party)> = Vec::new();
        for number in 0..text.sentences().len() {
            let sentence = text.of(number);
            if !sentence.contains('"') {
                continue;
            }
            for [_, before, first, second, third] in ALIAS.groups::<5>(sentence) {
                let Some(before) = before else { continue };
                // "Northwind Labs B.V., a private company (\"Northwind\")": the alias itself says whose it is.
                let is_short_name = first.as_ref().is_some_and(|alias| {
                    let short = format!("{} ", &sentence[alias.clone()]);
                    self.names
                        .iter()
                        .any(|(name, party)| *party == Party::Supplier && name.starts_with(&short))
                });
                let named = self.named_last(&sentence[before]);
                let Some(party) = named.or(is_short_name.then_some(Party::Supplier)) else {
                    continue;
                };
                for alias in [first, second, third].into_iter().flatten() {
                    learned.push((sentence[alias].to_owned(), party));
                }
            }
            for [_, alias, meaning] in MEANS.groups::<3>(sentence) {
                if let (Some(alias), Some(meaning)) = (alias, meaning)
                    && let Some(party) = self.named_first(&sentence[meaning])
                {
                    learned.push((sentence[alias].to_owned(), party));
                }
            }
        }
        for (alias, party) in learned {
            // Only words that can name a party; "Services" and "Agreement" are defined in the same way.
            let is_role = SUPPLIER_WORDS.contains(&alias.as_str())
                || CUSTOMER_WORDS.contains(&alias.as_str())
                || !NOT_A_PARTY.is_in(&alias);
            if is_role && alias != "we" && alias != "us" && alias != "you" {
                self.names.retain(|(name, _)| *name != alias);
                self.names.push((alias, party));
            }
        }
        self.sort();
        self
    }

    /// The party that a definition names right before its alias. Pronouns and role words name nobody.
    fn named_last(&self, text: &str) -> Option<Party> {
        let start = text.rfind(" and ").map_or(0, |at| at + 1);
        let near = &text[start..];
        self.proper(near).last().map(|(_, party)| party)
    }

    fn named_first(&self, text: &str) -> Option<Party> {
        let (at, party) = self.proper(text).next()?;
        (at.start <= 12).then_some(party)
    }

    fn proper<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, Party)> + 'a {
        self.mentions(text).filter(move |(at, _)| {
            let word = &text[at.clone()];
            !SUPPLIER_WORDS.contains(&word) && !BOTH_WORDS.contains(&word) && word != "you"
        })
    }

    /// Every place where a party is named. "Customer's", "your" and "our" name nobody: they own a thing.
    pub fn mentions<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (Range<usize>, Party)> + 'a {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let starts_word = bytes[at].is_ascii_alphanumeric()
                    && (at == 0
                        || !(bytes[at - 1].is_ascii_alphanumeric()
                            || matches!(bytes[at - 1], b'-' | b'_' | b'.' | b'@' | b'/')));
                if starts_word
                    && let Some((name, party)) = self.names.iter().find(|(name, _)| {
                        text[at..].starts_with(name.as_str())
                            && !bytes.get(at + name.len()).is_some_and(|&b| {
                                b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'@')
                            })
                    })
                {
                    let range = at..at + name.len();
                    at = range.end;
                    return Some((range, *party));
                }
                at += 1;
            }
            None
        })
    }

    /// Who is the subject of the verb at `at` in plain text: the last party before it that has a verb of its own, or the
    /// agent after a passive ("may be used by the supplier").
    pub fn subject(&self, text: &str, at: usize) -> Party {
        // "The supplier shall be indemnified by the customer": whoever stands after "by" acts.
        let is_passive = PASSIVE_BEFORE.is_in(tail(text, at));
        let mut subject = Party::Unclear;
        for (range, party) in self.mentions(text) {
            if range.start >= at {
                if range.start < at + 160
                    && BY_AGENT.is_in(tail(text, range.start))
                    && (subject == Party::Unclear || (is_passive && range.start < at + 60))
                {
                    subject = party;
                }
                break;
            }
            if VERB_AFTER.is_in(&text[range.end..])
                && !AGENT_BEFORE_CLAUSE.is_in(tail(text, range.start))
            {
                subject = party;
            }
        }
        subject
    }

    /// Whether `party` is named anywhere in plain text.
    pub fn names(&self, text: &str, party: Party) -> bool {
        self.mentions(text)
            .any(|(_, named)| named == party || named == Party::Both)
    }

    /// Whether a party is named as the one to whom something is done: "notify the customer", "notice to you".
    pub fn is_object(&self, text: &str, party: Party) -> bool {
        self.mentions(text)
            .any(|(at, named)| named == party && AGENT_BEFORE.is_in(tail(text, at.start)))
    }
}

/// The last words before `at`: enough for patterns that end there.
fn tail(text: &str, at: usize) -> &str {
    &text[at.saturating_sub(80)..at]
}

/// "claims that customer is ..." and the like: the party is not the one who acts.
static AGENT_BEFORE_CLAUSE: Pattern = Pattern::new(
    r"\b(?:by|of|with|from|against|between|provided by|if|when|where|unless|once) (?:the |any |each )?$|\b(?:by|of|from) (?:the |any |all )?[a-z-]+ $",
);
static PASSIVE_BEFORE: Pattern =
    Pattern::new(r"\b(?:be|been|is|are|was|were)(?: [a-z]+ly)?(?: [a-z]+,)?(?: and| or)? $");
static NOT_A_PARTY: Pattern = Pattern::new(
    r"agreement|terms|service|data|content|input|output|material|effective|date|law|addendum|dpa|fee|order|policy|breach|incident|request|plugin|api|platform|site|software|product|account|audit|list|model|party|right|property|document|notice|period|claim|purpose|feedback|information|clause|regulation|gdpr|processor list|sub",
);
