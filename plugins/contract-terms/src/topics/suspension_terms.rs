//! On what grounds and after what warning the supplier may stop the service.

use super::rule::{self, Rule, time_near};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity, Value};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "suspension-terms",
    title: "Prohibited use and suspension",
    controls: &["dd.resilience", "iso42001.a.9.4"],
    ask: "Ask on which grounds the service may be suspended, after which notice, and how long the customer has to cure a breach.",
    improve: "Agree a definite list of prohibited uses, written notice with a time to cure, and suspension without notice only in emergencies.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:suspen(?:d|ds|ded|sion|ding)|disabl(?:e|es|ed|ing)|restrict(?:s|ed|ing)?|block(?:s|ed|ing)?|prohibited (?:use|uses|practices)|acceptable use|inappropriate|objectionable|throttl\w+|cut off|lock(?:s|ed)? (?:the|your|customer)|deactivat\w+)\b",
);
static SUSPENDS: Pattern = Pattern::new(
    r"\b(?:suspen(?:d|ds|ded|sion|ding)|disabl(?:e|es|ed|ing)|restrict(?:s|ed|ing)? (?:[a-z']+ ){0,3}access|block(?:s|ed|ing)?|throttl\w+|cut off|lock(?:s|ed)?|deactivat\w+|acceptable use|prohibited (?:use|uses|practices)|inappropriate|objectionable)\b",
);
static NOTICE: Pattern = Pattern::new(
    r"\b(?:notice|notif\w+|warn\w*|cure[sd]?|remed(?:y|ies|ied)|in advance|told|tell(?:s)?|inform(?:s|ed)?|after asking|asked)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:confidential information|disclos\w+ or use|blocked for any|suspend(?:ed)? (?:the )?(?:processing|transfer|payment|its payment|performance of its payment)|block of|restrictions on transfer|data subject)\b",
        r"\b(?:services?|access|account)\b",
    ),
    Rule::fail(
        Severity::Medium,
        "at discretion",
        "the service may be suspended at the supplier's discretion",
        r"\b(?:(?:sole|own|absolute|reasonable) (?:and absolute )?discretion|for any reason|with or without (?:a )?(?:reason|cause)|no reason|at any time|we (?:consider|deem|believe|find|judge|think)|it (?:considers?|deems?|believes?)|(?:supplier|provider|vendor) (?:considers?|deems?|believes?|finds?)|as (?:we|it) sees? fit|inappropriate|objectionable)\b",
        r"\b(?:shall|will|may|must|does|do) not (?:suspend|disable|block|restrict|deactivate|lock)|\b(?:hours|days)\b|\bcustomer may\b|\bbeta\b",
    )
    .not_customer()
    .may(),
    Rule::fail(
        Severity::Medium,
        "without notice",
        "the service may be suspended at once, without notice",
        r"\b(?:without (?:any )?(?:prior |advance |further )?(?:notice|warning|notification|liability)|immediate(?:ly)?|at once|with immediate effect|forthwith)\b",
        r"\b(?:emergenc\w+|imminent|ongoing (?:attack|harm)|security (?:threat|risk|incident)|serious (?:threat|risk|harm)|acute|required by law|court)\b|\b(?:shall|will|may|must) not\b|\b(?:hours|days)\b",
    )
    .not_customer()
    .may(),
    Rule::fail(
        Severity::Low,
        "policy at an address",
        "prohibited uses stand in a policy at an address that may change",
        r"\b(?:acceptable use policy|usage polic(?:y|ies)|aup|use policy|prohibited use)\b[^.;]{0,100}\b(?:(?:available|published|posted|found|located|set out) (?:at|on|under)|https?|www|website|as (?:amended|updated|modified|changed)|from time to time|may (?:be )?(?:change|update|amend))",
        r"\b(?:notice|days|attached|annex\w*|exhibit|schedule)\b",
    )
    .anybody()
    .vague(),
    Rule::pass(
        "after notice",
        "the service is suspended only after notice and a time to cure, or in an emergency",
        r"\b(?:suspen(?:d|ds|ded|sion|ding)|disabl(?:e|es|ed|ing)|restrict(?:s|ed|ing)?|block(?:s|ed|ing)?|deactivat\w+|lock(?:s|ed)?|throttl\w+)\b[^.;]{0,240}\b(?:notice|notif\w+|cure[sd]?|remed(?:y|ies|ied)|warn\w*|emergenc\w+|imminent|in advance|tells?|told)\b|\b(?:notice|notif\w+|cure[sd]?|remed(?:y|ies|ied)|warn\w*|emergenc\w+|imminent|in advance|tells?|told)\b[^.;]{0,240}\b(?:suspen(?:d|ds|ded|sion|ding)|disabl(?:e|es|ed|ing)|restrict(?:s|ed|ing)?|block(?:s|ed|ing)?|deactivat\w+|lock(?:s|ed)?|throttl\w+)\b",
        "",
    )
    .may(),
    Rule::pass(
        "definite list",
        "prohibited uses are a definite list",
        r"\bprohibited (?:use|uses|practices)\b[^.;]{0,80}\b(?:listed|list|annex\w*|schedule|exhibit|exhaustive\w*|conclusive\w*|only|attached)\b|\b(?:exhaustive\w*|conclusive\w*|complete) (?:list|set)\b[^.;]{0,60}\bprohibited\b",
        r"\bincluding but not limited\b",
    )
    .anybody(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(
        reading,
        &KEYWORD,
        Some(&SUSPENDS),
        TOPIC.point,
        &RULES,
        adjust,
    )
}

fn adjust(_: Reading<'_>, view: &View<'_>, mut clause: Clause) -> Option<Clause> {
    let text = view.full.as_str();
    if !SUSPENDS.is_in(text) {
        return None;
    }
    if let Some(time) = time_near(text, &NOTICE) {
        let (count, unit) = time.fact();
        clause
            .values
            .push(("suspension-notice", Value::Number(count, unit)));
    }
    Some(clause)
}
