//! Letters in which a certification body says that it came back for a surveillance audit.

use std::ops::Range;

use assay_sdk::{LegalName, Span, Text};

use crate::{
    layout::Layout,
    pattern::Pattern,
    plain::written,
    reading::{Reading, Status},
    register::find_loosely,
    surveillance::{self, Visit},
};

/// A letter about a surveillance audit.
#[derive(Debug)]
pub(crate) struct Letter {
    /// Its file name, for people.
    pub(crate) name: String,
    text: Text,
    plain: String,
    reading: Reading,
    pub(crate) visits: Vec<Visit>,
}

/// Whom a letter has to be about to count.
#[derive(Debug)]
pub(crate) struct Addressee {
    /// Numbers of the certificate, as it and the dossier write them.
    pub(crate) numbers: Vec<String>,
    /// Names of the holder, each with its legal form.
    pub(crate) holders: Vec<String>,
    /// Names of the certification body; empty where nothing names it.
    pub(crate) bodies: Vec<String>,
}

static SURVEILLANCE: Pattern =
    Pattern::new(r"\b(?:surveillance|ueberwachungsaudits?|annual audit|follow-up audit)\b");
/// Words of a letter. A certificate that lists its surveillance audits addresses nobody.
static ADDRESSED: Pattern = Pattern::new(
    r"\b(?:dear|to whom it may concern|yours (?:sincerely|faithfully|truly)|(?:kind|best) regards|sehr geehrte|mit freundlichen|madame|we (?:are pleased to |hereby |herewith )?(?:confirm|inform|write)|this letter)\b",
);
static CERTIFICATE: Pattern = Pattern::new(
    r"^\s*(?:certificate|zertifikat|certificat)\b|\b(?:hereby )?certif(?:y|ies) that\b",
);
/// What stands in brackets about the certificate has days of its own: "(certificate AI-1, issued on 10 January 2026)".
static ASIDE: Pattern = Pattern::new(
    r"\([^()\n]{0,160}\b(?:certificate|zertifikat|certificat|issued|valid|number|no|nr)\b[^()\n]{0,160}\)",
);

/// A sentence by which a letter stops a certificate; number and holder may stand between.
static STOPPED: Pattern = Pattern::new(
    r"\b(?:certificate|certification|zertifikat)\b[^;\n]{0,160}?\b(?:has been|was|is|is now|stands)(?: temporarily)? (?:suspended|withdrawn|revoked|cancel+ed|terminated)\b",
);
static CONDITIONAL: Pattern = Pattern::new(
    r"\b(?:if|when|whenever|unless|may|might|can|could|should|would|shall|in case|where|or|whether|once|not|never)\b",
);
/// A certification body writes of your audit.
static OWN: Pattern =
    Pattern::new(r"\bour (?:\w+ ){0,3}(?:surveillance|annual audit|follow-up audit)\b");
/// Ends of words within which a legal form ends: "Gesellschaft mit beschränkter Haftung" and a few signs.
const LONGEST_FORM: usize = 8;

/// True for a document whose subject is a surveillance audit, and that is itself no certificate.
pub(crate) fn is_letter(plain: &str) -> bool {
    let opening = &plain[..plain.floor_char_boundary(400)];
    let title = opening.trim_start().lines().next().unwrap_or_default();
    SURVEILLANCE.is_in(plain)
        && !CERTIFICATE.is_in(opening)
        && (SURVEILLANCE.is_in(title) || ADDRESSED.is_in(plain))
}

impl Letter {
    pub(crate) fn read(name: String, text: Text, plain: String) -> Self {
        let mut bare = plain.clone();
        for aside in ASIDE.find_all(&plain) {
            // Signs of the same length, so that places stay what they are.
            if !SURVEILLANCE.is_in(&plain[aside.clone()]) {
                bare.replace_range(aside.clone(), &" ".repeat(aside.len()));
            }
        }
        let reading = Reading::of(text.as_str(), &plain);
        let layout = Layout::of(text.as_str(), &plain);
        let visits = surveillance::told(&bare, &layout, &reading.days);
        Self {
            name,
            text,
            plain,
            reading,
            visits,
        }
    }

    /// Why the letter does not count for this certificate, or nothing.
    pub(crate) fn objection(&self, addressee: &Addressee) -> Option<String> {
        let shows = |names: &[String]| {
            names
                .iter()
                .any(|name| find_loosely(&self.plain, name).is_some())
        };
        if !shows(&addressee.numbers) {
            return Some(match &self.reading.number {
                Some(at) => format!("is about certificate {}", self.words(at)),
                None => "does not name the number of this certificate".to_owned(),
            });
        }
        let holder = self.reading.holder.as_ref().map(|at| self.words(at));
        let is_holder = holder.as_ref().is_some_and(|holder| {
            let holder = LegalName::read(holder);
            addressee
                .holders
                .iter()
                .any(|name| LegalName::read(name).is(&holder))
        });
        let is_named = addressee.holders.iter().any(|name| self.names(name));
        if !is_holder && !is_named {
            return Some(match holder {
                Some(holder) => format!("is about {holder}"),
                None => "does not name the holder".to_owned(),
            });
        }
        // What the supplier writes about itself is its answer, not the word of who audited it.
        if OWN.is_in(&self.plain) {
            return Some("is written by who was audited".to_owned());
        }
        if !addressee.bodies.is_empty() && !shows(&addressee.bodies) {
            return Some("does not name the certification body".to_owned());
        }
        None
    }

    /// True when a company stands in it, however its legal form is spelt.
    fn names(&self, company: &str) -> bool {
        let company = LegalName::read(company);
        let Some(called) = find_loosely(&self.plain, &company.called().join(" ")) else {
            return false;
        };
        let after = &self.plain[called.end..];
        let after = &after[..after.find('\n').unwrap_or(after.len())];
        let ends = after.match_indices(|c: char| !c.is_ascii_alphanumeric());
        ends.map(|(at, _)| at)
            .chain([after.len()])
            .take(LONGEST_FORM)
            .any(|end| {
                let shown = written(self.text.as_str(), called.start..called.end + end);
                LegalName::read(shown).is(&company)
            })
    }

    /// That the certificate is suspended, withdrawn or over.
    pub(crate) fn stopped(&self) -> Option<(Status, Span)> {
        let is_bad = |status: Status| {
            matches!(
                status,
                Status::Suspended | Status::Withdrawn | Status::Expired
            )
        };
        let labelled = self.reading.status.clone();
        let told = || {
            let place = STOPPED
                .find_all(&self.plain)
                .find(|at| !CONDITIONAL.is_in(&self.plain[at.clone()]))?;
            Some((Status::read(&self.plain[place.clone()]), place))
        };
        let (status, at) = labelled
            .filter(|(status, _)| is_bad(*status))
            .or_else(told)
            .filter(|(status, _)| is_bad(*status))?;
        Some((status, self.quote(&at)))
    }

    pub(crate) fn quote(&self, at: &Range<usize>) -> Span {
        self.text.quote(at.clone())
    }

    /// Where it says what it is about.
    pub(crate) fn subject(&self) -> Option<Span> {
        SURVEILLANCE.find(&self.plain).map(|at| self.quote(&at))
    }

    fn words(&self, at: &Range<usize>) -> String {
        let shown = written(self.text.as_str(), at.clone());
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
