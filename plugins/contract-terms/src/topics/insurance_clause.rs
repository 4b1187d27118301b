//! Whether the supplier is insured for what it may have to pay.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Outcome, Severity, Value};
use crate::number::money;
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "insurance-clause",
    title: "Insurance",
    controls: &["dd.viability", "iso42001.a.10.2"],
    ask: "Ask for professional and cyber insurance with an amount, that it covers liability for AI outputs, and for a certificate every year.",
    improve: "Agree professional and cyber insurance of a stated amount that covers liability for AI outputs, proven every year.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern =
    Pattern::new(r"\b(?:insur(?:e|es|ed|er|ers|ance|ing)|coverage|underwrit\w+)\b");
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:customer|you|client|licensee|subscriber) (?:shall|must|will|agrees? to) (?:[a-z]+ ){0,3}(?:maintain|carry|obtain|procure|hold|keep|take out|insure)|\b(?:health|unemployment|travel|life|social) insurance\b|\binsurance (?:industry|companies|decisions?|claims handling|premiums)\b|\bdeposit insurance\b|\bcoverage of the (?:documentation|service)\b|\bcode coverage\b",
        r"\beach party\b|\bboth parties\b",
    ),
    Rule::fail(
        Severity::Low,
        "limits liability",
        "liability is limited to what an insurance pays",
        r"\b(?:liab\w+|indemnif\w+|damages|recover\w*)\b[^.;]{0,140}\b(?:to the extent (?:of|that|covered)|limited to|only (?:if|to the extent|insofar)|up to|not exceed|insofar as|capped at)\b[^.;]{0,80}\b(?:insur\w+|coverage)\b|\bto the extent (?:of )?(?:available |actually )?(?:insur\w+|covered by)|\b(?:proceeds|amount) (?:actually )?(?:paid|recovered|received) (?:under|from|by) (?:its|the|any|our)?[^.;]{0,20}\binsur\w+",
        "",
    )
    .anybody(),
    Rule::fail(
        Severity::Low,
        "none",
        "the supplier carries no insurance for this, or excludes AI from it",
        r"\b(?:no|not|never|without)\b[^.;]{0,60}\b(?:insur\w+|coverage)\b|\binsur\w+\b[^.;]{0,80}\b(?:exclud\w+|does not|do not|not (?:cover|extend|include))\b",
        r"\b(?:no|not) less than\b|\bnot (?:be )?(?:cancel\w*|limit\w*|lapse|reduce\w*|let)|\bno (?:cancellation|reduction)|\bno (?:more|later|fewer)\b|\bnot affect\b|\b(?:has|have) not\b",
    )
    .not_customer(),
    Rule::pass(
        "amount",
        "the supplier carries insurance of a stated amount",
        r"\b(?:maintain\w*|carr(?:y|ies|ied)|hold(?:s)?|keep(?:s)?|has|have|procure[sd]?|obtain\w*|take[s]? out|effect(?:s|ed)?|provid\w+|purchas\w+|insured|bear(?:s)?)\b[^.;]{0,240}(?:\d|\bmillion\b)",
        "",
    ),
    Rule::partial(
        Severity::Low,
        "no amount",
        "insurance is promised without an amount",
        r"\b(?:maintain\w*|carr(?:y|ies|ied)|hold(?:s)?|keep(?:s)?|has|have|procure[sd]?|obtain\w*|take[s]? out|is|are|insured)\b",
        "",
    )
    .not_customer()
    .vague(),
    Rule::nothing(".", ""),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, None, TOPIC.point, &RULES, adjust)
}

fn adjust(_: Reading<'_>, view: &View<'_>, mut clause: Clause) -> Option<Clause> {
    let sums = money(&view.full);
    if clause.outcome == Outcome::Pass {
        let Some(sum) = sums.iter().max_by_key(|sum| sum.amount) else {
            clause.worsen(Outcome::Partial, Severity::Low);
            "insurance is promised without an amount".clone_into(&mut clause.reading);
            clause.values[0] = (TOPIC.point, Value::Text("no amount".to_owned()));
            return Some(clause.vague());
        };
        let amount = i64::try_from(sum.amount).unwrap_or(i64::MAX);
        clause
            .values
            .push(("insurance-amount", Value::Number(amount, sum.currency)));
        let of_ai = AI.is_in(&view.full);
        clause.values.push(("covers-ai", Value::YesNo(of_ai)));
        if !KIND.is_in(&view.full) {
            clause.worsen(Outcome::Partial, Severity::Low);
            clause = clause.with_note("neither professional nor cyber insurance is named");
        }
    }
    Some(clause)
}

static AI: Pattern = Pattern::new(r"\b(?:ai|artificial intelligence|outputs?|models?)\b");
static KIND: Pattern = Pattern::new(
    r"\b(?:cyber\w*|professional|errors and omissions|e&o|technology|tech|indemnity insurance|data breach|network security|privacy liability|media liability)\b",
);
