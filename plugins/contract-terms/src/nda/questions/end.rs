//! What is left when the agreement ends.

use super::{Cue, Hits, Question, Verdict};
use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

static GIVES_BACK: Pattern = Pattern::new(
    r"\b(?:return\w*|destr\w+|deliver\w*|delet\w+|eras\w+|surrender\w*|expunge|dispos\w+|redeliver\w*)\b",
);

static AT_THE_END: Pattern = Pattern::new(
    r"\b(?:terminat\w+|expir\w+|completion|completed|conclusion|end of|ceas\w+|no longer (?:need\w*|requires?|required|wish\w*|interested)|abandon\w*|cancellation|award|cessation|not to (?:proceed|enter|pursue)|(?:do|does) not (?:proceed|wish|enter)|not (?:consummated|proceed\w*))\b",
);

static DUTY: Pattern =
    Pattern::new(r"\b(?:shall|will|must|agrees?|undertakes?|required|promptly|immediately)\b");

static THINGS: Pattern =
    Pattern::new(r"\b(?:information|materials?|documents?|copies|data|records|products)\b");

/// Return receipt requested: a letter, not information.
static RECEIPT: Pattern = Pattern::new(r"\breturn receipt\b");

static LASTS: Pattern = Pattern::new(concat!(
    r"\bsurviv(?:e|es|al|ing)\b",
    r"|\b(?:shall|will) continue\b",
    r"|\bcontinues? (?:to be (?:bound|subject)|in (?:full )?(?:force|effect)|after|to (?:apply|treat|hold|keep))",
    r"|\bremain\w* (?:in (?:full )?(?:force|effect)|bound|binding|subject)\b",
    r"|\bcontinuing obligations?\b",
    r"|\bnotwithstanding\b[^.;]{0,60}\b(?:terminat\w+|expir\w+|return|completion|delivery)\b",
    r"|\bnot (?:terminate|relieve)\b",
    r"|\bwithout limitation of time",
));

static FOR_YEARS: Pattern = Pattern::new(concat!(
    r"\b(?:for|during) (?:a|the) (?:further )?(?:period|term) of [^.;]{0,40}(?:years?|months?)\b",
    r"|\byears?\)? (?:from|after|following)\b",
    r"|\bboth during and after",
    r"|\bperpetuity",
    r"|\bindefinite",
));

static DUTIES: Pattern = Pattern::new(
    r"\b(?:obligations?|confidential\w*|provisions?|covenants?|restrictions?|undertakings?|commitments?)\b",
);

static OF_COMPANIES: Pattern = Pattern::new(r"\bsurviving corporation\b|\bsurvive the closing");

static MAY_KEEP: Pattern = Pattern::new(concat!(
    r"\b(?:may|entitled to|permitted to|right to|allowed to|can)\b[^.;]{0,30}\b(?:retain|keep)\b",
    r"|\bnot (?:be )?(?:required|obligated|obliged)[^.;]{0,60}\b(?:return|destroy|delete|erase|purge)",
    r"|\b(?:does|do|shall|will) not (?:apply|extend)[^.;]{0,120}\b(?:back-?up|archiv\w+|electronic|notes)",
    r"|\b(?:retain|retention|keep|kept|retained)\b[^.;]{0,100}\b(?:archiv\w+|legal (?:files|department|counsel)|record[- ]?keeping|compliance|back-?up|one (?:\(1\) )?(?:copy|set))",
    r"|\b(?:one|single|archival|record) (?:\(1\) )?(?:archival |record )?(?:copy|set)\b[^.;]{0,80}\b(?:retain\w*|kept|keep|files)",
    r"|\b(?:destruction|deletion|return)(?: or (?:destruction|deletion|return))? (?:will|shall) (?:not )?be (?:made|required)",
    r"|\bretained (?:copies|information)",
));

static KEPT_THINGS: Pattern =
    Pattern::new(r"\b(?:cop(?:y|ies)|information|materials?|documents?|notes|files)\b");

/// Retaining in confidence, or retaining counsel.
static KEPT_OTHERWISE: Pattern =
    Pattern::new(r"\bretain[^.;]{0,30}\b(?:in (?:strict )?confidence|counsel)|\bfree to use");

static KEEPS_NO_COPY: Pattern = Pattern::new(concat!(
    r"\b(?:without|not|no|nor)\b[^.;]{0,60}\b(?:retain\w*|keep\w*|kept)\b[^.;]{0,60}\b(?:cop(?:y|ies)|extracts?|reproductions?)",
    r"|\bno copies\b[^.;]{0,40}\bretained",
    r"|\bnot (?:thereafter )?be retained",
));

pub(super) static RETURN: Question = Question {
    point: "nda-16",
    entailed: "returned or destroyed at the end",
    contradicted: "need not be returned or destroyed at the end",
    silent: "what happens at the end is not said",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask for return or destruction at the end without a request, and for a confirmation.",
    cues: &[Cue {
        verdict: Verdict::Entailed,
        all: &[&GIVES_BACK, &AT_THE_END, &DUTY, &THINGS],
        none: &[&RECEIPT],
        own: Some(&GIVES_BACK),
        following: 0,
        hits: Hits { right: 21, of: 28 },
    }],
    silence: Hits { right: 31, of: 33 },
};

pub(super) static SURVIVAL: Question = Question {
    point: "nda-19",
    entailed: "duties go on after the end",
    contradicted: "no duty goes on after the end",
    silent: "whether duties go on after the end is not said",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask for how many years confidentiality goes on after the end.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&LASTS, &DUTIES],
            none: &[&OF_COMPANIES],
            own: None,
            following: 0,
            hits: Hits { right: 38, of: 40 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&FOR_YEARS, &DUTIES],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 3, of: 7 },
        },
    ],
    silence: Hits { right: 12, of: 14 },
};

pub(super) static KEEPING_COPIES: Question = Question {
    point: "nda-20",
    entailed: "something may be kept after return",
    contradicted: "nothing may be kept after return",
    silent: "keeping something after return is not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Partial, Severity::Low),
    ask: "Ask that what backups or law keep is named, stays confidential and is deleted in turn.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&MAY_KEEP, &KEPT_THINGS],
            none: &[&KEPT_OTHERWISE],
            own: None,
            following: 0,
            hits: Hits { right: 10, of: 11 },
        },
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&KEEPS_NO_COPY],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 2, of: 6 },
        },
    ],
    silence: Hits { right: 32, of: 44 },
};
