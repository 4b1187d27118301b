//! Which claims stand outside the limit of liability, and in whose favour.

use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Outcome, Severity, Value};
use crate::number::money;
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "liability-carve-outs",
    title: "Claims outside the limit",
    controls: &["iso42001.a.10.2"],
    ask: "Ask which claims stand outside the limit of liability or under a higher one: data breach, confidentiality, indemnity, gross negligence.",
    improve: "Agree that data breach, confidentiality, indemnity and gross negligence stand outside the limit or under a higher one.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\bliab(?:le|ility|ilities)\b|\blimit is\b|\blimit (?:shall|will) be\b|\bhigher limit\b|\blimitations?\b|\bcaps?\b|\bsole remedy\b|\bexclusive remed",
);
static LIMIT: Pattern = Pattern::new(
    r"\b(?:limit(?:s|ed|ation|ations)?|cap(?:s|ped)?|uncapped|unlimited|exceed\w*|exclu(?:de|des|ded|sion|sions)|maximum|aggregate)\b",
);
static OUTSIDE: Pattern = Pattern::new(
    r"\b(?:except(?:ing)?(?: for| in| with| where| that| to)?|other than|(?:does|do|shall|will) not (?:apply|limit)|excluding|excluded from|(?:is|are|be) (?:not (?:limited|capped|subject)|uncapped|unlimited|without limit)|uncapped|unlimited|nothing (?:in (?:this|these|the)[^.;]{0,40} )?(?:shall |will )?(?:limits?|excludes?)|neither party (?:limits|excludes)|not (?:limit|exclude|cap)(?:ed)?|outside (?:the|this|that|any)|higher (?:cap|limit)|super-?cap|separate (?:cap|limit)|(?:limit|cap) (?:is|shall be|will be|of|rises to) (?:raised|increased|eur|usd|gbp|\$|\d|three|two|five|ten))\b",
);
static WEIGHTY_NAMES: [(&str, Pattern); 4] = [
    (
        "data breach",
        Pattern::new(
            r"\b(?:data (?:breach(?:es)?|protection)|security (?:breach|incident|obligations)|breach of (?:the )?(?:dpa|data)|data processing (?:agreement|addendum)|personal data|customer data|privacy)\b",
        ),
    ),
    (
        "confidentiality",
        Pattern::new(r"\b(?:confidential\w*|secrecy)\b"),
    ),
    (
        "indemnity",
        Pattern::new(r"\b(?:indemni\w+|infringement|intellectual property claims)\b"),
    ),
    (
        "gross negligence",
        Pattern::new(r"\b(?:gross(?:ly)? neglig\w+|intent|wil?lful|intentional\w*|deliberate)\b"),
    ),
];
static LAW_ONLY: Pattern = Pattern::new(
    r"\b(?:cannot|can not|may not|must not|not (?:permitted|allowed|possible)|unlawful to|prohibited)\b[^.;]{0,60}\b(?:law|exclud\w*|limit\w*)\b|\bto the (?:maximum|fullest|full) extent (?:permitted|allowed)|\bliability (?:which|that) cannot\b",
);
static FOR_SUPPLIER: Pattern = Pattern::new(
    r"\b(?:payment|pay|amounts due|misuse|acceptable use|your (?:breach|use|indemni\w+|obligations?)|customer's (?:breach|use|indemni\w+|obligations?|infringement|payment)|infringement of (?:our|supplier's|provider's|the other party's intellectual)|restrictions on use)\b",
);
static SUPPLIER_BEARS: Pattern = Pattern::new(
    r"\b(?:either party|each party|neither party|both parties|party's|parties'|our (?:breach|indemni\w+|liability|obligations?)|(?:supplier|provider|vendor|processor)'s (?:breach|indemni\w+|liability|obligations?)|(?:we|supplier|provider|vendor|processor)(?: (?:is|are))?)\b",
);
static LOSS_OF_DATA: Pattern = Pattern::new(
    r"\b(?:not|neither|nor|no|in no event)\b[^.;]{0,120}\b(?:liab\w+|responsib\w+)\b[^.;]{0,200}\b(?:loss|corruption) of data\b|\blost data\b",
);
static SOLE_REMEDY: Pattern = Pattern::new(
    r"\b(?:sole (?:and exclusive )?remed(?:y|ies)|exclusive remed(?:y|ies)|only remedy)\b",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&KEYWORD)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let text = view.full.as_str();
    let quote = reading.place(view.number);
    let fail = |severity, value: &'static str, says: &'static str| {
        Some(
            Clause::new(Outcome::Fail, severity, says, quote.clone()).with_text(TOPIC.point, value),
        )
    };
    let about = LIMIT.is_in(text)
        && (["liab", "limitation", "cap"]
            .iter()
            .any(|word| text.contains(word))
            || view.heading().contains("liab"));
    if !about || !OUTSIDE.is_in(text) {
        if LOSS_OF_DATA.is_in(text) {
            return fail(
                Severity::Low,
                "loss of data excluded",
                "loss of data is excluded from liability",
            )
            .map(Clause::vague);
        }
        if SOLE_REMEDY.is_in(text) && text.contains("liab") {
            return fail(
                Severity::Low,
                "sole remedy",
                "a sole remedy takes the place of liability",
            )
            .map(Clause::vague);
        }
        return None;
    }
    let outside = OUTSIDE.find(text)?;
    // What is named may stand before ("for a breach of confidentiality the limit does not apply") or after.
    let named: Vec<&'static str> = WEIGHTY_NAMES
        .iter()
        .filter(|(_, pattern)| pattern.is_in(text))
        .map(|(name, _)| *name)
        .collect();
    let after = &text[outside.start..];
    let only_for_supplier = FOR_SUPPLIER.is_in(after) && !SUPPLIER_BEARS.is_in(text);
    if named.is_empty() || only_for_supplier {
        if LAW_ONLY.is_in(text) || HARM.is_in(text) {
            return fail(
                Severity::Low,
                "only what the law demands",
                "only what the law does not let anybody limit stands outside the limit",
            )
            .map(Clause::vague);
        }
        if FOR_SUPPLIER.is_in(text) || FEES.is_in(after) {
            return fail(
                Severity::Medium,
                "in the supplier's favour",
                "only claims of the supplier stand outside the limit",
            )
            .map(Clause::vague);
        }
        return None;
    }
    let protects_data = named
        .iter()
        .any(|name| matches!(*name, "data breach" | "confidentiality"));
    let mut clause = Clause::new(
        Outcome::Pass,
        Severity::Info,
        format!(
            "outside the limit or under a higher one: {}",
            named.join(", ")
        ),
        quote,
    )
    .with_text(TOPIC.point, named.join(", "));
    if !protects_data {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("neither data breach nor confidentiality is among them".to_owned());
        clause.is_vague = true;
    }
    for sum in money(after) {
        let amount = i64::try_from(sum.amount).unwrap_or(i64::MAX);
        clause
            .values
            .push(("higher-cap", Value::Number(amount, sum.currency)));
    }
    if let Some(lead) = reading.text.sentences()[view.number].lead {
        clause.quote(reading.place(lead));
    }
    Some(clause)
}

static FEES: Pattern = Pattern::new(r"\b(?:fees|charges)\b");
static HARM: Pattern = Pattern::new(r"\b(?:death|personal injury|bodily injury|fraud\w*)\b");
