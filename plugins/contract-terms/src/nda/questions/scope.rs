//! What counts as confidential: marked or not, technical or not, written or spoken.

use super::{Cue, Hits, INFORMATION, Question, SECRET, Verdict};
use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

/// Information has to be marked or named as confidential.
static MARKED: Pattern = Pattern::new(concat!(
    r"\b(?:mark(?:ed|ings?|s)?|label+ed|legend|stamp(?:ed)?|identif(?:ied|y|ies)|designat(?:ed?|es)|denominat\w+|indicated)\b[^.;]{0,90}\b(?:confidential|proprietary|secret|restricted|confidence|legend|stamp|marking)\b",
    r"|\b(?:appropriate|suitable|comparable|conspicuous|similar) (?:stamp|legend|marking)",
));

/// Marks on copies, and marks that are not the condition of protection.
static OTHER_MARKS: Pattern = Pattern::new(concat!(
    r"\bcop(?:y|ies)\b[^.;]{0,60}\b(?:mark|legend|stamp|label)",
    r"|\b(?:remove|deface|overprint|obliterate|alter)\b",
    r"|\bno longer\b",
    r"|\b(?:copyright|trademark)\b[^.;]{0,40}\bnotices?\b",
    r"|\bnot (?:be )?(?:deemed )?(?:a )?waiver",
    r"|\binadvertent",
));

/// Protected by its nature, whatever stands on it.
static UNMARKED: Pattern = Pattern::new(concat!(
    r"\b(?:whether or not|regardless of whether|irrespective of whether|even if|although|whether|need not be|or) (?:it is |or not |such information is |they are |is |are |that is |so )*(?:not |un)(?:so )?(?:mark|label|identif|designat|legend|stamp)\w*",
    r"|\b(?:whether or not|regardless of whether|irrespective of whether|need not be|not required to be)\b[^.;]{0,60}\b(?:mark|label|identif|designat|legend|stamp)",
    r"|\bfail(?:ure|s|ed)? to (?:so )?(?:mark|label|identify|designate)",
    r"|\bor (?:that |which |where |if )?[^.;]{0,60}\b(?:by (?:its|their|the) (?:very )?nature|nature of|circumstances|reasonabl[ey])\b",
    r"|\b(?:should|would|could|can|ought)\b[^.;]{0,60}\b(?:reasonably|known|understood|considered|regarded|recogni[sz]ed|expected|deemed)\b[^.;]{0,60}\bconfidential\b",
    r"|\b(?:by (?:its|their) (?:very )?nature)\b",
    r"|\bintended to be (?:disclosed in confidence|confidential)",
));

/// Words by which a definition says what belongs to it.
static DEFINES: Pattern = Pattern::new(
    r"\b(?:means?|includ(?:e|es|ing)|defined|limited to|without limitation|such as|consists? of|comprises?|relat(?:es?|ing|ed) to|concerning|regarding|of a)\b",
);

/// Two kinds of information that are not technical.
static TWO_OTHER_KINDS: Pattern = Pattern::new(
    r"\b(?:business|financ\w+|customers?|clients?|marketing|commercial|pric(?:ing|es?)|sales|personnel|employees?|suppliers?|vendors|contracts?|strateg\w+|personal|patients?|students?|health|accounting|costs?|forecasts?|budgets?|operations?|operational|profits?|revenues?|payroll|names|investors?|stockholders?|shareholders?|market|economic|corporate|affairs)\b.*\b(?:business|financ\w+|customers?|clients?|marketing|commercial|pric(?:ing|es?)|sales|personnel|employees?|suppliers?|vendors|contracts?|strateg\w+|personal|patients?|students?|health|accounting|costs?|forecasts?|budgets?|operations?|operational|profits?|revenues?|payroll|names|investors?|stockholders?|shareholders?|market|economic|corporate|affairs)\b",
);

/// One of them.
static OTHER_KIND: Pattern = Pattern::new(
    r"\b(?:business|financ\w+|customers?|clients?|marketing|commercial|pric(?:ing|es?)|sales|personnel|employees?|suppliers?|vendors|contracts?|strateg\w+|personal|patients?|students?|health|accounting|costs?|forecasts?|budgets?|operations?|operational|profits?|revenues?|payroll|names|investors?|stockholders?|shareholders?|market|economic|corporate|affairs)\b",
);

static NAMED_SECRET: Pattern =
    Pattern::new(r#"\b(?:confidential|proprietary|evaluation|"information"|secrets?|sensitive)\b"#);

static NAMED: Pattern = Pattern::new(r"\b(?:confidential|proprietary)\b");

static TECHNICAL: Pattern = Pattern::new(
    r"\b(?:technical|technolog\w+|engineering|designs?|drawings?|formula\w*|specifications?|know-?how|software|schematics?|source code|algorithms?|prototypes?|inventions?|model data)\b",
);

/// Spoken, or in whatever form.
static SPOKEN: Pattern = Pattern::new(concat!(
    r"\b(?:oral(?:ly)?|verbal(?:ly)?|spoken|visual(?:ly)?|intangible|non-?tangible|aural(?:ly)?)\b",
    r"|\b(?:in |whatever |whatsoever |any |regardless of (?:the )?|irrespective of (?:the )?)(?:other )?(?:form|medium|media|manner|format)\b",
));

/// Spoken agreements, notices and amendments are something else.
static SPOKEN_ELSE: Pattern = Pattern::new(concat!(
    r"\b(?:oral|verbal)(?:ly)? (?:agreements?|understandings?|modif\w+|amend\w*|waive\w*|representations?|contract|notice|conversations)",
    r"|\b(?:agreements?|understandings?|representations?|negotiations?|arrangements?|modif\w+|amend\w*|waiver),? (?:\([a-z]+\) )?(?:whether |either )?(?:in writing or |written,? (?:or|and|nor) )?(?:oral|verbal)",
    r"|\bprior (?:oral|verbal|written)",
    r"|\b(?:oral or written|written or oral|written and oral|oral and written|verbal or written) (?:agreements?|understandings?|negotiations?|communications? (?:between|with respect))",
    r"|\bsupersede",
));

static PASSED_ON: Pattern =
    Pattern::new(r"\b(?:confidential|proprietary|evaluation|disclos\w+|secrets?)\b");

pub(super) static MARKING: Question = Question {
    point: "nda-1",
    entailed: "only marked information is protected",
    contradicted: "unmarked information is protected too",
    silent: "marking is not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask that information is protected by its nature, marked or not.",
    cues: &[
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&UNMARKED, &INFORMATION, &MARKED],
            none: &[&OTHER_MARKS],
            own: None,
            following: 0,
            hits: Hits { right: 5, of: 7 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&MARKED, &SECRET],
            none: &[&OTHER_MARKS],
            own: None,
            following: 0,
            hits: Hits { right: 15, of: 20 },
        },
    ],
    silence: Hits { right: 29, of: 34 },
};

pub(super) static TECHNICAL_ONLY: Question = Question {
    point: "nda-2",
    entailed: "only technical information is protected",
    contradicted: "other than technical information is protected too",
    silent: "the kinds of information are not said",
    protects: Verdict::Contradicted,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask that business, financial and personal information is protected as well.",
    cues: &[
        Cue {
            verdict: Verdict::Contradicted,
            all: &[
                &DEFINES,
                &INFORMATION,
                &SECRET,
                &TWO_OTHER_KINDS,
                &NAMED_SECRET,
            ],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 34, of: 43 },
        },
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&DEFINES, &INFORMATION, &TWO_OTHER_KINDS],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 4, of: 5 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&NAMED, &DEFINES, &INFORMATION, &TECHNICAL],
            none: &[&OTHER_KIND],
            own: None,
            following: 0,
            hits: Hits { right: 1, of: 2 },
        },
    ],
    silence: Hits { right: 4, of: 11 },
};

pub(super) static SPOKEN_TOO: Question = Question {
    point: "nda-3",
    entailed: "spoken information can be protected",
    contradicted: "spoken information is not protected",
    silent: "spoken information is not mentioned",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask that what is said in meetings is protected too.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&SPOKEN, &INFORMATION, &PASSED_ON],
            none: &[&SPOKEN_ELSE],
            own: None,
            following: 0,
            hits: Hits { right: 39, of: 42 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&SPOKEN, &INFORMATION],
            none: &[&SPOKEN_ELSE],
            own: None,
            following: 0,
            hits: Hits { right: 2, of: 3 },
        },
    ],
    silence: Hits { right: 12, of: 16 },
};
