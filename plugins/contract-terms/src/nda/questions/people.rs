//! Whether people of the other side may be hired away.

use super::{Cue, Hits, Question, Verdict};
use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

static HIRES_AWAY: Pattern = Pattern::new(
    r"\b(?:not|no|neither|nor|refrain\w*)\b[^.]{0,300}\b(?:solicit\w*|hir(?:e|ing)|recruit\w*|entice|induce|seek to employ|offer employment)\b[^.]{0,200}\b(?:employ\w*|officers?|personnel|staff|persons?|consultants?|individuals?)\b",
);

/// Solicitation of proxies.
static PROXIES: Pattern = Pattern::new(r"\bprox(?:y|ies)\b");

pub(super) static NON_SOLICITATION: Question = Question {
    point: "nda-18",
    entailed: "people must not be hired away",
    contradicted: "people may be hired away",
    silent: "hiring is not mentioned",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Info),
    ask: "Ask whether hiring away is to be excluded.",
    cues: &[Cue {
        verdict: Verdict::Entailed,
        all: &[&HIRES_AWAY],
        none: &[&PROXIES],
        own: None,
        following: 0,
        hits: Hits { right: 7, of: 7 },
    }],
    silence: Hits { right: 50, of: 54 },
};
