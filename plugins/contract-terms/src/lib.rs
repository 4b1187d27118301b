//! Reads contracts, data processing agreements, terms and privacy policies and says what they bind the supplier to: values
//! with exact quotes, never the mere presence of a word.
//!
//! [`read_all`] is the whole of it: documents in, findings out, without the host. The path of a document is
//! [`identity`] (is it what it is said to be?) → [`text`] (sentences with their places) → [`topics`] (clauses, one file per
//! topic) → [`weigh`] (clauses of all documents against each other) → findings. Beside it stand [`nda`], which asks
//! confidentiality agreements what the recipient may do, and [`change`], which compares a version with the one it replaces.

pub mod actor;
pub mod change;
pub mod clause;
mod component;
pub mod identity;
pub mod nda;
pub mod number;
mod pattern;
pub mod policy;
mod precedence;
pub mod presence;
pub mod text;
pub mod topics;
pub mod weigh;

pub use component::ContractTerms;

use actor::Parties;
use clause::{Outcome, Severity};
use identity::{Kind, Refusal};
use policy::Policy;
use text::Text;
use topics::Reading;
use weigh::{Finding, Sourced};

/// A document to read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its file name, for people.
    pub name: String,
    /// What the dossier says that it is.
    pub kind: Kind,
    /// Its text, or none when there is none.
    pub text: Option<String>,
}

/// Who the supplier is.
#[derive(Debug, Clone, Default)]
pub struct Supplier {
    /// Legal name and other names.
    pub names: Vec<String>,
    /// Its web site.
    pub website: Option<String>,
}

/// A document that passed its identity test, or the reason why not.
#[derive(Debug)]
pub struct Read {
    /// The number of the source.
    pub source: usize,
    /// What was read.
    pub text: Result<Text, Refusal>,
}

/// What the documents say.
#[derive(Debug)]
pub struct Report {
    /// The documents, in the order of sources.
    pub read: Vec<Read>,
    /// One finding per topic; two where the documents contradict each other. Their quotes name sources by number.
    pub findings: Vec<Finding>,
    /// Which kinds of clause the binding documents have, one entry for each kind.
    pub clauses: Vec<presence::Found>,
    /// One finding per question about confidentiality agreements, where there is one.
    pub confidentiality: Vec<Finding>,
}

/// One source is the newer version of another.
#[derive(Debug, Clone, Copy)]
pub struct Replacement {
    /// The number of the version in force.
    pub newer: usize,
    /// The number of the version that it replaces.
    pub older: usize,
}

/// What changed from older versions to those in force. `read` holds what was read of the first sources, those in force; what
/// is read of the others, which are there for comparing, is added to it. Quotes of the findings name sources by number.
pub fn changes(
    sources: &[Source],
    read: &mut Vec<Read>,
    replacements: &[Replacement],
    supplier: &Supplier,
    policy: &Policy,
) -> Vec<Finding> {
    for (source, document) in sources.iter().enumerate().skip(read.len()) {
        read.push(Read {
            source,
            text: open(document, supplier),
        });
    }
    let version = |number: usize| {
        let source = sources.get(number)?;
        Some(change::Version {
            source: number,
            name: &source.name,
            kind: source.kind,
            text: &read.get(number)?.text,
        })
    };
    replacements
        .iter()
        .filter_map(|pair| version(pair.older).zip(version(pair.newer)))
        .flat_map(|(older, newer)| change::compare(&older, &newer, &supplier.names, policy))
        .collect()
}

/// Reads documents against a policy.
pub fn read_all(sources: &[Source], supplier: &Supplier, policy: &Policy) -> Report {
    let read: Vec<Read> = sources
        .iter()
        .enumerate()
        .map(|(source, document)| Read {
            source,
            text: open(document, supplier),
        })
        .collect();
    let accepted: Vec<(usize, &Text, Kind)> = read
        .iter()
        .filter_map(|read| {
            Some((
                read.source,
                read.text.as_ref().ok()?,
                sources.get(read.source)?.kind,
            ))
        })
        .collect();
    let parties: Vec<Parties> = accepted
        .iter()
        .map(|(_, text, _)| Parties::new(&supplier.names).with_definitions_of(text))
        .collect();
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let order: Vec<(&Text, Kind)> = accepted
        .iter()
        .map(|(_, text, kind)| (*text, *kind))
        .collect();
    let prevails = precedence::prevailing(&order)
        .and_then(|number| accepted.get(number))
        .map(|(source, ..)| *source);
    let mut findings = Vec::new();
    for topic in topics::ALL {
        let mut clauses = Vec::new();
        for ((source, text, kind), parties) in accepted.iter().zip(&parties) {
            if !kind.is_binding() && !topic.in_privacy_policies {
                continue;
            }
            let reading = Reading {
                text,
                kind: *kind,
                parties,
                policy,
            };
            clauses.extend((topic.read)(reading).into_iter().map(|clause| Sourced {
                document: *source,
                clause,
            }));
        }
        let weighed = weigh::weigh(topic, clauses, &names, prevails);
        if weighed.is_empty() {
            findings.push(unknown(topic, sources, &read));
        } else {
            let refused = refusals(sources, &read);
            findings.extend(weighed.into_iter().map(|mut finding| {
                finding.detail.push_str(&refused);
                finding
            }));
        }
    }
    let texts: Vec<(usize, &Text)> = accepted
        .iter()
        .map(|(source, text, _)| (*source, *text))
        .collect();
    let confidentiality = nda::read(&texts, &names);
    let binding: Vec<(usize, &Text)> = accepted
        .iter()
        .filter(|(.., kind)| kind.is_binding())
        .map(|(source, text, _)| (*source, *text))
        .collect();
    let clauses = presence::inventory(&binding);
    Report {
        read,
        findings,
        clauses,
        confidentiality,
    }
}

/// Reads a document as far as it passes its identity test.
fn open(document: &Source, supplier: &Supplier) -> Result<Text, Refusal> {
    let raw = document.text.as_deref().ok_or(Refusal::NoText)?;
    let text = Text::read(raw);
    identity::check(
        &text,
        raw,
        document.kind,
        &supplier.names,
        supplier.website.as_deref(),
    )?;
    Ok(text)
}

/// " Not read: x.md (why)." for every document that was refused.
pub(crate) fn refusals(sources: &[Source], read: &[Read]) -> String {
    let mut text = String::new();
    for (source, document) in sources.iter().zip(read) {
        if let Err(reason) = &document.text {
            text.push_str(&format!(" Not read: {} ({reason}).", source.name));
        }
    }
    text
}

/// Silence, or nothing that could be read: both are unknown, and the detail says which.
fn unknown(topic: &topics::Topic, sources: &[Source], read: &[Read]) -> Finding {
    let silent: Vec<&str> = sources
        .iter()
        .zip(read)
        .filter(|(_, document)| document.text.is_ok())
        .map(|(source, _)| source.name.as_str())
        .collect();
    let mut detail = if sources.is_empty() {
        "The dossier has no contract, data processing agreement, terms or privacy policy."
            .to_owned()
    } else if silent.is_empty() {
        "None of the documents could be read as what they are said to be.".to_owned()
    } else {
        format!(
            "No clause about this was found in {}. A person may find one that was not recognised.",
            silent.join(", ")
        )
    };
    detail.push_str(&refusals(sources, read));
    Finding {
        point: topic.point,
        outcome: Outcome::Unknown,
        severity: Severity::Info,
        confidence: 5_000,
        title: format!("{}: not known", topic.title),
        detail,
        remediation: topic.ask.to_owned(),
        facts: Vec::new(),
        quotes: Vec::new(),
        contradiction: false,
    }
}
