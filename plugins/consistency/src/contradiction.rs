//! A contradiction: one claim, and what says otherwise.

use assay_sdk::{Class, Evidence, Observation, Severity};

/// Two sources that cannot both be right.
#[derive(Debug, Clone)]
pub(crate) struct Contradiction {
    /// The point of the claim.
    pub(crate) point: String,
    pub(crate) system: Option<String>,
    pub(crate) severity: Severity,
    /// Both sides in one line, the claim first.
    pub(crate) title: String,
    /// What to ask.
    pub(crate) ask: String,
    /// The claim, then what contradicts it.
    pub(crate) evidence: [Evidence; 2],
}

impl Contradiction {
    /// The class is what the better side allows; the host lowers it to what it finds.
    pub(crate) fn observation(self) -> Observation {
        let mut observation = Observation::fail(self.point)
            .severity(self.severity)
            .class(Class::E3)
            .title(self.title)
            .detail("Two sources contradict each other; which of them is right only the supplier can say.")
            .remediation(self.ask);
        observation.system = self.system;
        observation
            .extra
            .push(("contradiction".to_owned(), "true".to_owned()));
        let [claim, other] = self.evidence;
        observation.cite(claim).cite(other)
    }
}
