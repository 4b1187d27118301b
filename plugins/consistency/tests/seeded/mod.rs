//! The contradictions of `cases/contradictions.toml`, each with its look-alike. The tests of the plugin run them against a host of the
//! SDK, `tests/consistency` of the workspace as dossiers through the real one.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) claim: Claim,
    pub(crate) shown: Option<Shown>,
    pub(crate) system: Option<BTreeMap<String, String>>,
    pub(crate) sub_processor: Option<SubProcessor>,
    pub(crate) look_alike: LookAlike,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Claim {
    pub(crate) point: String,
    pub(crate) number: Option<i64>,
    pub(crate) unit: Option<String>,
    pub(crate) choice: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) outcome: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Shown {
    pub(crate) point: String,
    pub(crate) fact: Option<String>,
    pub(crate) number: Option<i64>,
    pub(crate) unit: Option<String>,
    pub(crate) outcome: Option<String>,
    pub(crate) evidence: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct SubProcessor {
    pub(crate) name: String,
    pub(crate) country: String,
}

/// What is different in the case that is no contradiction.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LookAlike {
    pub(crate) shown_number: Option<i64>,
    pub(crate) shown_unit: Option<String>,
    pub(crate) shown_outcome: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) system: Option<BTreeMap<String, String>>,
    pub(crate) sub_processor: Option<SubProcessor>,
}

impl Case {
    /// The same, but for what makes it a contradiction.
    pub(crate) fn look_alike(&self) -> Self {
        let mut other = self.clone();
        let change = &self.look_alike;
        if let Some(shown) = &mut other.shown {
            shown.number = change.shown_number.or(shown.number);
            shown.unit = change.shown_unit.clone().or(shown.unit.take());
            shown.outcome = change.shown_outcome.clone().or(shown.outcome.take());
        }
        other.claim.comment = change.comment.clone().or(other.claim.comment);
        other.system = change.system.clone().or(other.system);
        other.sub_processor = change.sub_processor.clone().or(other.sub_processor);
        other
    }
}

/// Every case, in the order of the file.
pub(crate) fn cases() -> Vec<Case> {
    let file: File = toml::from_str(include_str!("../../cases/contradictions.toml"))
        .unwrap_or_else(|error| panic!("{error}"));
    file.case
}
