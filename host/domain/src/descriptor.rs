//! What a plugin says about itself.

use serde::{Deserialize, Serialize};

use crate::{ControlId, PluginId, PointId, QuestionId, Untrusted};

/// A plugin's own description, ids parsed and lengths bounded. It is a claim: what counts is what the component imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Descriptor {
    /// Its name.
    pub id: PluginId,
    /// Its semantic version.
    pub version: String,
    /// Who says to have published it.
    pub publisher: Untrusted,
    /// One line.
    pub title: Untrusted,
    /// A few sentences.
    pub summary: Untrusted,
    /// `questionnaire`, `probe`, `contract` or another word.
    pub kind: Untrusted,
    /// Points that it answers.
    pub points: Vec<DeclaredPoint>,
    /// Questions that it needs.
    pub questions: Vec<Question>,
    /// Documents that it wants.
    pub documents: Vec<DocumentWish>,
    /// Capabilities that it asks for.
    pub capabilities: Vec<CapabilityWish>,
    /// JSON Schema of its settings, or empty.
    pub settings_schema: Untrusted,
}

/// A point that a plugin answers, with the controls it says to support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredPoint {
    /// The point.
    pub point: PointId,
    /// The controls.
    pub controls: Vec<ControlId>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The question itself.
    pub text: Untrusted,
    /// What a good answer looks like.
    pub guidance: Untrusted,
    /// `choice`, `text`, `number`, `date` or `yes-no`.
    pub answer_kind: Untrusted,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The evidence that should come with it.
    pub evidence: Untrusted,
    /// When it is asked at all.
    pub show_if: Option<Condition>,
    /// The controls behind it.
    pub controls: Vec<ControlId>,
}

/// One choice of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is written into the answer file.
    pub value: Untrusted,
    /// What a person reads.
    pub label: Untrusted,
}

/// A question is asked only if another has one of these answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The other question.
    pub question: QuestionId,
    /// Its answers.
    pub any_of: Vec<Untrusted>,
}

/// A document that a plugin would read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentWish {
    /// Its kind.
    pub kind: Untrusted,
    /// Why.
    pub why: Untrusted,
}

/// A capability that a plugin asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityWish {
    /// The interface.
    pub interface: Untrusted,
    /// Why.
    pub why: Untrusted,
}
