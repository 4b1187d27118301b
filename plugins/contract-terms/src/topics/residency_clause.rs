//! Where data is stored and processed, inference and support included.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity, Value};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "residency-clause",
    title: "Place of storage and processing",
    controls: &["dd.location", "iso42001.a.4.5"],
    ask: "Ask in which countries data is stored and processed, inference, support access and backups included, and for a promise that it stays there.",
    improve: "Agree that storage and processing, inference and support included, take place only in named countries, and that a transfer needs prior consent.",
    in_privacy_policies: true,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:stor(?:e|es|ed|ing|age)|process(?:es|ed|ing)?|host(?:s|ed|ing)?|transfer(?:s|red|ring)?|at rest|resid\w+|locat\w+|remain(?:s)?|kept|leave[s]?|data cent(?:er|re)s?|inference)\b",
);
static PLACE: Pattern = Pattern::new(
    r"\b(?:eea|eu|european (?:economic area|union)|europe|united kingdom|uk|germany|france|ireland|netherlands|sweden|finland|switzerland|denmark|norway|spain|italy|poland|austria|belgium|united states|u\.s\.|usa|us|canada|australia|japan|singapore|india|regions?|countr(?:y|ies)|jurisdictions?|territor(?:y|ies)|facilities|locations?|member states?|world(?:wide)?|globally|abroad|third countr(?:y|ies))\b",
);
static RULES: [Rule; 7] = [
    Rule::nothing(
        r"\b(?:governing law|courts? of|exclusive jurisdiction|incorporated (?:in|under)|registered (?:in|office)|export (?:control|law)s?|sanction\w*|assign(?:ment)? or transfer|transfer (?:this|its rights|the agreement|ownership|of ownership|title)|applicable laws? of)\b",
        r"\b(?:personal|customer|client|your|user) (?:data|content)\b",
    ),
    Rule::fail(
        Severity::Medium,
        "anywhere",
        "data may be stored or processed wherever the supplier or others operate",
        r"\b(?:where(?:ver)?|any (?:country|jurisdiction|location|region|place)|countries|jurisdictions|locations)\b[^.;]{0,40}\b(?:(?:we|supplier|provider|processor|vendor|it|they|sub-?processors?|affiliates|our affiliates|service providers)\b[^.;]{0,60}\b(?:operate|maintain|have|has|do business|located|facilities|are|is))|\b(?:worldwide|globally|anywhere|around the world|all over the world|outside (?:of )?(?:your|the customer's|the) (?:country|jurisdiction)|other countries|including the united states)\b",
        r"\b(?:not|never|no)\b[^.;]{0,80}\b(?:outside|transfer\w*|leave|anywhere|worldwide|globally)|\bonly (?:in|within|inside)\b|\bprior (?:written )?consent\b",
    )
    .not_customer()
    .may(),
    Rule::partial(
        Severity::Low,
        "primarily",
        "data is kept there as a rule, not always",
        r"\b(?:primar(?:y|ily)|mainly|generally|usually|typically|principally|where (?:possible|feasible|practicable)|as a rule|normally|endeavou?r|reasonable efforts|by default)\b",
        r"\bopt\b",
    )
    .not_customer()
    .vague(),
    Rule::partial(
        Severity::Low,
        "at rest only",
        "only data at rest stays there; processing and support are not bound",
        r"\b(?:at rest|stor(?:e|es|ed|age)|host(?:s|ed)?|data cent(?:er|re)s?|backups?|kept|resid\w+|locat\w+)\b[^.;]{0,100}\b(?:in|within|inside)\b",
        r"\b(?:process(?:es|ed|ing)?|inference|support|access(?:ed)?|transfer(?:s|red|ring)?|leaves?|never|transmitted)\b",
    )
    .not_customer(),
    Rule::pass(
        "only there",
        "data is stored and processed only in named places",
        r"\b(?:only|solely|exclusively|entirely|no(?:t|where)? (?:be )?(?:outside|other)|remains?|stays?|confin\w+|limited to|restricted to|never leaves?|not leave)\b",
        r"\b(?:customer|you) (?:shall|must|will)\b|\bonly (?:on|upon|under|as|for|to the extent|if|when|with)\b|\bsolely (?:to|for)\b|\bat the discretion\b|\bexclusively (?:to|for)\b|\bonly to (?:provide|the extent|those|employees)",
    ),
    Rule::pass(
        "consent before transfer",
        "a transfer needs the customer's consent",
        r"\b(?:not|no|never|any)\b[^.;]{0,100}\b(?:transfer\w*|mov\w+|relocat\w+|process\w*|stor\w+)\b[^.;]{0,140}\b(?:without|unless|requires?|needs?|subject to|only (?:after|with))\b[^.;]{0,60}\b(?:consent|approval|authori[sz]ation|agreement|agreed)\b|\btransfer\w*\b[^.;]{0,120}\b(?:requires?|needs?|only (?:after|with))\b[^.;]{0,40}\b(?:consent|approval)\b",
        r"\bassign\w*\b",
    ),
    Rule::fail(
        Severity::Low,
        "transfers are permitted",
        "a transfer mechanism permits transfers; nothing says where data stays",
        r"\b(?:standard contractual clauses|sccs|adequacy|transfer mechanism|data privacy framework)\b",
        r"\b(?:consent|approval)\b|\bmeans\b",
    )
    .anybody()
    .vague(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, Some(&PLACE), TOPIC.point, &RULES, adjust)
}

static DATA: Pattern = Pattern::new(
    r"\b(?:data|content|information|prompts?|inputs?|outputs?|processing|inference|files|records|it|backups?|hosting)\b",
);

fn adjust(_: Reading<'_>, view: &View<'_>, mut clause: Clause) -> Option<Clause> {
    let text = view.full.as_str();
    let place = PLACE.find(text)?;
    if !DATA.is_in(text) {
        return None;
    }
    clause
        .values
        .push(("place", Value::Text(text[place].to_owned())));
    clause.data = Some(if text.contains("personal data") {
        "personal data"
    } else {
        "customer data"
    });
    Some(clause)
}
