//! The notice that is promised before a model changes against a change that was seen between two dates.

use assay_sdk::{Date, Evidence, FactValue, Seen, Severity};

use crate::{
    contradiction::Contradiction,
    notice::Notice,
    sources::{Sources, number, text},
};

/// Where a change of the model between two assessments is seen.
const DRIFT: &str = "behaviour-drift";
/// How long before a change a notice may be given and still be about it.
const EARLIEST_MONTHS: i32 = 12;

/// True when an observation shows that the model is another than at an earlier date.
pub(crate) fn shows_change(seen: &Seen) -> bool {
    let yes = |name: &str| {
        seen.facts
            .iter()
            .any(|fact| fact.name == name && fact.value == FactValue::YesNo(true))
    };
    seen.point == DRIFT && (yes("drifted") || yes("model-gone"))
}

/// Somebody said that a change of a model is told before.
struct Promise {
    point: String,
    system: Option<String>,
    /// What was promised, in words.
    says: String,
    /// Days that it is told before, at least; none where the promise names no number.
    days: Option<i32>,
    /// The promise is as good as the buyer asks for.
    is_met: bool,
    evidence: Evidence,
}

pub(super) fn contradictions(sources: &Sources) -> Vec<Contradiction> {
    sources
        .changed()
        .filter_map(|change| {
            let promise = promise(sources, change)?;
            let before = text(change, "compared-with").and_then(|day| Date::parse(day).ok())?;
            let (missing, besides) = missing(sources, &promise, before)?;
            Some(Contradiction {
                point: promise.point,
                system: promise.system,
                severity: Severity::Medium,
                is_met: promise.is_met,
                title: format!(
                    "{}; the model changed between {before} and {}; {missing}",
                    promise.says, sources.as_of
                ),
                ask: "When was the model changed, and when and how were we told?".to_owned(),
                evidence: [promise.evidence, Evidence::Observation(change.id.clone())],
                comment: None,
                besides,
            })
        })
        .collect()
}

/// The most definite promise that a change of this system's model breaks: the contract's about models, the contract's about the
/// service, the supplier's answer. One change contradicts one of them.
fn promise(sources: &Sources, change: &Seen) -> Option<Promise> {
    let system = change.system.as_deref();
    let contract = |point: &'static str| {
        sources
            .shown(point, system)
            .filter(|seen| matches!(seen.outcome.as_str(), "pass" | "partial"))
            .filter(|seen| seen.evidence.iter().any(|kind| kind == "quote"))
    };
    let of = |seen: &Seen, point: &str| -> Option<Promise> {
        let (says, days) = match number(seen, point) {
            Some((count, unit)) => (
                format!("the contract promises {count} {unit} of notice before a change"),
                days(count, unit),
            ),
            None if text(seen, point).is_some_and(|word| word.starts_with("notice")) => (
                "the contract promises notice before a change".to_owned(),
                None,
            ),
            None => return None,
        };
        Some(Promise {
            point: point.to_owned(),
            system: seen.system.clone(),
            says,
            days,
            is_met: seen.outcome == "pass",
            evidence: Evidence::Observation(seen.id.clone()),
        })
    };
    let about_models =
        contract("model-change-notice").find_map(|seen| of(seen, "model-change-notice"));
    let about_service = || {
        contract("change-notice")
            // A notice before the terms change says nothing about a model.
            .filter(|seen| matches!(text(seen, "about"), Some("service" | "model")))
            .find_map(|seen| of(seen, "change-notice"))
    };
    // The question asks for models, functions and terms in one.
    let answered = || {
        sources.claims("change-notice").find_map(|claim| {
            let (count, unit) = claim.number().filter(|(count, _)| *count > 0)?;
            Some(Promise {
                point: "change-notice".to_owned(),
                system: claim.system.map(str::to_owned),
                says: format!("the supplier answers {count} {unit} of notice before a change"),
                days: days(count, unit),
                is_met: claim.is_met(),
                evidence: claim.cited(),
            })
        })
    };
    about_models.or_else(about_service).or_else(answered)
}

/// What the dossier lacks, or shows to be late; none when a notice of the time is there.
fn missing(
    sources: &Sources,
    promise: &Promise,
    before: Date,
) -> Option<(String, Option<Evidence>)> {
    let earliest = before.add_months(-EARLIEST_MONTHS);
    let mut of_the_time: Vec<&Notice> = sources
        .notices
        .iter()
        .filter(|notice| (earliest..=sources.as_of).contains(&notice.dated))
        .collect();
    of_the_time.sort_by_key(|notice| notice.dated);
    // The change was there on the day of the assessment, so that a notice of fewer days ago came too late whenever it was made.
    let Some(first) = of_the_time.first() else {
        return Some(("no notice is in the dossier".to_owned(), None));
    };
    let ago = sources.as_of.days_since(first.dated);
    match promise.days {
        Some(days) if ago < i64::from(days) => Some((
            format!(
                "the notice in the dossier is of {}, {ago} d ago",
                first.dated
            ),
            Some(Evidence::Quote(first.quote.clone())),
        )),
        _ => None,
    }
}

/// Days of a promise, a month as its shortest.
fn days(count: i64, unit: &str) -> Option<i32> {
    let count = i32::try_from(count).ok()?;
    match unit {
        "h" => Some(count / 24),
        "d" => Some(count),
        "months" => count.checked_mul(28),
        _ => None,
    }
}
