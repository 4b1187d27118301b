//! Whether the customer may test, benchmark and probe the system and speak about the results.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::actor::Party;
use crate::clause::{Clause, Severity};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "evaluation-rights",
    title: "Right to test and benchmark",
    controls: &["dd.audit", "iso42001.a.6.2.4"],
    ask: "Ask whether you may test, benchmark and red-team the system within agreed rules, and share the results.",
    improve: "Agree a right to evaluate and red-team within agreed rules and to share results with regulators.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:benchmark\w*|red[- ]team\w*|penetration|pen-?test\w*|evaluat(?:e|es|ed|ing|ion|ions)|vulnerabilit\w+|performance (?:tests?|results|data|testing|measurements?|comparisons?)|probe[sd]?|probing|test(?:s|ing)? (?:results|the|of the|our|any|its|whether)|security test\w*|stress[- ]test\w*)\b",
);
static RULES: [Rule; 4] = [
    Rule::nothing(
        r"\b(?:evaluation (?:period|licen[sc]e|purposes|version|results|report)|(?:we|supplier|provider|processor|vendor|clearpath|it) (?:shall |will |must |may |regularly |also |periodically )*(?:evaluat|test|conduct|perform|carr|engage|commission|run|undergo|benchmark)\w*|independent tester|regularly test\w*|price benchmark\w*|benchmark(?:ing)? of (?:the )?(?:fees|prices|charges)|benchmark rate|interest|vulnerability (?:management|scan\w*|patch\w*)|instructions, and)\b",
        r"\b(?:customer|you|client|licensee|user|subscriber) (?:may|can|shall not|may not|must not|will not|is entitled|are entitled|has the right)\b|\b(?:agree|agrees) not\b|\bnot (?:to )?(?:publish|disclose|benchmark)\b",
    ),
    Rule::fail(
        Severity::Medium,
        "prohibited",
        "the customer must not test, benchmark or publish results",
        r"\b(?:not|never|no|nor|prohibit\w*|forbid\w*|refrain\w*|without (?:our|supplier's|provider's|the supplier's|prior|its|vendor's|express|written))\b[^.;]{0,200}\b(?:benchmark\w*|red[- ]team\w*|penetration|pen-?test\w*|evaluat\w+|vulnerabilit\w+|performance (?:tests?|results|data|testing|measurements?|comparisons?)|prob(?:e|ing)|stress[- ]test\w*|security test\w*|test(?:s|ing)? (?:the|our|of the|any|its))\b|\b(?:benchmark\w*|red[- ]team\w*|penetration test\w*|security test\w*|performance (?:tests?|results|data|comparisons?)|stress[- ]test\w*|evaluations?|probing)\b[^.;]{0,160}\b(?:not (?:be )?(?:permitted|allowed|published|disclosed|conducted|performed|carried out)|prohibited|forbidden|only with (?:our|supplier's|provider's|the)|requires? (?:our|supplier's|provider's|prior|the)|confidential)\b",
        r"\b(?:shall|will|may|must|does|do) not (?:prevent|restrict|limit|prohibit|object|retaliate)|\b(?:nothing|no (?:provision|term|clause))\b[^.;]{0,60}\b(?:prevents?|restricts?|limits?|prohibits?)\b|\bunreasonably\b|\bnot (?:be )?(?:treated|deemed|considered)\b|\bcustomer data\b[^.;]{0,40}\bevaluat\w+|\btrain\b|\bas (?:a )?breach\b",
    )
    .anybody()
    .must_not(),
    Rule::pass(
        "permitted",
        "the customer may test or benchmark the system",
        r"\b(?:may|can|entitled|right|rights|permit(?:s|ted)?|allow(?:s|ed)?|free to|authori[sz]e[sd]?|welcomes?|consents?|licen[sc]e|nothing|no (?:provision|term|clause)|shall not (?:prevent|restrict|prohibit))\b[^.;]{0,200}\b(?:benchmark\w*|red[- ]team\w*|penetration|pen-?test\w*|evaluat\w+|vulnerabilit\w+|performance (?:tests?|results|data|testing|measurements?|comparisons?)|prob(?:e|ing)|stress[- ]test\w*|security test\w*|test(?:s|ing)?)\b",
        r"\b(?:we|supplier|provider|vendor) (?:may|can)\b",
    )
    .anybody()
    .may(),
    Rule::pass(
        "permitted",
        "the customer may test or benchmark the system",
        r"\b(?:benchmark\w*|red[- ]team\w*|penetration test\w*|security test\w*|stress[- ]test\w*|evaluations?)\b[^.;]{0,120}\b(?:permitted|allowed|welcome|may be (?:published|shared|performed|carried out|run))\b",
        "",
    )
    .anybody()
    .may(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, None, TOPIC.point, &RULES, adjust)
}

/// A right to test is the customer's, and so is the ban.
fn adjust(_: Reading<'_>, _: &View<'_>, mut clause: Clause) -> Option<Clause> {
    clause.bound = Party::Customer;
    Some(clause)
}
