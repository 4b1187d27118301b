//! What the dossier holds, read once.

use std::collections::BTreeMap;

use assay_sdk::{Answer, CertificateClaim, Date, Document, LegalName, Run, is_placeholder};

use crate::item::Item;

/// Months after which an answer or a document is old.
pub(crate) const FRESH_MONTHS: i32 = 12;

/// Answers, documents and claims of the supplier.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) as_of: Date,
    answers: BTreeMap<String, Answer>,
    documents: BTreeMap<String, Document>,
    /// The legal name, then the other names under which it signs.
    pub(crate) names: Vec<String>,
    /// Ids of the AI systems.
    pub(crate) systems: Vec<String>,
    pub(crate) certificates: Vec<CertificateClaim>,
}

/// Documents that an answer points to.
#[derive(Debug, Default)]
pub(crate) struct Attached {
    /// How many are there and hold something.
    pub(crate) found: usize,
    /// Ids of the others.
    pub(crate) missing: Vec<String>,
    /// The latest date among those that are there.
    pub(crate) newest: Option<Date>,
}

impl Sheet {
    pub(crate) fn read(run: &Run) -> Self {
        let profile = run.profile();
        let answers = run.answers();
        Self {
            as_of: run.as_of(),
            answers: answers
                .into_iter()
                .map(|answer| (answer.question.clone(), answer))
                .collect(),
            documents: run
                .documents()
                .into_iter()
                .map(|document| (document.info().id.clone(), document))
                .collect(),
            names: [profile.legal_name]
                .into_iter()
                .chain(profile.also_known_as)
                .collect(),
            systems: run.systems().into_iter().map(|system| system.id).collect(),
            certificates: run.certificates(),
        }
    }

    /// What was written for a question, placeholders included.
    pub(crate) fn written(&self, question: &str) -> Option<&Answer> {
        self.answers.get(question)
    }

    /// The answer to a question, if it is one.
    pub(crate) fn answer(&self, question: &str) -> Option<&Answer> {
        self.written(question)
            .filter(|answer| !is_placeholder(&answer.value))
    }

    /// The question ids to look under, each with the system that it is about. A question about a system may be answered for
    /// one system under `question.system`; the plain id then holds for the others.
    pub(crate) fn targets(&self, item: &Item) -> Vec<(String, Option<&str>)> {
        let whole = || (item.point.to_owned(), None);
        let apart = |system: &str| format!("{}.{system}", item.point);
        let any_apart = self
            .systems
            .iter()
            .any(|system| self.answers.contains_key(&apart(system)));
        if !item.per_system || !any_apart {
            return vec![whole()];
        }
        let each = self.systems.iter().map(|system| {
            let own = apart(system);
            let id = if self.answers.contains_key(&own) {
                own
            } else {
                item.point.to_owned()
            };
            (id, Some(system.as_str()))
        });
        each.collect()
    }

    pub(crate) fn document(&self, id: &str) -> Option<&Document> {
        self.documents
            .get(id)
            .filter(|document| document.info().byte_length > 0)
    }

    pub(crate) fn attached(&self, answer: &Answer) -> Attached {
        let mut attached = Attached::default();
        for id in &answer.documents {
            let Some(document) = self.document(id) else {
                attached.missing.push(id.clone());
                continue;
            };
            attached.found += 1;
            let dated = document
                .info()
                .dated
                .as_deref()
                .and_then(|day| Date::parse(day).ok());
            attached.newest = attached.newest.max(dated.filter(|day| *day <= self.as_of));
        }
        attached
    }

    /// True when a name is one of the supplier's.
    pub(crate) fn is_supplier(&self, name: &str) -> bool {
        let name = LegalName::read(name);
        self.names
            .iter()
            .any(|known| LegalName::read(known).is(&name))
    }
}
