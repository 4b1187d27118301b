//! How much the supplier is liable for at most.

use super::{Reading, Topic, plan_around};
use crate::actor::Party;
use crate::clause::{Clause, Outcome, Plan, Severity, Value};
use crate::number::{durations, money};
use crate::pattern::Pattern;
use crate::text::View;
use crate::weigh::Sourced;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "liability-cap",
    title: "Cap on liability",
    controls: &["dd.legal-protection", "iso42001.a.10.2"],
    ask: "Ask for the amount up to which the supplier is liable, and what is outside it.",
    improve: "Agree a cap of at least twelve months' fees, and keep data breaches, confidentiality and IP indemnity outside it \
              or under a higher one.",
    in_privacy_policies: false,
    read,
    reconcile,
};

static LIABILITY: Pattern = Pattern::new(r"\b(?:liab(?:le|ility|ilities)|damages)\b");
static CAP: Pattern = Pattern::new(
    r"\b(?:exceed(?:s|ing)?|in excess of|excess of|limited (?:in (?:the )?aggregate )?to|limited,? [^.;]{0,60}\bto (?:an?|the|one|two|three|eur|usd|gbp|\$|\d|fees|amounts)|capped at|cap(?:ped)? (?:of|to|on)|not be (?:greater|more) than|no more than|maximum (?:aggregate )?(?:liability|amount)|up to (?:an?|the) (?:maximum )?amount|shall be limited|will be limited|liable for (?:any (?:amount|sum) )?(?:more than|in excess of)|liability cap)\b",
);
static AMOUNT_OF_FEES: Pattern = Pattern::new(
    r"\b(?:fees?|amounts?|sums?|charges|price|consideration|remuneration|payments?)\b[^.;]{0,80}\b(?:paid|payable|pays|received|due|owed|invoiced)\b|\b(?:paid|payable)\b[^.;]{0,60}\b(?:fees?|amounts?)\b|\b(?:subscription|annual|service|monthly) fees?\b|\b(?:months?'?|year'?s?) (?:of )?(?:fees|charges)\b|\b(?:amounts?|sums?|what|whatever) (?:you|(?:the )?customer) (?:have |has )?(?:actually )?paid\b",
);
static ANNUAL: Pattern = Pattern::new(
    r"\b(?:annual (?:fees?|subscription|contract value)|(?:preceding|previous|prior|last|each|that|contract) (?:contract |calendar |subscription )?year|in the year (?:before|preceding|prior)|fees (?:paid|payable) (?:per|in a) (?:contract )?year)\b",
);
static PRIOR_MONTH: Pattern = Pattern::new(
    r"\b(?:prior|previous|preceding|last) month\b|\bthe month (?:before|preceding|prior|in which)\b|\bone month'?s?\b",
);
static MULTIPLE: Pattern = Pattern::new(
    r"\b(two|three|four|five|ten|twice|\d{1,2}) ?(?:\(\d{1,2}\) ?)?(?:times|x)\b|\btwice\b|\b(\d{2,4}) ?(?:%|percent|per cent)",
);
/// A sentence that only excludes kinds of damage caps nothing.
static CROSS_REFERENCE: Pattern = Pattern::new(
    r"\b(?:subject to (?:the )?(?:liability|limitations?)|shall apply in the aggregate|limitations? (?:of|on) liability (?:set out|set forth|in (?:section|the agreement))|shall in no event exceed the limitations)\b",
);
static NO_LIABILITY: Pattern = Pattern::new(
    r"\b(?:(?:shall|will) (?:have no|not have any|bear no|not bear any) liability(?: whatsoever| of any kind)?|(?:excludes?|disclaims?) all liability|(?:shall|will) not be liable (?:for any (?:loss|damage|claim|reason)s?(?: or damages?)? (?:whatsoever|of any kind|howsoever)|in any (?:way|manner) (?:whatsoever)?|to (?:you|customer) (?:whatsoever|for any reason)))\b",
);
static INDIRECT: Pattern = Pattern::new(
    r"\b(?:suspen\w+|removal|disablement|because of|as a result of|account termination|initiated|indirect|consequential|incidental|punitive|lost profits|loss of profits|force majeure|third[- ]party (?:content|products?|services?)|failure to|unauthori[sz]ed|your (?:use|content)|resulting from|arising from your|downtime|delays?|beta|content of)\b",
);
static UNCAPPED: Pattern = Pattern::new(
    r"\b(?:except(?:ing)?(?: for| in (?:the )?(?:case|respect|relation)| with| where| that| to| any| claims| liab\w*| breach\w*|,? \()|other than|(?:does|do|shall|will) not (?:apply|limit)|excluding|excluded from|(?:is|are) not (?:limited|capped|subject)|uncapped|nothing (?:in (?:this|these)[^.;]{0,40} )?(?:shall |will )?(?:limits?|excludes?)|for (?:any |a )?(?:breach|claims?|damages?)\b[^;]{0,160}\b(?:limit|cap) (?:is|shall be|will be)|unlimited)\b",
);
static CARVE_OUTS: [(&str, Pattern); 6] = [
    (
        "data breach",
        Pattern::new(
            r"\b(?:data (?:breach|protection)|security (?:breach|incident|obligations)|breach of (?:the )?dpa|data processing (?:agreement|addendum)|personal data)\b",
        ),
    ),
    ("confidentiality", Pattern::new(r"\bconfidential\w*\b")),
    ("indemnity", Pattern::new(r"\bindemni\w+\b")),
    (
        "gross negligence",
        Pattern::new(r"\b(?:gross negligence|grossly negligent)\b"),
    ),
    (
        "wilful misconduct",
        Pattern::new(r"\b(?:wil?lful|intentional|intent|fraud\w*)\b"),
    ),
    (
        "death or injury",
        Pattern::new(r"\b(?:death|personal injury|bodily)\b"),
    ),
];
static CUSTOMER_ONLY: Pattern = Pattern::new(
    r"\b(?:your|customer's|the customer's|licensee's|client's) (?:total |maximum |aggregate |entire |cumulative )*liability\b",
);
static SUPPLIER_ALSO: Pattern =
    Pattern::new(r"\b(?:either|each|neither|both) part(?:y|ies)\b|\bparties'");

/// Fixed caps below this, in whole units of any currency, are nominal: nobody's damage is made good by them.
const NOMINAL: u64 = 10_000;

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&LIABILITY)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    let quote = reading.place(view.number);
    if let Some(place) = NO_LIABILITY.find(full)
        && !INDIRECT.is_in(full)
        && reading.parties.subject(full, place.start + 6) != Party::Customer
        && !UNCAPPED.is_in(&full[place.end..])
    {
        return Some(
            Clause::new(
                Outcome::Fail,
                Severity::High,
                "the supplier excludes all liability",
                quote,
            )
            .with_text("liability-cap", "none at all"),
        );
    }
    if !CAP.is_in(full) || !full.contains("liab") {
        return None;
    }
    let customer_only = CUSTOMER_ONLY.is_in(full)
        && !SUPPLIER_ALSO.is_in(full)
        && !full.contains("our ")
        && reading
            .parties
            .mentions(full)
            .all(|(_, party)| party != Party::Both);
    if customer_only {
        return None;
    }
    let near = cap_part(full)?;
    let mut clause = amount(reading, &full[near], quote)?;
    if CROSS_REFERENCE.is_in(full) && clause.values.is_empty() {
        return None;
    }
    if let Some(lead) = reading.text.sentences()[view.number].lead {
        clause.quote(reading.place(lead));
    }
    if plan_around(view) == Plan::Free {
        clause.plan = Plan::Free;
    }
    carve_outs(reading, view, &mut clause);
    Some(clause)
}

/// From the word that sets the cap on: times and amounts before it belong to something else.
fn cap_part(full: &str) -> Option<std::ops::Range<usize>> {
    let start = CAP.find_all(full).map(|found| found.start).find(|&start| {
        let before = &full[..start];
        let near = &before[before.len().saturating_sub(700)..];
        // "Including but not limited to" caps nothing.
        let example = full[start..].starts_with("limited") && before.ends_with("not ");
        !example
            && (near.contains("liab")
                || full[start..].starts_with("maximum")
                || full[start..].starts_with("liab"))
    })?;
    Some(start..full.len())
}

fn amount(reading: Reading<'_>, text: &str, quote: std::ops::Range<usize>) -> Option<Clause> {
    let limit = reading.policy.liability_cap_months;
    let fees = AMOUNT_OF_FEES.is_in(text);
    let period = durations(text)
        .into_iter()
        .find(|duration| duration.months() > 0 || duration.unit == crate::number::Unit::Month);
    let months = match period {
        Some(period) if fees => Some(period.surest().months()),
        _ if fees && PRIOR_MONTH.is_in(text) => Some(1),
        _ if fees && ANNUAL.is_in(text) => Some(12),
        _ => None,
    };
    let sums = money(text);
    let largest = sums.iter().max_by_key(|sum| sum.amount);
    let greater = text.contains("greater of") || text.contains("higher of");
    let lesser = text.contains("lesser of") || text.contains("lower of");
    let factor = factor(main_rule(text));
    let share = percent(main_rule(text));
    // Half a year's fees are six months' fees; twice a year's fees stay twelve months and a multiple.
    let (months, share) = match (months, share) {
        (Some(months), Some(share)) if share < 100 => (Some(months * share / 100), None),
        other => other,
    };
    let mut clause = match (months, largest) {
        (Some(months), sum) => {
            let total = share.map_or(months * factor.unwrap_or(1), |share| months * share / 100);
            let text = format!("liability is capped at the fees of {months} months");
            let low_sum = lesser && sum.is_some_and(|sum| sum.amount < NOMINAL);
            // A month's fees make nobody's damage good.
            let mut clause = if total * 4 <= limit {
                Clause::new(Outcome::Fail, Severity::Medium, text, quote)
                    .with_note(format!("the buyer asks for {limit} months"))
            } else if total >= limit && !low_sum {
                Clause::new(Outcome::Pass, Severity::Info, text, quote)
            } else {
                Clause::new(Outcome::Partial, Severity::Medium, text, quote)
                    .with_note(format!("the buyer asks for {limit} months"))
            };
            clause.values.push((
                "liability-cap",
                Value::Number(i64::try_from(months).unwrap_or(i64::MAX), "months of fees"),
            ));
            clause
        }
        (None, Some(sum)) => {
            let text = format!("liability is capped at {} {}", sum.currency, sum.amount);
            if sum.amount < NOMINAL && !(fees && greater) {
                Clause::new(Outcome::Fail, Severity::High, text, quote)
                    .with_note("the amount is nominal")
            } else {
                Clause::new(Outcome::Partial, Severity::Low, text, quote)
                    .with_note("whether a fixed amount is enough depends on the contract's value")
            }
            .with_text("liability-cap", "fixed amount")
        }
        (None, None) if fees => Clause::new(
            Outcome::Partial,
            Severity::Medium,
            "liability is capped at fees paid, without a period",
            quote,
        )
        .with_text("liability-cap", "fees paid, no period"),
        (None, None) => return None,
    };
    for sum in &sums {
        let amount = i64::try_from(sum.amount).unwrap_or(i64::MAX);
        clause
            .values
            .push(("liability-cap-amount", Value::Number(amount, sum.currency)));
    }
    if greater || lesser {
        let rule = if greater { "greater of" } else { "lesser of" };
        clause
            .values
            .push(("cap-rule", Value::Text(rule.to_owned())));
    }
    if let Some(share) = share {
        let share = i64::try_from(share).unwrap_or(i64::MAX);
        clause
            .values
            .push(("liability-cap-percent", Value::Number(share, "%")));
    }
    if let Some(factor) = factor {
        clause.values.push((
            "liability-cap-multiple",
            Value::Number(i64::try_from(factor).unwrap_or(i64::MAX), "times"),
        ));
    }
    Some(clause)
}

/// A cap for free services says nothing about paid ones, where there is another for these.
fn reconcile(mut clauses: Vec<Sourced>) -> Vec<Sourced> {
    if clauses
        .iter()
        .any(|sourced| sourced.clause.plan != Plan::Free)
    {
        clauses.retain(|sourced| sourced.clause.plan != Plan::Free);
    }
    clauses
}

/// Without what is provided for special cases: "three times the fees for data protection claims" is not the cap.
fn main_rule(text: &str) -> &str {
    let end = SPECIAL_CASE
        .find(text)
        .map_or(text.len(), |found| found.start);
    &text[..end]
}

static SPECIAL_CASE: Pattern =
    Pattern::new(r";|\b(?:provided (?:that|however)|notwithstanding|except|however)\b");
static HIGHER_CAP: Pattern = Pattern::new(
    r"\b(?:notwithstanding|provided that|provided however|however)\b[^.]{0,200}\b(?:times|greater|higher|increased|separate)\b",
);

/// "200 % of", in per cent.
fn percent(text: &str) -> Option<u64> {
    let [_, _, percent] = MULTIPLE.groups::<3>(text).next()?;
    text[percent?].parse().ok()
}

fn factor(text: &str) -> Option<u64> {
    let [whole, times, percent] = MULTIPLE.groups::<3>(text).next()?;
    match (times, percent) {
        (Some(times), _) => match &text[times] {
            "two" | "twice" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            "five" => Some(5),
            "ten" => Some(10),
            digits => digits.parse().ok(),
        },
        (None, Some(percent)) => text[percent]
            .parse::<u64>()
            .ok()
            .map(|percent| percent / 100)
            .filter(|&factor| factor > 0),
        (None, None) => whole.map(|_| 2),
    }
}

/// The next sentences under the same heading.
fn rest_of_section<'a>(view: &View<'a>) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
    let text = view.text;
    let here = text.sentences().get(view.number).cloned();
    (view.number + 1..)
        .take(5)
        .take_while(move |&next| {
            let next = text.sentences().get(next);
            next.zip(here.as_ref()).is_some_and(|(next, here)| {
                !next.is_heading && (next.block == here.block || next.heading == here.heading)
            })
        })
        .map(move |next| (next, text.of(next)))
}

/// What is outside the cap, in the same sentence or the next ones under the same heading.
fn carve_outs(reading: Reading<'_>, view: &View<'_>, clause: &mut Clause) {
    let here = (view.number, view.own_text());
    let mut names: Vec<&str> = Vec::new();
    for (number, text) in std::iter::once(here).chain(rest_of_section(view)) {
        if !UNCAPPED.is_in(text) && !HIGHER_CAP.is_in(text) && !text.contains("notwithstanding") {
            continue;
        }
        for (name, pattern) in &CARVE_OUTS {
            if pattern.is_in(text) && !names.contains(name) {
                names.push(name);
                clause.quote(reading.place(number));
            }
        }
    }
    if !names.is_empty() {
        clause
            .values
            .push(("liability-carve-outs", Value::Text(names.join(", "))));
    }
    let protects_data = names
        .iter()
        .any(|name| matches!(*name, "data breach" | "confidentiality"));
    if clause.outcome == Outcome::Pass && !protects_data {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("data breach and confidentiality are under the same cap".to_owned());
    }
    clause.exceptions = names;
}
