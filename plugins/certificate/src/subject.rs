//! What is judged: the claim of the dossier, the document that shows it, and what the supplier answered.

use std::{collections::BTreeMap, ops::Range};

use assay_sdk::{
    AiSystem, Answer, CertificateClaim, Class, Date, LegalName, Observation, Run, Text,
    is_placeholder,
};

use crate::{
    accreditation::Said,
    letter::{self, Addressee, Letter},
    nature::Nature,
    plain::{folded, written},
    reading::Reading,
    register::{self, LookUp},
    settings::Settings,
};

/// The question whether there is a certificate at all.
pub(crate) const HELD: &str = "certificate-42001";
/// Questions about certificates that the questionnaire asks and this plugin judges.
pub(crate) const ASKED: [&str; 4] = [
    HELD,
    "certificate-validity",
    "certificate-accreditation",
    "certificate-surveillance",
];

/// A longer document is no certificate: the longest have a few pages of sites.
const LONGEST: u64 = 64 * 1024;
/// The longest quote in bytes. The host has a limit of its own, above this one.
const LONGEST_QUOTE: usize = 4_000;

/// A claim with its place in the dossier.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) index: usize,
    pub(crate) said: CertificateClaim,
}

/// A document that is, or is said to be, a certificate.
#[derive(Debug)]
pub(crate) struct Paper {
    pub(crate) text: Text,
    pub(crate) plain: String,
    pub(crate) reading: Reading,
}

/// Everything that is known about one certificate.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) as_of: Date,
    pub(crate) settings: Settings,
    /// The legal name, then the other names.
    pub(crate) names: Vec<(String, LegalName)>,
    pub(crate) systems: Vec<AiSystem>,
    pub(crate) claim: Option<Claim>,
    /// The dossier claims a personal certificate only.
    pub(crate) personal_claim: Option<Claim>,
    pub(crate) paper: Option<Paper>,
    /// The claim names a document that is missing or has no text.
    pub(crate) unreadable: Option<String>,
    pub(crate) look_ups: Vec<LookUp>,
    /// Letters about surveillance audits, whosever they are.
    letters: Vec<Letter>,
    answers: BTreeMap<&'static str, Answer>,
    /// An answer points to a document that is there.
    documented: bool,
}

impl Paper {
    fn new(text: Text) -> Self {
        let plain = folded(text.as_str());
        let reading = Reading::of(text.as_str(), &plain);
        Self {
            text,
            plain,
            reading,
        }
    }

    /// What stands at a place, on one line.
    pub(crate) fn words(&self, at: &Range<usize>) -> String {
        let shown = written(self.text.as_str(), at.clone());
        let words: Vec<&str> = shown
            .split(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '|'))
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    }
}

impl Subject {
    /// Reads the dossier.
    pub(crate) fn read(run: &Run, settings: Settings) -> Self {
        let profile = run.profile();
        let names: Vec<(String, LegalName)> = [profile.legal_name]
            .into_iter()
            .chain(profile.also_known_as)
            .map(|name| (name.clone(), LegalName::read(&name)))
            .collect();
        let claims: Vec<Claim> = run
            .certificates()
            .into_iter()
            .enumerate()
            .map(|(index, said)| Claim { index, said })
            .filter(|claim| claim.said.standard.contains("42001"))
            .collect();
        let (personal, organisation): (Vec<Claim>, Vec<Claim>) = claims
            .into_iter()
            .partition(|claim| claim.said.is_of_a_person());
        // The claim that runs longest: an earlier certificate beside its successor is no fault.
        let claim = organisation
            .into_iter()
            .max_by_key(|claim| day(claim.said.expires_on.as_ref()));
        let answers: BTreeMap<&'static str, Answer> = ASKED
            .into_iter()
            .filter_map(|question| Some((question, run.answer(question)?)))
            .filter(|(_, answer)| !is_placeholder(&answer.value))
            .collect();
        let mut subject = Self {
            as_of: run.as_of(),
            settings,
            names,
            systems: run.systems(),
            claim,
            personal_claim: personal.into_iter().next(),
            paper: None,
            unreadable: None,
            look_ups: Vec::new(),
            letters: Vec::new(),
            documented: false,
            answers,
        };
        subject.read_documents(run);
        subject
    }

    fn read_documents(&mut self, run: &Run) {
        let shown_by = self
            .claim
            .as_ref()
            .and_then(|claim| claim.said.document.clone());
        let mut shown = None;
        let mut others = Vec::new();
        for document in run.documents() {
            let info = document.info();
            let named = Some(&info.id) == shown_by.as_ref();
            self.documented |= info.byte_length > 0
                && self
                    .answers
                    .values()
                    .any(|answer| answer.documents.contains(&info.id));
            if !named
                && (info.text_length.is_none_or(|length| length > LONGEST) || !may_tell(&info.kind))
            {
                continue;
            }
            let Some(text) = document
                .text()
                .filter(|text| !text.as_str().trim().is_empty())
            else {
                continue;
            };
            let plain = folded(text.as_str());
            if !named && register::is_look_up(&info.name, &plain) {
                self.look_ups.push(LookUp::read(text, plain));
            } else if !named && letter::is_letter(&plain) {
                self.letters
                    .push(Letter::read(info.name.clone(), text, plain));
            } else if named {
                shown = Some(Paper::new(text));
            } else if info.kind == "certificate" || reads_like_one(&plain) {
                others.push(Paper::new(text));
            }
        }
        if shown.is_none() {
            self.unreadable = shown_by;
        }
        // Without a pointer from the claim: the paper to the standard that runs longest, a real certificate before anything else.
        self.paper = shown.or_else(|| {
            let of_42001 = others
                .into_iter()
                .filter(|paper| paper.plain.contains("42001"));
            of_42001.max_by_key(|paper| {
                let reading = &paper.reading;
                (
                    reading.nature == Nature::Organisation,
                    reading.standard.as_ref().is_some_and(|s| s.is_aims()),
                    reading
                        .expires
                        .as_ref()
                        .and_then(|e| e.day)
                        .map(|day| day.latest()),
                )
            })
        });
    }

    /// True when an organisation's certificate is claimed or shown.
    pub(crate) const fn is_claimed(&self) -> bool {
        self.claim.is_some() || self.paper.is_some()
    }

    /// The answer to a question, if it is one.
    pub(crate) fn answer(&self, question: &str) -> Option<&Answer> {
        self.answers.get(question)
    }

    /// The choice that an answer names, however it is spelt: `Not accredited` is `not-accredited`.
    pub(crate) fn choice(&self, question: &str) -> Option<String> {
        let words: Vec<String> = self
            .answer(question)?
            .value
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        Some(words.join("-"))
    }

    /// True when the document is a certificate of an organisation to ISO/IEC 42001, or there is none and the claim stands alone.
    pub(crate) fn is_about_organisation(&self) -> bool {
        self.paper.as_ref().is_none_or(|paper| {
            matches!(paper.reading.nature, Nature::Organisation | Nature::Unclear)
                && paper.reading.standard.as_ref().is_none_or(|s| s.is_aims())
        })
    }

    /// The numbers of this certificate, as the document and the dossier write them.
    pub(crate) fn numbers(&self) -> Vec<String> {
        let shown = self
            .paper
            .as_ref()
            .and_then(|paper| Some(paper.words(paper.reading.number.as_ref()?)));
        let claimed = self.claimed("number").map(|(_, number)| number.to_owned());
        shown.into_iter().chain(claimed).collect()
    }

    /// Letters about surveillance audits that are about this certificate, and those that are not, with the reason.
    pub(crate) fn letters(&self) -> (Vec<&Letter>, Vec<(&Letter, String)>) {
        let reading = |field: fn(&Reading) -> Option<&Range<usize>>| {
            let paper = self.paper.as_ref()?;
            Some(paper.words(field(&paper.reading)?))
        };
        let claimed = |field| self.claimed(field).map(|(_, value)| value.to_owned());
        let addressee = Addressee {
            numbers: self.numbers(),
            holders: [
                reading(|reading| reading.holder.as_ref()),
                claimed("holder"),
                self.names.first().map(|(legal, _)| legal.clone()),
            ]
            .into_iter()
            .flatten()
            .collect(),
            bodies: [
                reading(|reading| reading.body.as_ref()),
                claimed("certification-body"),
            ]
            .into_iter()
            .flatten()
            .collect(),
        };
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for letter in &self.letters {
            match letter.objection(&addressee) {
                None => own.push(letter),
                Some(objection) => others.push((letter, objection)),
            }
        }
        (own, others)
    }

    /// The class to ask for. What nobody outside can verify is at most a document of the supplier (E2): E4 is asked for only
    /// where number, issuer and an accreditation for ISO/IEC 42001 are shown, and the host grants it only to what a person
    /// of the buyer has looked up.
    pub(crate) fn class(&self) -> Class {
        match &self.paper {
            Some(paper) => {
                let reading = &paper.reading;
                let verifiable = reading.number.is_some()
                    && reading.body.is_some()
                    && reading.accreditation.said == Said::Aims
                    && reading.accreditation.body.is_some();
                if verifiable && self.is_about_organisation() {
                    Class::E4
                } else {
                    Class::E2
                }
            }
            None if self.documented => Class::E2,
            None => Class::E1,
        }
    }

    /// Cites a field of the claim, if it is there.
    pub(crate) fn cite(&self, observation: Observation, field: &str) -> Observation {
        match self.claimed(field) {
            Some((index, value)) => {
                observation.profile(format!("certificates/{index}/{field}"), value)
            }
            None => observation,
        }
    }

    /// A field of the claim, unless it is a placeholder.
    pub(crate) fn claimed(&self, field: &str) -> Option<(usize, &str)> {
        let claim = self.claim.as_ref()?;
        let said = &claim.said;
        let value = match field {
            "standard" => Some(&said.standard),
            "number" => said.number.as_ref(),
            "holder" => said.holder.as_ref(),
            "scope" => said.scope.as_ref(),
            "certification-body" => said.certification_body.as_ref(),
            "accreditation-body" => said.accreditation_body.as_ref(),
            "issued-on" => said.issued_on.as_ref(),
            "expires-on" => said.expires_on.as_ref(),
            _ => None,
        }?;
        (!is_placeholder(value)).then_some((claim.index, value.as_str()))
    }

    /// A day of the claim.
    pub(crate) fn claimed_day(&self, field: &str) -> Option<Date> {
        self.claimed(field)
            .and_then(|(_, value)| Date::parse(value).ok())
    }

    /// Quotes a place of the paper.
    pub(crate) fn quote(&self, observation: Observation, at: Option<&Range<usize>>) -> Observation {
        match (&self.paper, at) {
            (Some(paper), Some(at)) if !at.is_empty() => {
                let end = at.end.min(at.start + LONGEST_QUOTE);
                observation.quote(paper.text.quote(at.start..end))
            }
            _ => observation,
        }
    }
}

pub(crate) fn day(text: Option<&String>) -> Option<Date> {
    text.and_then(|text| Date::parse(text).ok())
}

/// Contracts, policies and the like speak about certificates; they are none.
fn may_tell(kind: &str) -> bool {
    matches!(kind, "certificate" | "report" | "other")
}

/// A document that nobody called a certificate, but that opens like one.
fn reads_like_one(plain: &str) -> bool {
    let opening = &plain[..plain.len().min(400)];
    let title = opening.trim_start();
    let titled = title.starts_with("certificate")
        || title.starts_with("zertifikat")
        || title.starts_with("certificat");
    (titled || opening.contains("certify that") || opening.contains("certifies that"))
        && plain.contains("42001")
}
