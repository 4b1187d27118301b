//! Whether the supplier helps the customer with its duties under the AI Act.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity};
use crate::pattern::Pattern;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "ai-act-cooperation",
    title: "Cooperation under the AI Act",
    controls: &["iso42001.a.10.2", "iso42001.a.8.5"],
    ask: "Ask for a duty to give the information that a deployer needs under the AI Act, to help with impact assessments and to tell of a new classification.",
    improve: "Agree that the supplier gives what a deployer needs under Articles 13 and 26 of the AI Act and tells the customer of a change of class.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:ai act|2024/1689|artificial intelligence act|deployers?|high[- ]risk|fundamental rights|conformity|ai (?:regulation|law)s?|law on artificial intelligence)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:high[- ]risk (?:activities|countries|transactions|processing|jurisdictions|data)|nuclear|in conformity with|non-?conformity)\b",
        r"\b(?:ai act|2024/1689|deployers?)\b",
    ),
    Rule::fail(
        Severity::Medium,
        "high-risk use excluded",
        "high-risk use is prohibited, or its suitability disclaimed: the buyer has to know that before it uses the system so",
        r"\b(?:not|no|never|prohibit\w*|forbid\w*|disclaim\w*|exclud\w*)\b[^.;]{0,120}\bhigh[- ]risk\b|\bhigh[- ]risk\b[^.;]{0,120}\b(?:prohibited|forbidden|not (?:permitted|allowed|intended|suitable|designed)|at (?:your|customer's|its) own risk|excluded)\b",
        r"\b(?:is|are) not (?:a |an |classified as )?(?:a )?high[- ]risk (?:ai )?systems?\b|\b(?:states?|confirms?|declares?|warrants?)\b|\b(?:tells?|informs?|notif\w+)\b",
    )
    .anybody(),
    Rule::pass(
        "informs of class",
        "the supplier states role or class and tells the customer when that changes",
        r"\b(?:tells?|inform(?:s|ed)?|notif\w+|notice|told|advise[sd]?)\b[^.;]{0,160}\b(?:reclassif\w+|classif\w+|class|high[- ]risk|conformity|changes?|status)\b|\b(?:reclassif\w+|classif\w+|class|high[- ]risk|conformity)\b[^.;]{0,160}\b(?:tells?|inform(?:s|ed)?|notif\w+|told)\b",
        r"\b(?:customer|you|client) (?:shall|must|will) (?:notify|inform|tell)",
    ),
    Rule::pass(
        "helps the deployer",
        "the supplier gives the information or help that a deployer needs",
        r"\b(?:provid\w+|suppl(?:y|ies|ied)|gives?|assist\w*|help(?:s)?|support(?:s)?|cooperat\w+|make[s]? available|deliver\w*|furnish\w*|keep(?:s)?|maintain\w*|complet\w+|draw(?:s)? up|contribut\w+)\b[^.;]{0,240}\b(?:ai act|2024/1689|artificial intelligence act|deployers?|fundamental rights|conformity|ai laws?|article (?:13|26|25|53)|law on artificial intelligence|ai regulation)\b|\b(?:ai act|2024/1689|artificial intelligence act|deployer)\b[^.;]{0,200}\b(?:provid\w+|suppl(?:y|ies)|gives?|assist\w*|help(?:s)?|support(?:s)?|cooperat\w+|make[s]? available|deliver\w*)\b",
        r"\b(?:customer|you|client|licensee|deployer|user)\b[^.;]{0,30}\b(?:solely|sole|alone|responsible|must|shall|agrees?|warrants?)\b|\b(?:may|reserves?) (?:provide|charge)\b|\bno (?:obligation|duty)\b|\bnot (?:obliged|required)\b",
    ),
    Rule::fail(
        Severity::Low,
        "customer's duty only",
        "compliance with the law on AI is put on the customer alone",
        r"\b(?:customer|you|client|licensee|deployer|user|subscriber)\b[^.;]{0,60}\b(?:solely|sole|alone|responsib\w+|must|shall|agrees?|warrants?|undertakes?|obligations?)\b|\b(?:responsibility|duty) of (?:the )?(?:customer|client|licensee|deployer)\b",
        "",
    )
    .anybody()
    .vague(),
    Rule::fail(
        Severity::Low,
        "no duty",
        "the supplier refuses a duty to help under the law on AI",
        r"\b(?:no|not)\b[^.;]{0,60}\b(?:obliged|obligation|required|responsible|represent\w*|warrant\w*|duty|assist)\b",
        "",
    )
    .not_customer()
    .must_not(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, None, TOPIC.point, &RULES, rule::as_found)
}
