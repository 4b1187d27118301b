//! Whether the supplier says where AI is at work, its own or that of others.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "ai-disclosure-duty",
    title: "Disclosure of AI components",
    controls: &["dd.upstream", "iso42001.a.4.2"],
    ask: "Ask for a list of every AI component in the service, own or third-party, kept current.",
    improve: "Agree that every AI component, own or third-party, is disclosed before it is used and that the list is kept current.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:disclos\w+|list(?:s|ed|ing)?|identif(?:y|ies|ied)|nam(?:e|es|ed)|inform\w*|represent\w*|label\w*|mark(?:s|ed|ing)?|tell(?:s|ing)?|told|specif(?:y|ies|ied)|inventory|bill of materials|transparen\w+|declar(?:e|es|ed)|notif\w+|aware)\b",
);
static COMPONENT: Pattern = Pattern::new(
    r"\b(?:ai|artificial intelligence|machine[- ]learning|generative)\b|\b(?:foundation|language|third[- ]party|upstream) models?\b|\bmodel providers?\b|\bevery model\b|\beach model\b|\ball models\b|\bmodels (?:and|that|used|on which)\b|\bmodel (?:used|in use|components?)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:confidential information|disclos(?:e|ing) (?:customer data|the model weights|trade secrets)|disclosing party|listed (?:in|on) (?:the|a) (?:stock|price)|train(?:ed|ing)? (?:on|with|data)|trade mark|trademarks?|ai act|high[- ]risk|incidents?|breach(?:es)?)\b",
        r"\bevery (?:ai|model|component)|\beach (?:ai|model|component)|\ball (?:ai|models|components)|\bany (?:ai|artificial)|\bthird[- ]party (?:ai|models?)",
    ),
    Rule::fail(
        Severity::Low,
        "not disclosed",
        "the supplier need not say which AI it uses",
        r"\b(?:not|no|never|without)\b[^.;]{0,60}\b(?:oblig\w+|required|need|bound|disclos\w+|identif\w+|nam(?:e|ing)|inform\w*|duty|tell\w*)\b",
        r"\b(?:shall|will|must|may) not\b[^.;]{0,80}\b(?:unless|until|before|without)\b|\bcustomer (?:shall|must|will|may) not\b|\byou (?:shall|must|may|will) not\b|\bno (?:ai|model|undisclosed|component|other)\b|\bnot (?:been )?(?:disclosed|listed|named)\b",
    )
    .not_customer()
    .must_not(),
    Rule::fail(
        Severity::Low,
        "customer's duty only",
        "only the customer has to say that AI is at work",
        r"\b(?:customer|you|client|licensee|deployer|user|users|subscriber)\b[^.;]{0,40}\b(?:must|shall|will|agrees?|responsib\w+|undertakes?|should|has to|have to|required|may not|must not)\b[^.;]{0,160}\b(?:disclos\w+|inform\w*|tell\w*|told|label\w*|mark\w*|notif\w+|aware|indicat\w+|represent\w*|human)\b",
        r"\b(?:sub-?processors?|audit)\b",
    )
    .anybody()
    .vague(),
    Rule::partial(
        Severity::Low,
        "in part",
        "AI is disclosed only in part, on request or as an aim",
        r"\b(?:may|might|aims?|endeavou?rs?|strives?|reasonable efforts|(?:on|upon) (?:[a-z']+ ){0,2}request|generally|where (?:practicable|feasible|appropriate)|some|certain|includ(?:es|ing) (?:but|without)|such as)\b",
        r"\b(?:every|each|all|any)\b",
    )
    .not_customer()
    .vague(),
    Rule::pass(
        "disclosed",
        "the supplier discloses the AI components of the service",
        r"\b(?:disclos(?:e|es|ed)|list(?:s|ed)?|identif(?:y|ies|ied)|nam(?:e|es|ed)|inform(?:s|ed)?|tell(?:s)?|told|label(?:s|led)?|mark(?:s|ed)|specif(?:y|ies|ied)|inventory|bill of materials|declar(?:e|es|ed)|notif(?:y|ies))\b",
        r"\b(?:customer data|personal data)\b|\b(?:sub-?processors?)\b|\bif you\b",
    ),
    Rule::nothing(".", ""),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(
        reading,
        &KEYWORD,
        Some(&COMPONENT),
        TOPIC.point,
        &RULES,
        adjust,
    )
}

static USED: Pattern = Pattern::new(
    r"\b(?:compon\w+|features?|functions?|uses?|used|using|use of|in use|part of|relies|rely|embed\w*|contain\w*|runs? on|incorporat\w+|work\w*|interact\w*|generated|provided|providers?|employs?|powered|calls?|built)\b",
);

fn adjust(_: Reading<'_>, view: &View<'_>, clause: Clause) -> Option<Clause> {
    (COMPONENT.is_in(&view.full) && USED.is_in(&view.full)).then_some(clause)
}
