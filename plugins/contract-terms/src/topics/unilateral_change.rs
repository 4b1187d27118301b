//! Whether the supplier can change the contract alone.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Outcome, Severity};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "unilateral-change",
    title: "Change of terms by one side",
    controls: &["iso42001.a.10.4"],
    ask: "Ask whether the terms can change during the term without your agreement, and whether going on to use the service counts as consent.",
    improve: "Agree that terms change only by agreement of both parties, or that no change lessens your protection during the term.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:chang(?:e|es|ed|ing)|modif\w+|amend\w*|updat(?:e|es|ed|ing)|revis\w+|vary|varied|variation|continu(?:e|es|ed|ing)|keep(?:s)? using|replace|new version)\b",
);
static TERMS: Pattern = Pattern::new(
    r"\b(?:terms|agreement|contract|dpa|addendum|conditions|polic(?:y|ies)|provisions?|clause)\b",
);
static RULES: [Rule; 8] = [
    Rule::nothing(
        r"\b(?:fees?|pric(?:e|es|ing)|charges|sub-?processors?|controls?|ownership|address|password|settings|business continuity|change (?:orders?|requests?|of control)|continues? in (?:full )?force|continue to (?:apply|perform|bind|protect|process|provide|own)|term (?:shall )?continues|applicable law\b[^.;]{0,40}\bchanges?)\b",
        r"\b(?:these terms|this agreement|this contract|the terms|this dpa|the agreement)\b",
    ),
    Rule::fail(
        Severity::Medium,
        "continued use is consent",
        "going on to use the service counts as consent to changed terms",
        r"\b(?:continu\w+ (?:to )?(?:use|using|access\w*|us(?:e|ing) of)|continued (?:use|access|subscription)|keep(?:s)? using|go(?:es)? on using|further use|use (?:of|the) [^.;]{0,40}\bafter|using [^.;]{0,60}\bafter|do(?:es)? not (?:object|stop|terminate|cancel|close))\b[^.;]{0,160}\b(?:accept\w*|consent\w*|agree\w*|bound|binding|acknowledg\w+|approv\w+)\b|\b(?:accept\w*|consent\w*|agree\w*|bound)\b[^.;]{0,100}\b(?:by (?:continuing|using)|continued use|continue (?:to use|using)|keep using|silence)\b|\bsilence\b[^.;]{0,60}\b(?:accept\w*|consent\w*|agree\w*)\b",
        r"\b(?:not|never|no)\b[^.;]{0,60}\b(?:constitute|mean|amount|count|be (?:deemed|taken|treated|construed|regarded)|acceptance|consent)\b|\bnor (?:silence|continued)\b",
    )
    .anybody()
    .may(),
    Rule::pass(
        "protection is kept",
        "no change lessens the customer's protection during the term, or none without its consent",
        r"\b(?:no|not|never|nor|neither|[a-z]+n't)\b[^.;]{0,100}\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+|variation|vary)\b[^.;]{0,160}\b(?:lessen\w*|reduc\w+|diminish\w*|weaken\w*|detriment\w*|disadvantage\w*|lower\w*|adverse\w*|degrad\w+|without|unless|during the (?:current )?term|until renewal|before the (?:end|next))\b|\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+)\b[^.;]{0,100}\b(?:shall|will|must|may|do|does) not\b[^.;]{0,80}\b(?:lessen|reduce|diminish|weaken|lower|degrade|apply|take effect|bind|affect)\b|\b(?:apply|effective|take effect|come into force) (?:only )?(?:from|at|on|upon) (?:the )?(?:next )?renewal\b",
        r"\b(?:continued use|at any time|sole discretion)\b|\bwithout (?:prior )?notice\b",
    )
    .anybody(),
    Rule::pass(
        "silence is no consent",
        "changed terms need an express yes",
        r"\b(?:silence|continued use|continuing to use)\b[^.;]{0,60}\b(?:not|never)\b|\bnor (?:silence|continued)",
        "",
    )
    .anybody(),
    Rule::pass(
        "by both parties",
        "terms change only by agreement of both parties",
        r"\b(?:both parties|each party|the parties|mutual(?:ly)?|customer's (?:prior )?(?:written )?(?:consent|agreement|signature|approval)|your (?:prior )?(?:written )?(?:consent|agreement)|signed by|signature of|executed by|duly authori[sz]ed)\b",
        r"\b(?:at any time|from time to time|by posting|sole discretion|continued use|we may|except as (?:we|provided|set))\b",
    )
    .anybody(),
    Rule::fail(
        Severity::Medium,
        "at any time",
        "the supplier may change the terms alone",
        r"\b(?:may|reserves? the right to|can|entitled to|free to|right to|are able to|might)\b[^.;]{0,80}\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+|vary|replace|alter)\b",
        r"\b(?:days|weeks|months|terminate|may not|shall not|object)\b",
    )
    .not_customer()
    .may(),
    Rule::partial(
        Severity::Low,
        "with notice",
        "the supplier may change the terms after a notice; the customer can leave or object",
        r"\b(?:may|reserves? the right to|can|entitled to|will|shall|free to|right to)\b[^.;]{0,160}\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+|vary|replace|alter)\b|\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+)\b[^.;]{0,160}\b(?:notice|notif\w+|days|effective)\b",
        "",
    )
    .not_customer()
    .may()
    .vague(),
    Rule::nothing(".", ""),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, None, TOPIC.point, &RULES, adjust)
}

static CHANGE: Pattern = Pattern::new(
    r"\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+|vary|varied|variation|replac\w+|alter\w*|new version)\b",
);
/// What is changed.
static OF_TERMS: Pattern = Pattern::new(
    r"\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+|vary|varied|variation|replac\w+|alter\w*|new version)\b[^.;]{0,80}\b(?:terms|agreement|contract|dpa|addendum|conditions|polic(?:y|ies)|provisions?|clause)\b|\b(?:terms|agreement|contract|dpa|addendum|conditions|polic(?:y|ies)|provisions?|clause)\b[^.;]{0,80}\b(?:chang\w+|modif\w+|amend\w*|updat\w+|revis\w+|vary|varied|variation|replac\w+|alter\w*|new version)\b",
);

fn adjust(_: Reading<'_>, view: &View<'_>, clause: Clause) -> Option<Clause> {
    let own = view.own_text();
    let titled = (TERMS.is_in(view.heading()) && CHANGE.is_in(view.heading()))
        || view
            .preceding()
            .is_some_and(|before| OF_TERMS.is_in(before));
    let about_terms = OF_TERMS.is_in(&view.full)
        || (titled && (CHANGE.is_in(own) || clause.outcome == Outcome::Fail));
    about_terms.then_some(clause)
}
