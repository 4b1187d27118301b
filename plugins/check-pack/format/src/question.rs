//! Questions of a pack.

use serde::{Deserialize, Serialize};

use crate::{Severity, one_or_many::one_or_many};

/// A question, and what its answer amounts to. `fail` is tried first; of numbers and dates then `pass` and then `partial`, which
/// is the wider limit, of everything else `partial` and then `pass`. An answer that meets none of them, a placeholder and silence
/// are unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Question {
    /// Its id, under which the answer stands in `answers.toml`.
    pub id: String,
    /// The point that the answer speaks to.
    pub point: String,
    /// The question.
    pub text: String,
    /// What a good answer looks like.
    #[serde(default)]
    pub guidance: String,
    /// How it is answered.
    pub kind: AnswerKind,
    /// What can be chosen, for kind `choice`.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The evidence that should come with the answer.
    #[serde(default)]
    pub evidence: String,
    /// Asked only if another question has one of these answers.
    #[serde(default)]
    pub show_if: Option<ShowIf>,
    /// What passes: values of a choice; comparisons that all hold for a number or for the age of a date; patterns of which one
    /// is found in a text.
    #[serde(default, deserialize_with = "one_or_many")]
    pub pass: Vec<String>,
    /// What passes in part.
    #[serde(default, deserialize_with = "one_or_many")]
    pub partial: Vec<String>,
    /// What fails.
    #[serde(default, deserialize_with = "one_or_many")]
    pub fail: Vec<String>,
    /// How bad a partial or a fail is.
    #[serde(default)]
    pub severity: Severity,
    /// One line for people; the id when absent.
    #[serde(default)]
    pub title: String,
    /// What the supplier has to do or send.
    pub remediation: String,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// With one of the choices.
    Choice,
    /// With yes or no.
    YesNo,
    /// With a number.
    Number,
    /// With a date, `YYYY-MM-DD`.
    Date,
    /// In words.
    Text,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Choice {
    /// What is written into the answer file.
    pub value: String,
    /// What a person reads.
    pub label: String,
}

/// When a question is asked at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShowIf {
    /// Another question of the pack.
    pub question: String,
    /// Its answers.
    pub any_of: Vec<String>,
}
