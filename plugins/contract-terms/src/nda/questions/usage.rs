//! What the recipient may do with the information: use it, copy it, take it apart, claim a right in it.

use super::{Cue, Hits, Question, SECRET, Verdict};
use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

/// Used for something only, or not used otherwise.
static USED_ONLY: Pattern = Pattern::new(concat!(
    r"\b(?:us(?:e|ed|es|ing)|utili[sz]\w+)\b[^.;]{0,160}\b(?:only|solely|sole|exclusively|strictly|for the purposes?|for no other|other than|except|unless)\b",
    r"|\b(?:only|solely|sole|exclusively)\b[^.;]{0,60}\b(?:us(?:e|ed|ing)|utili[sz]\w+)\b",
    r"|\b(?:shall|will|may|must|to|agrees?|neither|should)\b[^.;]{0,120}\b(?:not?|nor|never)\b[^.;]{0,160}\b(?:use|used|utili[sz]ed?|exploit|uses)\b",
));

static PURPOSE: Pattern = Pattern::new(
    r"\b(?:purposes?|in connection with|evaluat\w+|perform\w*|own (?:use|benefit|account))\b",
);

/// "Developed without use of the information" is no promise about use.
static DEVELOPED: Pattern = Pattern::new(r"\bdeveloped\b");

/// What stays in the heads of people may be used.
static KEPT_IN_MIND: Pattern = Pattern::new(concat!(
    r"\bresiduals?\b",
    r"|\bretained in the (?:unaided )?(?:minds?|memor(?:y|ies))",
    r"|\b(?:free to use|may use)\b[^.;]{0,80}\b(?:any purpose|without restriction)",
));

static FREELY: Pattern = Pattern::new(r"\b(?:any purpose|free|not be restricted|may use)\b");

static TAKES_APART: Pattern = Pattern::new(
    r"\b(?:not|nor)\b[^.;]{0,60}\banaly[sz]ed?\b|\breverse[- ]?engineer\w*|\bdecompil\w+|\bdisassembl\w+",
);

static NOT: Pattern =
    Pattern::new(r"\b(?:not|no|nor|neither|never|without|refrain\w*|prohibit\w*)\b");

/// Reverse engineering in the definition of a trade secret.
static FOUND_OUT: Pattern = Pattern::new(r"\bascertainable\b|\bindependent development\b");

/// No copies, except those that are needed.
static COPIES_EXCEPT: Pattern = Pattern::new(
    r"\b(?:not|no|nor|neither|never)\b[^.;]{0,140}\b(?:cop(?:y|ies|ied|ying)|reproduce\w*|duplicate\w*|photocop\w+|replicate\w*)\b[^.;]{0,120}\b(?:except|unless|other than|extent|necessary)\b",
);

static COPIES_FORBIDDEN: Pattern = Pattern::new(
    r"\b(?:not|no|nor|neither|never)\b[^.;]{0,140}\b(?:cop(?:y|ies|ied|ying)|reproduce\w*|duplicate\w*|photocop\w+|replicate\w*)\b",
);

static COPIES_BY_CONSENT: Pattern = Pattern::new(
    r"\b(?:not|no|nor|neither|never)\b[^.;]{0,140}\b(?:cop(?:y|ies|ied|ying)|reproduce\w*|duplicate\w*|photocop\w+|replicate\w*)\b[^.;]{0,200}\b(?:consent|permission|approval|authori[sz]\w+)\b",
);

static MAY_COPY: Pattern = Pattern::new(concat!(
    r"\b(?:may|entitled|permitted)\b[^.;]{0,50}\b(?:make|copy|reproduce|duplicate)\b",
    r"|\bcopies\b[^.;]{0,60}\b(?:may be made|strictly necessary|as are)",
    r"|\b(?:only|such) (?:make )?(?:such )?copies",
    r"|\b(?:make|making) (?:only )?(?:such |any |the )?(?:number of |reasonable )?copies\b[^.;]{0,80}\b(?:necessary|required|reasonabl[ey]|needed)",
    r"|\b(?:copied|reproduced|duplicated) (?:only|solely)",
));

static COPIES: Pattern =
    Pattern::new(r"\b(?:cop(?:y|ies|ied|ying)|reprod\w+|duplic\w+|photoc\w+|replic\w+)");

/// Copies that are returned or kept at the end are another question.
static GIVEN_BACK: Pattern = Pattern::new(r"\b(?:retain\w*|return\w*|destr\w+|retention)\b");

/// Copies of the agreement itself.
static OTHER_COPIES: Pattern = Pattern::new(concat!(
    r"\b(?:executed|confirmation|signed|certified|true) cop(?:y|ies)",
    r"|\bfacsimile",
    r"|\bcop(?:y|ies) of (?:this|the notice|(?:any )?(?:and all )?signed|executed)",
));

static NOTHING_GRANTED: Pattern = Pattern::new(concat!(
    r"\b(?:no|not|nothing|neither|nor)\b[^.]{0,220}\b(?:grant\w*|confer\w*|convey\w*|transfer\w*|licen[cs]e[sd]?|acquires?|vest\w*|receive)\b[^.]{0,200}\b(?:rights?|licen[cs]es?|title|interest|ownership|copyrights?)\b",
    r"|\bno (?:other )?(?:express or implied )?(?:licen[cs]es?|title|right,? title|rights? or licen[cs]e)\b",
    r"|\bshall have no (?:interest|rights?) (?:in|therein|or)",
    r"|\bno (?:explicit|express) or implied transfer",
));

static REMAINS_PROPERTY: Pattern = Pattern::new(concat!(
    r"\b(?:remains?|be|is|are) (?:and (?:shall |will )?remains? )?(?:at all times )?(?:in )?(?:the |its )?(?:(?:sole|exclusive|valuable|absolute|confidential)(?: and (?:sole|exclusive))? )*property\b",
    r"|\b(?:right|title)s?\b[^.;]{0,120}\bremain\w*",
    r"|\bretains? (?:all|title|ownership|sole)",
    r"|\breserves? all rights in",
));

/// Rights to remedies are no rights in the information.
static REMEDIES: Pattern = Pattern::new(r"\bremed(?:y|ies)\b|\bassign\b");

pub(super) static LIMITED_USE: Question = Question {
    point: "nda-4",
    entailed: "used for the stated purpose only",
    contradicted: "may be used for other purposes too",
    silent: "the use is not limited",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask that the information is used for the stated purpose only.",
    cues: &[
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&KEPT_IN_MIND, &FREELY],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 2, of: 3 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&USED_ONLY, &SECRET, &PURPOSE],
            none: &[&DEVELOPED],
            own: None,
            following: 0,
            hits: Hits { right: 41, of: 43 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&USED_ONLY, &SECRET],
            none: &[&DEVELOPED],
            own: None,
            following: 0,
            hits: Hits { right: 4, of: 6 },
        },
    ],
    silence: Hits { right: 4, of: 9 },
};

pub(super) static REVERSE_ENGINEERING: Question = Question {
    point: "nda-11",
    entailed: "must not be reverse engineered",
    contradicted: "may be reverse engineered",
    silent: "reverse engineering is not mentioned",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask that samples, models and software are not reverse engineered.",
    cues: &[Cue {
        verdict: Verdict::Entailed,
        all: &[&TAKES_APART, &NOT],
        none: &[&FOUND_OUT],
        own: None,
        following: 0,
        hits: Hits { right: 7, of: 7 },
    }],
    silence: Hits { right: 53, of: 54 },
};

pub(super) static NO_LICENCE: Question = Question {
    point: "nda-15",
    entailed: "no right in the information is granted",
    contradicted: "a right in the information is granted",
    silent: "rights in the information are not mentioned",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask for the sentence that no licence and no right is granted.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&NOTHING_GRANTED],
            none: &[&REMEDIES],
            own: None,
            following: 0,
            hits: Hits { right: 33, of: 35 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&REMAINS_PROPERTY],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 4, of: 6 },
        },
    ],
    silence: Hits { right: 18, of: 20 },
};

pub(super) static COPYING: Question = Question {
    point: "nda-17",
    entailed: "copies may be made",
    contradicted: "copies must not be made",
    silent: "copies are not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Partial, Severity::Low),
    ask: "Ask that copies are made only as far as the purpose needs them, and are counted as the information itself.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&COPIES_EXCEPT],
            none: &[&COPIES_BY_CONSENT, &GIVEN_BACK],
            own: Some(&COPIES),
            following: 0,
            hits: Hits { right: 4, of: 9 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&MAY_COPY],
            none: &[&GIVEN_BACK, &COPIES_FORBIDDEN, &OTHER_COPIES],
            own: Some(&COPIES),
            following: 0,
            hits: Hits { right: 3, of: 3 },
        },
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&COPIES_FORBIDDEN, &SECRET],
            none: &[&GIVEN_BACK, &OTHER_COPIES],
            own: Some(&COPIES),
            following: 0,
            hits: Hits { right: 5, of: 10 },
        },
    ],
    silence: Hits { right: 38, of: 39 },
};
