//! Clauses of a pack.

use serde::{Deserialize, Serialize};

use crate::{Comparison, Outcome, Severity, one_or_many::one_or_many};

/// What to look for in documents, sentence by sentence. A clause that is not found is unknown, whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// The point that it speaks to.
    pub point: String,
    /// The kinds of document that are read.
    #[serde(default = "binding")]
    pub documents: Vec<String>,
    /// A regular expression over one sentence of plain text.
    pub pattern: String,
    /// Must be found in the same sentence, the one before it in its paragraph, or the heading above.
    #[serde(default)]
    pub near: Option<String>,
    /// Must not be found in the same sentence: it tells a look-alike.
    #[serde(default)]
    pub unless: Option<String>,
    /// What it amounts to that the clause is there, when no value is compared.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// What the value has to be for a pass; all of them hold. `fail` is tried first, then `pass`, then `partial`.
    #[serde(default, deserialize_with = "one_or_many")]
    pub pass: Vec<Comparison>,
    /// For a partial.
    #[serde(default, deserialize_with = "one_or_many")]
    pub partial: Vec<Comparison>,
    /// For a fail.
    #[serde(default, deserialize_with = "one_or_many")]
    pub fail: Vec<Comparison>,
    /// The name of the fact that carries the value; the point's id when absent.
    #[serde(default)]
    pub fact: Option<String>,
    /// True when a "not" elsewhere in the sentence does not matter. Otherwise such a sentence is never a pass: a person has
    /// to read it.
    #[serde(default)]
    pub ignore_negation: bool,
    /// How bad a partial or a fail is.
    #[serde(default)]
    pub severity: Severity,
    /// One line for people; the id when absent.
    #[serde(default)]
    pub title: String,
    /// What the supplier has to do or send.
    pub remediation: String,
}

impl Clause {
    /// Every comparison, with the key under which it stands.
    pub fn comparisons(&self) -> impl Iterator<Item = (&'static str, &Comparison)> {
        let groups = [
            ("pass", &self.pass),
            ("partial", &self.partial),
            ("fail", &self.fail),
        ];
        groups
            .into_iter()
            .flat_map(|(key, comparisons)| comparisons.iter().map(move |one| (key, one)))
    }
}

/// What binds the supplier, when a clause does not say where it is to be looked for.
fn binding() -> Vec<String> {
    ["contract", "dpa", "terms"].map(str::to_owned).to_vec()
}
