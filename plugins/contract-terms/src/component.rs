//! The plugin: what it says of itself, and the way from the host's documents to observations.

use assay_sdk::{
    Class, Descriptor, Document, DocumentInfo, Level, Observation, Outcome, Plugin, Run, Span,
};

use crate::clause::Value;
use crate::identity::Kind;
use crate::policy::Policy;
use crate::weigh::Finding;
use crate::{Replacement, Source, Supplier, change, changes, nda, presence, read_all, topics};

/// Reads contracts and says what they bind the supplier to.
#[derive(Debug)]
pub struct ContractTerms;

#[cfg(feature = "component")]
assay_sdk::export!(ContractTerms);

/// The longest quote in bytes of the source. The host has a limit of its own, above this one.
const LONGEST_QUOTE: usize = 8_000;

impl Plugin for ContractTerms {
    fn describe() -> Descriptor {
        let descriptor = Descriptor::new("contract-terms", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("Contract terms")
            .summary(
                "Reads contracts, data processing agreements, terms and privacy policies in English and extracts what they \
                 bind the supplier to: who must or may do what, by default or on request, for which plan and data, within \
                 which time. Every reading is quoted.",
            )
            .kind("contract")
            .document("contract", "the signed contract binds the supplier")
            .document("dpa", "it says how personal data is protected, and when a breach is told")
            .document("terms", "published terms bind where no contract was signed")
            .document("privacy-policy", "it supports what is said about retention and training")
            .capability("supplier", "a document has to name the supplier before it is read")
            .capability("documents", "the text of the documents")
            .capability("log", "to say which documents were refused")
            .settings_schema(Policy::SCHEMA);
        let descriptor = topics::ALL.iter().fold(descriptor, |descriptor, topic| {
            descriptor.point(topic.point, topic.controls)
        });
        let questions = nda::questions::ALL.iter();
        let descriptor = questions
            .fold(descriptor, |descriptor, question| {
                descriptor.point(question.point, &[])
            })
            .point(change::POINT, change::CONTROLS);
        // They support no control: that a clause is there does not make it a good one.
        presence::category::ALL
            .iter()
            .fold(descriptor, |descriptor, category| {
                descriptor.point(category.point, &[])
            })
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let policy = Policy::from_settings(run.settings()).map_err(|error| error.to_string())?;
        let profile = run.profile();
        let mut names = vec![profile.legal_name];
        names.extend(profile.also_known_as);
        let supplier = Supplier {
            names,
            website: profile.website,
        };
        let (documents, replacements) = in_force_first(run.documents());
        let sources: Vec<Source> = documents
            .iter()
            .map(|(document, kind)| Source {
                name: name(document.info()),
                kind: *kind,
                text: document.text().map(|text| text.source().to_owned()),
            })
            .collect();
        // A version that was replaced binds nobody: it is read for comparing only.
        let in_force = &sources[..sources.len() - replacements.len()];
        let report = read_all(in_force, &supplier, &policy);
        let mut read = report.read;
        let changes = changes(&sources, &mut read, &replacements, &supplier, &policy);
        for (source, read) in sources.iter().zip(&read) {
            if let Err(refusal) = &read.text {
                run.log(
                    Level::Warn,
                    &format!("{} is not read: {refusal}", source.name),
                );
            }
        }
        let quoted = Quoted {
            documents: &documents,
            sources: &sources,
            read: &read,
        };
        let findings = report
            .findings
            .iter()
            .chain(&report.confidentiality)
            .chain(&changes)
            .map(|finding| observation(finding, &documents, &sources, &read));
        let clauses = report.clauses.iter().map(|found| {
            let observation = presence::observation::observation(found, &sources, &read);
            quoted.quote(observation, &found.quotes)
        });
        Ok(findings.chain(clauses).collect())
    }
}

/// The documents that are read, those in force first and then, in the order of the replacements, the version that each of
/// them replaces. What was replaced before that is past.
fn in_force_first(documents: Vec<Document>) -> (Vec<(Document, Kind)>, Vec<Replacement>) {
    let replaced: Vec<String> = documents
        .iter()
        .filter_map(|document| document.info().replaces.clone())
        .collect();
    let (mut older, current): (Vec<Document>, Vec<Document>) = documents
        .into_iter()
        .partition(|document| replaced.contains(&document.info().id));
    let mut ordered: Vec<(Document, Kind)> = current
        .into_iter()
        .filter_map(|document| {
            let kind = Kind::parse(&document.info().kind)?;
            Some((document, kind))
        })
        .collect();
    let mut replacements = Vec::new();
    for newer in 0..ordered.len() {
        let (document, kind) = &ordered[newer];
        let place = document
            .info()
            .replaces
            .as_ref()
            .and_then(|id| older.iter().position(|document| document.info().id == *id));
        if let Some(place) = place {
            let document = older.remove(place);
            // The newer one is described with more care: a name such as `terms-2025.md` is only a guess.
            let kind = *kind;
            replacements.push(Replacement {
                newer,
                older: ordered.len(),
            });
            ordered.push((document, kind));
        }
    }
    (ordered, replacements)
}

/// The file name; with the host's reason when it could not be read, so that what stays unknown says why.
fn name(info: &DocumentInfo) -> String {
    let unreadable = info.extra.iter().find(|(key, _)| key == "unreadable");
    match unreadable {
        Some((_, reason)) => format!("{}: {reason}", info.name),
        None => info.name.clone(),
    }
}

fn observation(
    finding: &Finding,
    documents: &[(Document, Kind)],
    sources: &[Source],
    read: &[crate::Read],
) -> Observation {
    let binding = finding
        .quotes
        .first()
        .and_then(|(number, _)| sources.get(*number))
        .is_some_and(|source| source.kind.is_binding());
    let class = match finding.outcome {
        Outcome::Unknown => Class::E0,
        _ if binding => Class::E3,
        _ => Class::E2,
    };
    let mut observation = Observation::new(finding.point, finding.outcome)
        .severity(finding.severity)
        .class(class)
        .confidence(finding.confidence)
        .title(finding.title.as_str())
        .detail(finding.detail.as_str())
        .remediation(finding.remediation.as_str());
    for (name, value) in &finding.facts {
        observation = match value {
            Value::Number(number, unit) => observation.fact_number(name, *number, unit),
            Value::Text(text) => observation.fact_text(name, text.as_str()),
            Value::YesNo(yes) => observation.fact_yes_no(name, *yes),
        };
    }
    if finding.contradiction {
        observation
            .extra
            .push(("contradiction".to_owned(), "true".to_owned()));
    }
    let quoted = Quoted {
        documents,
        sources,
        read,
    };
    quoted.quote(observation, &finding.quotes)
}

/// What is needed to quote from the sources.
struct Quoted<'a> {
    documents: &'a [(Document, Kind)],
    sources: &'a [Source],
    read: &'a [crate::Read],
}

impl Quoted<'_> {
    /// Adds quotes: numbers of sources and ranges of their plain text.
    fn quote(
        &self,
        mut observation: Observation,
        quotes: &[(usize, std::ops::Range<usize>)],
    ) -> Observation {
        for (number, plain) in quotes {
            let raw = self
                .sources
                .get(*number)
                .and_then(|source| source.text.as_deref());
            let text = self
                .read
                .get(*number)
                .and_then(|read| read.text.as_ref().ok());
            if let Some((((document, _), raw), text)) =
                self.documents.get(*number).zip(raw).zip(text)
            {
                let range = text.source(plain.clone());
                let end = raw.floor_char_boundary(range.end.min(range.start + LONGEST_QUOTE));
                observation = observation.quote(Span {
                    document: document.info().id.clone(),
                    start: range.start as u64,
                    end: end as u64,
                    text: raw[range.start..end].to_owned(),
                });
            }
        }
        observation
    }
}
