//! To whom the information, and the fact of the talks, may be told.

use super::{Cue, Hits, Question, SECRET, SHARES, Verdict};
use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

static STAFF: Pattern = Pattern::new(
    r"\b(?:employees?|officers?|directors?|personnel|staff|partners|members|representatives?|workers|associates|affiliates)\b",
);

/// Near each other: people of the recipient, and a need or a permission.
static STAFF_WHO_NEED_IT: Pattern = Pattern::new(concat!(
    r"\bneed[- ]to[- ]know",
    r"|\bneed\w* to (?:know|have|be|access|receive)",
    r"|\bwho need",
    r"|\bhaving (?:a )?(?:reasonable )?need",
    r"|\bneed for access",
    r"|\bwith a need",
    r"|\brequire\w* (?:access|to know|such)",
    r"|\bonly (?:to|those)",
    r"|\bexcept (?:to|for|that)",
    r"|\bother than (?:to )?(?:its|their|his|those|your|the)",
    r"|\bbut (?:not|only)",
    r"|\blimit(?:ed)?\b[^.;]{0,60}\bto\b",
    r"|\brestrict\w*\b[^.;]{0,60}\bto\b",
    r"|\b(?:may|entitled to|permitted to|right to)\b[^.;]{0,40}\bdisclose",
    r"|\bmay be (?:disclosed|made|given)",
    r"|\bonly\b(?:.{0,200})\b(?:employees?|officers?|directors?|personnel|staff|partners|members|representatives?|workers|associates|affiliates)\b",
    r"|\b(?:employees?|officers?|directors?|personnel|staff|partners|members|representatives?|workers|associates|affiliates)\b.{0,200}(?:\bneed[- ]to[- ]know|\bneed\w* to (?:know|have|be|access|receive)|\bwho need|\bhaving (?:a )?(?:reasonable )?need|\bneed for access|\bwith a need|\brequire\w* (?:access|to know|such)|\bonly (?:to|those)|\bexcept (?:to|for|that)|\bother than (?:to )?(?:its|their|his|those|your|the)|\bbut (?:not|only)|\blimit(?:ed)?\b[^.;]{0,60}\bto\b|\brestrict\w*\b[^.;]{0,60}\bto\b|\b(?:may|entitled to|permitted to|right to)\b[^.;]{0,40}\bdisclose|\bmay be (?:disclosed|made|given)|\bonly\b)",
));

/// Advisers and agents are named among those who must not be told.
static NOT_EVEN_ADVISERS: Pattern = Pattern::new(
    r"\b(?:refrain\w*|not)\b[^.;]{0,30}\bdisclos\w+[^.;]{0,120}\bto (?:its |any )?[^.;]{0,80}\b(?:advis[oe]rs?|consultants?|agents?|(?:sub-?)?contractors?|attorneys?|lawyers?|legal counsel|counsel|accountants?|auditors?|brokers?|lenders?|financing sources|financial institutions|bankers?|investors?|vendors|representatives?|affiliates?|associates|suppliers|experts?|insurers|subsidiaries|partners|group parties)\b[^.;]{0,120}\bwithout\b",
);

static EXCEPTED: Pattern = Pattern::new(r"\bexcept\b|\bother than\b");

/// Near each other: somebody outside the recipient, and a need or a permission.
static ADVISERS_ALLOWED: Pattern = Pattern::new(concat!(
    r"\b(?:only|except|other than|need[- ]to[- ]know|may (?:only |also )?(?:disclose|provide|share|transmit|furnish|be disclosed|be made)|entitled to disclose|right to disclose|limited to|restrict\w*|but not|except to|transmit|reveal|those of|need to know)\b[^.;]{0,160}\b(?:advis[oe]rs?|consultants?|agents?|(?:sub-?)?contractors?|attorneys?|lawyers?|legal counsel|counsel|accountants?|auditors?|brokers?|lenders?|financing sources|financial institutions|bankers?|investors?|vendors|representatives?|affiliates?|associates|suppliers|experts?|insurers|subsidiaries|partners|group parties)\b",
    r"|\b(?:advis[oe]rs?|consultants?|agents?|(?:sub-?)?contractors?|attorneys?|lawyers?|legal counsel|counsel|accountants?|auditors?|brokers?|lenders?|financing sources|financial institutions|bankers?|investors?|vendors|representatives?|affiliates?|associates|suppliers|experts?|insurers|subsidiaries|partners|group parties)\b[^.;]{0,200}\b(?:need[- ]to[- ]know|who need|need to (?:know|have|be)|with a need|having a need|bound by|agree(?:d)? (?:in writing )?to)\b",
));

/// What is no confidential information at all.
static CARVED_OUT: Pattern = Pattern::new(r"\bdoes not include\b|\bnot apply\b");

static NO_THIRD_PARTY: Pattern = Pattern::new(
    r"\b(?:not|neither|nor|no|never|refrain\w*)\b[^.;]{0,160}\b(?:disclos\w+|reveal\w*|divulg\w+|disseminat\w+|communicat\w+|furnish\w*|distribut\w+|publish\w*|transfer\w*|provide|release|share|supply|permit)\b[^;]{0,200}\b(?:any(?:one)?(?: other)?|third|others?|outside|whomsoever|whomever|public)\b",
);

static KEPT_FROM_ALL: Pattern = Pattern::new(r"\bconfiden\w+[^.]{0,200}\bnot\b[^.]{0,60}\bdisclos");

static COMPELLED: Pattern = Pattern::new(concat!(
    r"\b(?:required|compelled|requested|ordered|obliged|obligated|pursuant to|demand|requirement|served|receiv\w+|request|necessary)\b[^.;]{0,180}\b(?:law|legal(?:ly)?|court|subpoena|judicial|governmental?|regulat\w+|order|process|statute|authority|interrogator\w+)\b",
    r"|\blegally (?:compelled|required)",
    r"|\bsubpoena",
    r"|\bcourt order",
    r"|\bby law\b",
    r"|\b(?:court|authority|law) (?:may |might )?(?:orders?|requires?|compels?|demands?)\b",
));

static HANDS_OVER: Pattern = Pattern::new(r"\b(?:disclos\w+|reveal|produc\w+|provid\w+)\b");

static TELLS: Pattern = Pattern::new(
    r"\b(?:reasonable opportunity|notice|notif(?:y|ies|ied|ication|ying)|inform(?:s|ed|ing)?\b|advise)\b",
);

/// The agreement or the talks themselves.
static THAT_THERE_ARE_TALKS: Pattern = Pattern::new(concat!(
    r"\bfact that\b[^.;]{0,120}\b(?:information|discussions?|negotiations?|agreement|materials?|transaction|parties|company|evaluat\w+|it has)\b",
    r"|\b(?:existence|status)\b[^.;]{0,100}\b(?:agreement|discussions?|negotiations?|transaction|relationship|communications|letter|nda|talks|business|purpose)\b",
    r"|\b(?:disclos\w+|reveal|divulge|existence (?:and|or|nor)|contents?,?)\b[^.;]{0,60}\b(?:terms|contents?|provisions|substance)\b[^.;]{0,40}\b(?:of|contained in) (?:this|the|any|our) (?:agreement|nda|letter|discussions?|negotiations?)\b",
    r"|\b(?:discussions?|negotiations?)\b[^.;]{0,60}\b(?:taking place|have taken|are taking|occurring|status|thereof|with respect)\b",
    r"|\b(?:mean|means|includ(?:e|es|ing))\b[^;]{0,200}\bterms (?:and conditions )?of this agreement\b",
    r"|\b(?:announce\w*|publicity|news release|press release|publish\w*)\b[^.;]{0,100}\b(?:this agreement|the purpose|the transaction|relationship|discussions|negotiations)\b",
    r"|\bparticipation in\b",
    r"|\bthis agreement\b[^.;]{0,100}\b(?:kept|keep|remain|be (?:kept )?)(?:strictly )?confidential\b",
    r"|\bconfidentiality (?:of|regarding) this agreement",
    r"|\b(?:our|the|these) (?:discussions|negotiations)\b",
    r"|\bof any negotiations",
));

/// Kept secret, or part of what is defined as secret.
static HIDDEN: Pattern = Pattern::new(concat!(
    r"\b(?:not|neither|nor|no|without)\b[^.;]{0,160}\b(?:disclos\w+|reveal|announce\w*|publi\w+|divulge|communicat\w+|release)\b",
    r"|\b(?:keep|kept|treat\w*|maintain|held?|remain|deemed|constitute)\b[^.;]{0,160}\b(?:confiden\w+|secret)\b",
    r#"|"?(?:confidential information|evaluation material|information)"?[^.;]{0,40}\b(?:means?|includes?|including|shall include)\b"#,
    r"|\bshall apply to\b",
));

pub(super) static EMPLOYEES: Question = Question {
    point: "nda-5",
    entailed: "may be shared with employees",
    contradicted: "must not be shared with employees",
    silent: "employees are not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Partial, Severity::Info),
    ask: "Ask that employees see it only as far as they need to, and are bound likewise.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&STAFF, &SHARES, &SECRET, &STAFF_WHO_NEED_IT],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 51, of: 54 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&STAFF, &SECRET],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 1, of: 3 },
        },
    ],
    silence: Hits { right: 2, of: 4 },
};

pub(super) static THIRD_PARTIES: Question = Question {
    point: "nda-7",
    entailed: "may be shared with third parties",
    contradicted: "must not be shared with any third party",
    silent: "third parties are not mentioned",
    protects: Verdict::Contradicted,
    against: (Outcome::Partial, Severity::Low),
    ask: "Ask which third parties may see it, that they are bound likewise, and that the recipient is liable for them.",
    cues: &[
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&NOT_EVEN_ADVISERS],
            none: &[&EXCEPTED],
            own: None,
            following: 0,
            hits: Hits { right: 1, of: 1 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&SHARES, &SECRET, &ADVISERS_ALLOWED],
            none: &[&CARVED_OUT],
            own: None,
            following: 0,
            hits: Hits { right: 36, of: 46 },
        },
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&NO_THIRD_PARTY, &SECRET],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 7, of: 11 },
        },
        Cue {
            verdict: Verdict::Contradicted,
            all: &[&KEPT_FROM_ALL],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 0, of: 0 },
        },
    ],
    silence: Hits { right: 1, of: 3 },
};

pub(super) static COMPELLED_DISCLOSURE: Question = Question {
    point: "nda-8",
    entailed: "a disclosure that law compels is told before",
    contradicted: "a disclosure that law compels need not be told",
    silent: "disclosure that law compels is not mentioned",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Low),
    ask: "Ask for notice before a court or an authority is given the information.",
    cues: &[
        Cue {
            verdict: Verdict::Entailed,
            all: &[&COMPELLED, &HANDS_OVER, &SECRET, &TELLS],
            none: &[],
            own: None,
            following: 0,
            hits: Hits { right: 44, of: 45 },
        },
        Cue {
            verdict: Verdict::Entailed,
            all: &[&COMPELLED, &HANDS_OVER, &SECRET, &TELLS],
            none: &[],
            own: None,
            following: 2,
            hits: Hits { right: 0, of: 0 },
        },
    ],
    silence: Hits { right: 15, of: 16 },
};

pub(super) static TALKS_ARE_SECRET: Question = Question {
    point: "nda-10",
    entailed: "that there are talks is secret too",
    contradicted: "that there are talks may be told",
    silent: "whether the talks are secret is not said",
    protects: Verdict::Entailed,
    against: (Outcome::Fail, Severity::Info),
    ask: "Ask that the talks and the agreement are confidential as well.",
    cues: &[Cue {
        verdict: Verdict::Entailed,
        all: &[&THAT_THERE_ARE_TALKS, &HIDDEN],
        none: &[],
        own: None,
        following: 0,
        hits: Hits { right: 24, of: 29 },
    }],
    silence: Hits { right: 27, of: 32 },
};
