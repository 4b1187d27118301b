//! The check points, with the controls that they support and what to ask for.

use assay_sdk::{Observation, Severity};

use crate::judge::CLASS;

/// A check point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) id: &'static str,
    pub(crate) controls: &'static [&'static str],
    pub(crate) ask: &'static str,
}

const fn point(id: &'static str, controls: &'static [&'static str], ask: &'static str) -> Point {
    Point { id, controls, ask }
}

pub(crate) const FORMAT: Point = point(
    "bom-format",
    &["iso42001.a.4.2"],
    "Please send the bill of materials of this system as CycloneDX JSON, version 1.5 to 1.7.",
);
pub(crate) const FRESH: Point = point(
    "bom-fresh",
    &["iso42001.a.4.2"],
    "Please send the bill of materials of the version that is in operation now.",
);
pub(crate) const MODELS: Point = point(
    "bom-models",
    &["iso42001.a.4.2", "dd.upstream"],
    "Which models, in which versions, does this system hold?",
);
pub(crate) const DATASETS: Point = point(
    "bom-datasets",
    &["iso42001.a.4.3", "iso42001.a.7.5"],
    "With which data sets was each model trained and evaluated, and where do they come from?",
);
pub(crate) const LICENCES: Point = point(
    "bom-licences",
    &["iso42001.a.7.3"],
    "Under which licence is each model and data set used, and does it allow what we do with it?",
);
pub(crate) const PROVENANCE: Point = point(
    "bom-provenance",
    &["iso42001.a.7.5"],
    "Who made each model, and from which model does it descend?",
);
pub(crate) const HASHES: Point = point(
    "bom-hashes",
    &["iso42001.a.4.2"],
    "Please add a SHA-256 hash for each model file.",
);
pub(crate) const EVALUATION: Point = point(
    "bom-evaluation",
    &["iso42001.a.6.2.4"],
    "How was each model evaluated, and with which results?",
);
pub(crate) const LIMITS: Point = point(
    "bom-limits",
    &["iso42001.a.8.2", "iso42001.a.9.4"],
    "What is each model for, and which limits and risks of it are known?",
);
pub(crate) const UPSTREAM: Point = point(
    "bom-upstream",
    &["dd.upstream"],
    "Why does the bill of materials name models that you did not disclose as upstream models?",
);
/// The bill of materials as a whole.
pub(crate) const WHOLE: Point = point(
    "ai-bom",
    &["iso42001.a.4.2", "dd.upstream", "iso42001.a.7.5"],
    "Please send a bill of materials of this system: models, data sets, licences, hashes.",
);
/// The model card as a whole.
pub(crate) const CARD: Point = point(
    "model-card",
    &["iso42001.a.6.2.7", "iso42001.a.8.2"],
    "Please send the model card of this system.",
);

/// Every point, in the order of a report.
pub(crate) const ALL: [Point; 12] = [
    FORMAT, FRESH, MODELS, DATASETS, LICENCES, PROVENANCE, HASHES, EVALUATION, LIMITS, UPSTREAM,
    WHOLE, CARD,
];

impl Point {
    pub(crate) fn fail(self, severity: Severity, title: impl Into<String>) -> Observation {
        Observation::fail(self.id)
            .severity(severity)
            .class(CLASS)
            .title(title)
            .remediation(self.ask)
    }

    pub(crate) fn partial(self, title: impl Into<String>) -> Observation {
        Observation::partial(self.id)
            .class(CLASS)
            .title(title)
            .remediation(self.ask)
    }

    pub(crate) fn pass(self, title: impl Into<String>) -> Observation {
        Observation::pass(self.id).class(CLASS).title(title)
    }

    pub(crate) fn unknown(self, title: impl Into<String>) -> Observation {
        Observation::unknown(self.id)
            .title(title)
            .remediation(self.ask)
    }
}
