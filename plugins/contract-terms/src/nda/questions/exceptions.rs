//! What the recipient may have from elsewhere.

use super::{Cue, Hits, Question, Verdict};
use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

static DEVELOPS_ALONE: Pattern = Pattern::new(concat!(
    r"\bindependent(?:ly)?\b[^.;]{0,60}\b(?:develop\w*|creat\w+|conceiv\w*|discover(?:s|ed)\b|generat\w+|deriv\w+|acquired|made|produced)",
    r"|\b(?:develop\w*|creat\w+|conceiv\w*|generat\w+|produced)\b[^.;]{0,120}\b(?:independent(?:ly)?|without (?:the )?(?:use|using|reference|benefit|reliance|relying|access|breach|any))\b",
));

static RIGHTLY_FROM_OTHERS: Pattern = Pattern::new(concat!(
    r"\b(?:lawful\w*|right\w*|legitimate\w*|independent\w*|properly)\b[^.;]{0,60}\b(?:receiv\w+|obtain\w*|acquir\w+|learn\w*|possess\w*|becom\w+|disclos\w+|known)\b",
    r"|\b(?:receiv\w+|obtain\w*|acquir\w+|learn\w*|becom\w+|disclos\w+|furnish\w*)\b[^.;]{0,80}\b(?:from|by) (?:a |an |any |another )?(?:third|source|person|other source|independent)[^.;]{0,120}\b(?:without|free of|not (?:under|bound|subject|in)|entitled|legal right|no (?:duty|obligation)|lawful\w*|right\w*)\b",
));

static FROM_OTHERS: Pattern = Pattern::new(
    r"\b(?:receiv\w+|obtain\w*|acquir\w+|becom\w+|became|available|disclos\w+|furnish\w*|learn\w*|provided|known|possess\w*|reveal\w*|comes?|given)\b[^;]{0,160}\b(?:from|by|through)\b[^;]{0,40}\b(?:third[- ]?(?:party|parties|persons?)|third \([^)]*\) part\w+|independent source|other source|another source|a source|sources?|persons?|others|other than)\b",
);

static FREE_OF_DUTY: Pattern = Pattern::new(
    r"\b(?:lawful\w*|right\w*|without|not|free|duty|obligation\w*|restrict\w*|breach\w*|non-?confidential|entitled|independent|violat\w+|legal\w*|good faith)\b",
);

static CARVED_OUT: Pattern = Pattern::new(
    r"\b(?:not (?:be )?(?:include|apply|extend|restrict|subject|cover|prohibit)|exclud\w+|except|exceptions?|no (?:obligation|liability)|does not|do not|shall not|neither|nor|not be|will not)\b",
);

/// Telling a third party, not hearing from one.
static TELLS_OTHERS: Pattern = Pattern::new(
    r"\b(?:shall|will|must) not\b[^.;]{0,80}\b(?:disclose|reveal|divulge)\b[^:]{0,200}$|\bshall include\b",
);

pub(super) static INDEPENDENT_DEVELOPMENT: Question = Question {
    point: "nda-12",
    entailed: "the like may be developed independently",
    contradicted: "the like must not be developed",
    silent: "independent development is not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Partial, Severity::Info),
    ask: "Ask that independent development has to be shown by records.",
    cues: &[Cue {
        verdict: Verdict::Entailed,
        all: &[&DEVELOPS_ALONE],
        none: &[],
        own: None,
        following: 0,
        hits: Hits { right: 39, of: 39 },
    }],
    silence: Hits { right: 21, of: 22 },
};

pub(super) static FROM_A_THIRD_PARTY: Question = Question {
    point: "nda-13",
    entailed: "the like may be had from a third party",
    contradicted: "the like must not be had from a third party",
    silent: "information from third parties is not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Partial, Severity::Info),
    ask: "Ask that only what a third party was free to give is left out.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&RIGHTLY_FROM_OTHERS],
            none: &[&TELLS_OTHERS],
            own: None,
            following: 0,
            hits: Hits { right: 40, of: 42 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&FROM_OTHERS, &FREE_OF_DUTY, &CARVED_OUT],
            none: &[&TELLS_OTHERS],
            own: None,
            following: 0,
            hits: Hits { right: 6, of: 7 },
        },
    ],
    silence: Hits { right: 11, of: 12 },
};
