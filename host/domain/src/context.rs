//! Facts about the use of an AI system, from which tier and inherent risk are read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A rating from 0 (harmless) to 4 (worst).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(try_from = "u8", into = "u8")]
#[schemars(with = "u8")]
pub struct Rating(u8);

impl Rating {
    /// What a missing fact counts as.
    pub const WORST: Self = Self(4);

    /// 0 to 4.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Rating {
    type Error = String;
    fn try_from(value: u8) -> Result<Self, String> {
        if value <= 4 {
            Ok(Self(value))
        } else {
            Err(format!("{value} is not a rating from 0 to 4"))
        }
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> u8 {
        rating.0
    }
}

/// A fact about the use of a system. Each has five words, from harmless to worst; the dossier uses the words.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ContextFact {
    /// The most sensitive data that the system sees.
    DataSensitivity,
    /// How many records or people's data it sees.
    DataVolume,
    /// What its output decides.
    DecisionEffect,
    /// What stops when it stops.
    BusinessDependence,
    /// What it can reach and do in the buyer's systems.
    Access,
    /// The class under the EU AI Act.
    AiActClass,
    /// Who is affected by its output.
    PeopleAffected,
    /// How hard it is to replace.
    Substitutability,
    /// Who can send it input.
    Exposure,
    /// How hard a wrong output is to undo.
    Reversibility,
}

impl ContextFact {
    /// All facts.
    pub const ALL: [Self; 10] = [
        Self::DataSensitivity,
        Self::DataVolume,
        Self::DecisionEffect,
        Self::BusinessDependence,
        Self::Access,
        Self::AiActClass,
        Self::PeopleAffected,
        Self::Substitutability,
        Self::Exposure,
        Self::Reversibility,
    ];

    /// The kebab-case name, as policy files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DataSensitivity => "data-sensitivity",
            Self::DataVolume => "data-volume",
            Self::DecisionEffect => "decision-effect",
            Self::BusinessDependence => "business-dependence",
            Self::Access => "access",
            Self::AiActClass => "ai-act-class",
            Self::PeopleAffected => "people-affected",
            Self::Substitutability => "substitutability",
            Self::Exposure => "exposure",
            Self::Reversibility => "reversibility",
        }
    }

    /// The words for ratings 0 to 4.
    pub const fn words(self) -> [&'static str; 5] {
        match self {
            Self::DataSensitivity => [
                "public",
                "internal",
                "confidential",
                "personal",
                "special-category",
            ],
            Self::DataVolume => ["none", "few", "hundreds", "thousands", "millions"],
            Self::DecisionEffect => [
                "none",
                "drafts",
                "advises",
                "decides-with-review",
                "decides-alone",
            ],
            Self::BusinessDependence => {
                ["none", "convenience", "team", "process", "critical-service"]
            }
            Self::Access => [
                "none",
                "copy-and-paste",
                "read-some",
                "read-much",
                "acts-on-systems",
            ],
            Self::AiActClass => [
                "minimal",
                "limited",
                "general-purpose",
                "high-risk",
                "prohibited",
            ],
            Self::PeopleAffected => [
                "nobody",
                "staff",
                "business-partners",
                "consumers",
                "vulnerable-people",
            ],
            Self::Substitutability => ["at-once", "days", "weeks", "months", "not-replaceable"],
            Self::Exposure => [
                "offline",
                "internal-staff",
                "partners",
                "customers",
                "open-internet",
            ],
            Self::Reversibility => ["at-once", "same-day", "with-effort", "hardly", "never"],
        }
    }

    /// The rating that a word stands for.
    pub fn rating(self, word: &str) -> Option<Rating> {
        let index = self.words().iter().position(|known| *known == word)?;
        u8::try_from(index)
            .ok()
            .and_then(|n| Rating::try_from(n).ok())
    }

    /// The word of a rating.
    pub const fn word(self, rating: Rating) -> &'static str {
        self.words()[rating.0 as usize]
    }
}

/// The class of a system under Regulation (EU) 2024/1689, as the dossier declares it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AiActClass {
    /// No duties of its own.
    Minimal,
    /// Transparency duties (Article 50).
    Limited,
    /// A general-purpose model (Articles 51 to 55).
    GeneralPurpose,
    /// High-risk (Article 6, Annexes I and III).
    HighRisk,
    /// A prohibited practice (Article 5).
    Prohibited,
}

/// The facts of one system. A fact that is not there is unknown and counts as the worst.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct SystemContext(BTreeMap<ContextFact, Rating>);

impl SystemContext {
    /// Facts from pairs.
    pub fn new(facts: impl IntoIterator<Item = (ContextFact, Rating)>) -> Self {
        Self(facts.into_iter().collect())
    }

    /// The rating of a fact, or none when it is unknown.
    pub fn get(&self, fact: ContextFact) -> Option<Rating> {
        self.0.get(&fact).copied()
    }

    /// The declared class, or none when it is unknown.
    pub fn ai_act_class(&self) -> Option<AiActClass> {
        Some(match self.get(ContextFact::AiActClass)?.get() {
            0 => AiActClass::Minimal,
            1 => AiActClass::Limited,
            2 => AiActClass::GeneralPurpose,
            3 => AiActClass::HighRisk,
            _ => AiActClass::Prohibited,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_to_its_own_rating() {
        for fact in ContextFact::ALL {
            for n in 0..=4 {
                let rating = Rating::try_from(n).unwrap();
                assert_eq!(
                    fact.rating(fact.word(rating)),
                    Some(rating),
                    "{}",
                    fact.name()
                );
            }
            assert_eq!(fact.rating("unknown"), None);
        }
    }
}
