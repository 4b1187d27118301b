//! Whether the customer gets its things out in a usable form, and for how long the supplier helps.

use super::rule::{self, Rule, time_near};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity, Value};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "exit-assistance",
    title: "Exit and portability",
    controls: &["dd.exit", "iso42001.a.6.2.5"],
    ask: "Ask in which format data, prompts, logs and tuned weights can be exported, for how long, at which price, and what happens when the supplier stops.",
    improve: "Agree an export in an open format, tuned models included, a transition of at least 90 days at current prices, and escrow or a licence for the case of insolvency.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:export(?:s|ed|ing|able)?|portab\w+|transition\w*|migrat\w+|escrow\w*|hand(?:s|ed)?[- ]?over|(?:move|moving|switch) to|exit|retriev\w+|download(?:s|ed|ing)?|machine[- ]readable|open format|interoperable|return(?:s|ed)?)\b",
);
static THINGS: Pattern = Pattern::new(
    r"\b(?:data|content|outputs?|prompts?|logs|weights|models?|configurations?|files|records|assistance|services?|exit|transition|migration|escrow|source code)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:export (?:control|administration|law|compliance|regulation|restriction|licen[sc]e)\w*|re-?export|exported from the (?:eu|eea|united)|data export(?:er|ers)|transition(?:al)? provisions|return of confidential|return to service|return for|returns? (?:a|an|the) (?:result|response|answer)|income|download the app|refund)\b",
        r"\b(?:export|retrieve|download) (?:of )?(?:all )?(?:customer|its|your|the) (?:data|content)\b",
    ),
    Rule::pass(
        "escrow",
        "model or source code are held in escrow or handed over when the supplier stops",
        r"\bescrow\w*\b[^.;]{0,200}\b(?:insolven\w+|bankrupt\w*|discontinu\w+|ceas\w+|releas\w+|deposit\w*|agent)\b|\b(?:insolven\w+|bankrupt\w*|deposit\w*|releas\w+)\b[^.;]{0,160}\bescrow",
        r"\b(?:no|not)\b[^.;]{0,40}\bescrow|\bescrow\b[^.;]{0,30}\b(?:not|no)\b",
    ),
    Rule::partial(
        Severity::Low,
        "if feasible or at a rate",
        "export or help at exit depends on feasibility, goodwill or hourly rates",
        r"\b(?:if|where|to the extent|when) (?:it is |this is )?(?:technically |commercially |reasonably )*(?:feasible|possible|practicable)\b|\b(?:professional services|then-current|hourly|standard|consulting|prevailing|time and materials) (?:rates?|fees|charges|basis)\b|\b(?:may|might) (?:agree to |choose to )?(?:assist|help|support|provide|make available|allow)\b|\b(?:endeavou?r|reasonable efforts)\b|\b(?:sole|own) discretion\b",
        r"\b(?:open|machine[- ]readable|common|structured|standard) formats?\b",
    )
    .not_customer(),
    Rule::fail(
        Severity::Low,
        "none",
        "no export or help at exit is given",
        r"\b(?:no|not|never)\b[^.;]{0,60}\b(?:export\w*|portab\w+|transition\w*|migrat\w+|escrow|return\w*|retriev\w+)\b",
        r"\b(?:no|without) (?:additional |extra )?(?:charge|cost|fee)|\bshall not (?:delete|hinder|charge|prevent|withhold)|\bnot (?:hinder|prevent|charge|delete|withhold)|\bno later\b|\bnot later\b|\bno (?:less|fewer|shorter)\b|\bcustomer (?:shall|may|will) not\b",
    )
    .not_customer()
    .must_not(),
    Rule::pass(
        "export and help",
        "the customer gets its data out in a usable form, or help with moving",
        r"\b(?:open|machine[- ]readable|common(?:ly used)?|structured|standard|interoperable|non-proprietary|portable)(?:,? [a-z-]+){0,3} (?:formats?|form)\b|\b(?:json|csv|parquet|markdown|xml)\b|\b(?:transition|migration|hand-?over|exit) (?:assistance|period|services?|support|help|plan)\b|\b(?:assist|help|support)s?\b[^.;]{0,60}\b(?:transition|migrat\w+|move|moving|hand-?over|successor|new (?:supplier|provider))\b|\bweights\b[^.;]{0,60}\b(?:export\w*|hand(?:ed)? over|deliver\w*|return\w*)\b|\b(?:export\w*|hand(?:ed)? over|deliver\w*|return\w*)\b[^.;]{0,60}\bweights\b",
        "",
    )
    .anybody(),
    Rule::partial(
        Severity::Low,
        "access only",
        "data can be fetched for a while; form and help are not said",
        r"\b(?:export\w*|retriev\w+|download\w*|return(?:s|ed)?)\b",
        r"\b(?:deleted?|destroy\w*) or return|\breturn or (?:delete|destroy)|\bconfidential information\b",
    )
    .anybody()
    .vague(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(
        reading,
        &KEYWORD,
        Some(&ENDING),
        TOPIC.point,
        &RULES,
        adjust,
    )
}

static NEAR: Pattern = Pattern::new(
    r"\b(?:export\w*|retriev\w+|download\w*|transition\w*|migrat\w+|exit|terminat\w+|expir\w+|end|assist\w*|available)\b",
);
static ENDING: Pattern = Pattern::new(
    r"\b(?:terminat\w+|expir\w+|end(?:s|ing)?|exit|transition\w*|migrat\w+|escrow|insolven\w+|leav(?:e|es|ing)|successor|at any time|during the term|portab\w+|discontinu\w+|export\w*)\b",
);

fn adjust(_: Reading<'_>, view: &View<'_>, mut clause: Clause) -> Option<Clause> {
    let text = view.full.as_str();
    if !THINGS.is_in(text) || !ENDING.is_in(text) {
        return None;
    }
    if let Some(time) = time_near(text, &NEAR) {
        let (count, unit) = time.fact();
        clause
            .values
            .push(("exit-period", Value::Number(count, unit)));
    }
    Some(clause)
}
