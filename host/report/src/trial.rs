//! What is shown of a plugin on trial: cases, one run, figures.

use std::collections::BTreeMap;

use assay_domain::{
    LogLine, Observation, PluginRef, RunOutcome, SecurityFinding, Standing, Untrusted, Usage,
};
use jiff::civil::Date;
use serde::Serialize;

/// A plugin on its cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialView {
    /// The plugin.
    pub plugin: PluginRef,
    /// Its cases, in the order of their names.
    pub cases: Vec<CaseView>,
}

impl TrialView {
    /// True when every case passed.
    pub fn passed(&self) -> bool {
        self.cases.iter().all(CaseView::passed)
    }
}

/// What came of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// The name of its file, without the ending.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What was seen where it was expected.
    pub as_expected: Vec<Observation>,
    /// What differs. A case without any has passed.
    pub problems: Vec<CaseProblem>,
    /// Exchanges of the cassette that were not asked for.
    pub unused: Vec<AskedView>,
    /// What the run logged.
    pub log: Vec<LogLine>,
    /// What it cost.
    pub cost: Usage,
}

impl CaseView {
    /// True when nothing differs.
    pub fn passed(&self) -> bool {
        self.problems.is_empty()
    }
}

/// One way in which a case fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum CaseProblem {
    /// Expected, and not seen.
    NotSeen {
        /// What was expected.
        expected: ExpectedView,
        /// What was seen at the same point instead, and how it differs.
        instead: Option<Box<InsteadView>>,
    },
    /// Seen, and not expected.
    NotExpected {
        /// What was seen.
        observed: Box<Observation>,
    },
    /// The host dropped an observation.
    Dropped {
        /// The code of the security finding.
        code: String,
        /// The point that the plugin named.
        point: Untrusted,
        /// Why.
        reason: Untrusted,
    },
    /// The run ended in another way.
    Ended {
        /// `completed`, or the kind of error that was expected.
        expected: String,
        /// How it ended.
        outcome: RunOutcome,
    },
    /// It asked for something that is not in the cassette.
    NotRecorded {
        /// What it asked for.
        asked: AskedView,
        /// What of the recorded comes nearest, and how it differs.
        nearest: Option<NearestView>,
    },
}

/// An expectation as it is written in the case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ExpectedView {
    /// The point.
    pub point: String,
    /// The outcome.
    pub outcome: String,
    /// The severity.
    pub severity: Option<String>,
    /// The system.
    pub system: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// A text that is among the quotes.
    pub quote: Option<String>,
    /// Facts by name.
    pub facts: BTreeMap<String, String>,
}

/// What was seen in place of what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InsteadView {
    /// The observation.
    pub observed: Observation,
    /// In what it differs: keys of the case file.
    pub differs_in: Vec<String>,
}

/// A request or an offered handshake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedView {
    /// The endpoint.
    pub endpoint: Untrusted,
    /// The method; `HANDSHAKE` for an offer.
    pub method: Untrusted,
    /// The URL as the plugin wrote it; the version for an offer.
    pub url: Untrusted,
}

/// A recorded exchange that comes near to what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearestView {
    /// What was recorded.
    pub recorded: AskedView,
    /// In what it differs. Empty when it is the same and was asked for once more than was recorded.
    pub differs_in: Vec<String>,
}

/// One run alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunView {
    /// The plugin.
    pub plugin: PluginRef,
    /// How independent of the supplier it is.
    pub standing: Standing,
    /// The day.
    pub as_of: Date,
    /// How the run ended.
    pub outcome: RunOutcome,
    /// What stood up to the host's checks, as it was graded.
    pub observations: Vec<Observation>,
    /// What did not.
    pub security_findings: Vec<SecurityFinding>,
    /// What the run logged.
    pub log: Vec<LogLine>,
    /// What it cost.
    pub cost: Usage,
}

/// What using a plugin costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BenchView {
    /// The plugin.
    pub plugin: PluginRef,
    /// Bytes of the component.
    pub component_bytes: u64,
    /// Bytes of its native code.
    pub code_bytes: u64,
    /// Most bytes of linear memory that a run used.
    pub memory_bytes: u64,
    /// How the measured runs ended: `completed`, or the kind of error.
    pub outcome: String,
    /// The steps in the order in which they happen.
    pub figures: Vec<FigureView>,
}

/// How long one step takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureView {
    /// The step.
    pub step: String,
    /// How often it was measured.
    pub times: u32,
    /// Half of the times it took no longer.
    pub median_ns: u64,
    /// 95 of 100 times it took no longer.
    pub p95_ns: u64,
}
