//! A whole pack.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Clause, Probe, Question};

/// A pack as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pack {
    /// What it is.
    pub pack: Header,
    /// Points of its own, which inform and are never counted.
    #[serde(default)]
    pub points: Vec<OwnPoint>,
    /// What it asks.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What it looks for in documents.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// What it asks an endpoint.
    #[serde(default)]
    pub probes: Vec<Probe>,
}

/// What a pack is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Header {
    /// The id of the plugin that it becomes.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// Who publishes it. A claim, until a signature stands for it.
    pub publisher: String,
    /// One line.
    pub title: String,
    /// A few sentences.
    #[serde(default)]
    pub summary: String,
}

/// A point that the catalogue does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OwnPoint {
    /// Its id.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What has to be so for a pass.
    pub expectation: String,
    /// The evidence that shows it.
    pub evidence: String,
    /// What to ask the supplier when it is not known.
    pub ask: String,
    /// Whether it is about the supplier or about each AI system.
    #[serde(default)]
    pub scope: Scope,
}

/// What a point is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The supplier as a whole.
    #[default]
    Supplier,
    /// Each AI system.
    System,
}

impl Pack {
    /// The points that its checks speak to, each with the place where it stands first.
    pub fn answered(&self) -> BTreeSet<&str> {
        let questions = self.questions.iter().map(|question| &question.point);
        let clauses = self.clauses.iter().map(|clause| &clause.point);
        let probes = self.probes.iter().map(|probe| &probe.point);
        questions
            .chain(clauses)
            .chain(probes)
            .map(String::as_str)
            .collect()
    }
}

/// A pack as it lies in a component: checked against a catalogue, with the controls that its points support there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Built {
    /// The pack.
    pub pack: Pack,
    /// The controls by point, for points that support one.
    pub controls: BTreeMap<String, Vec<String>>,
}
