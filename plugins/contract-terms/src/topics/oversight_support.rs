//! Whether the supplier makes human oversight possible, or only asks the customer for it.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity};
use crate::pattern::Pattern;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "oversight-support",
    title: "Means of human oversight",
    controls: &["dd.oversight", "iso42001.a.9.2"],
    ask: "Ask which functions let a person review, override and stop the system, and for them to be promised in the contract.",
    improve: "Agree that functions to review, override and stop the system are part of the service and documented.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:human|humans|person|persons|people|operators?|oversight|overrid\w+|overrul\w+|automat\w+|judge?ment|reviewers?|pause|kill switch|switch off|manual)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:human (?:resources|rights|error|readable)|person (?:responsible|authori[sz]ed to sign)|data subjects?|natural persons? (?:is|are|whose))\b",
        r"\b(?:oversight|overrid\w+|solely automated)\b",
    ),
    Rule::pass(
        "supplier provides means",
        "the supplier gives the means by which a person reviews, overrides or stops the system",
        r"\b(?:provid\w+|suppl(?:y|ies|ied)|deliver\w*|include[sd]?|keep(?:s)?|offers?|contains?|equip\w*|design\w*|build\w*|built|implement\w*|maintain\w*|make[s]? available|ensur\w+|allow\w*|enabl\w+|lets?|permit\w*|has|have|can|may|able)\b[^.;]{0,140}\b(?:human oversight|overrid\w+|overrul\w+|interven\w+|halt|stop(?:s|ped)?|suspend|pause[sd]?|interrupt\w*|kill switch|(?:human|manual) (?:review|approval|intervention|control|escalation)|reject (?:an|any|the|each) output|switch off|human in the loop|human-in-the-loop|correct(?:ed)? or reject)",
        r"\b(?:customer|you|user|client|deployer|licensee|subscriber) (?:must|shall|will|agrees? to|is responsible|are responsible|undertakes?|should|has to|remains?)\b|\b(?:suspend|stop|terminate) (?:the |your |customer's |its |providing )?(?:services?|access|account|provision|performance)|\bstop using\b|\bno (?:human|one)\b|\bnot (?:provide|offer|include)\b|\baims?\b|\bmay (?:suspend|review)\b|\bour (?:staff|personnel|reviewers)\b|\bas is\b",
    )
    .anybody(),
    Rule::pass(
        "no automatic decision",
        "no decision with legal effect is taken without a person",
        r"\b(?:no|not|never|without)\b[^.;]{0,80}\b(?:solely|fully|purely|wholly|exclusively)? ?(?:automated|automatic|by (?:the )?machine)\b[^.;]{0,60}\b(?:decisions?|processing|effects?)\b|\b(?:no|never)\b[^.;]{0,30}\b(?:decisions?|effects?)\b[^.;]{0,100}\b(?:automated|automatic|automatically|without a (?:person|human))\b|\b(?:decisions?|effects?)\b[^.;]{0,80}\b(?:not|never|no)\b[^.;]{0,40}\b(?:automated|automatically|without (?:a |human ))",
        r"\b(?:customer|you|user|client|deployer) (?:must|shall|will|agrees?|may|should)\b|\bmay not rely\b|\bright not to be subject\b",
    ),
    Rule::fail(
        Severity::Low,
        "customer's duty only",
        "human review is put on the customer; what the supplier provides for it is not said",
        r"\b(?:customer|you|users?|client|deployer|licensee|subscriber)\b[^.;]{0,40}\b(?:must|shall|will|agrees?|responsib\w+|undertakes?|should|has to|have to|solely|required)\b[^.;]{0,140}\b(?:human|person|people|reviews?|verif\w+|check(?:s|ed)?|judge?ment|oversight|supervis\w+)\b",
        r"\b(?:audit|invoice|sub-?processors?|terms from time|these terms|policy)\b",
    )
    .customer()
    .vague(),
    Rule::fail(
        Severity::Low,
        "disclaimer",
        "a disclaimer about human judgement stands in the place of oversight",
        r"\b(?:not|no) (?:a |an |intended as a |meant to be a |meant as a )?(?:substitute|replacement) for (?:[a-z]+ ){0,3}(?:judge?ment|review|advice|expertise|decisions?)\b|\bnot replace (?:[a-z]+ ){0,3}(?:judge?ment|decision)",
        "",
    )
    .anybody()
    .vague(),
    Rule::fail(
        Severity::Low,
        "none",
        "no human oversight is provided",
        r"\b(?:no|not|without)\b[^.;]{0,40}\bhuman (?:oversight|review|intervention|supervision|involvement)\b",
        r"\b(?:customer|you) (?:must|shall|may)\b|\b(?:shall|will|must) not\b|\bno output\b",
    )
    .not_customer(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, None, TOPIC.point, &RULES, rule::as_found)
}
