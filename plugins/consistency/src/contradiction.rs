//! A contradiction: one claim, and what says otherwise.

use assay_sdk::{Class, Evidence, Observation, Severity};

/// How sure it is that the claim is the side that is wrong, where nobody took it as met: below what decides, so that it stays a dispute.
const OPEN: u16 = 4_900;

/// Two sources that cannot both be right.
#[derive(Debug, Clone)]
pub(crate) struct Contradiction {
    /// The point of the claim.
    pub(crate) point: String,
    pub(crate) system: Option<String>,
    pub(crate) severity: Severity,
    /// Somebody took the claim as met at this very point, which makes a fail there a dispute.
    pub(crate) is_met: bool,
    /// Both sides in one line, the claim first.
    pub(crate) title: String,
    /// What to ask.
    pub(crate) ask: String,
    /// The claim, then what contradicts it.
    pub(crate) evidence: [Evidence; 2],
    /// What stands beside the answer, where that is what contradicts it: the answer is cited, and people read the comment here.
    pub(crate) comment: Option<String>,
    /// What else shows it.
    pub(crate) besides: Option<Evidence>,
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
        if let Some(comment) = &self.comment {
            observation
                .detail
                .push_str(&format!(" The comment: \"{comment}\""));
        }
        if !self.is_met {
            observation = observation.confidence(OPEN);
        }
        observation
            .extra
            .push(("contradiction".to_owned(), "true".to_owned()));
        let [claim, other] = self.evidence;
        let observation = observation.cite(claim).cite(other);
        match self.besides {
            Some(besides) => observation.cite(besides),
            None => observation,
        }
    }
}
