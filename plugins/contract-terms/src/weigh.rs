//! From clauses to findings: what several clauses on one topic amount to together.

use std::ops::Range;

use crate::clause::{Clause, Outcome, Plan, Severity, Value};
use crate::topics::Topic;

/// A clause and the number of the document it stands in.
#[derive(Debug, Clone)]
pub struct Sourced {
    /// Number of the document.
    pub document: usize,
    /// The clause.
    pub clause: Clause,
}

/// What is reported about one check point.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The check point.
    pub point: &'static str,
    /// What came out.
    pub outcome: Outcome,
    /// How bad, unless it is a pass or unknown.
    pub severity: Severity,
    /// Basis points: how sure the reading is, before the host caps it.
    pub confidence: u16,
    /// One line.
    pub title: String,
    /// A few sentences.
    pub detail: String,
    /// What to ask or agree.
    pub remediation: String,
    /// What was read, by name.
    pub facts: Vec<(&'static str, Value)>,
    /// Documents and ranges of their plain text.
    pub quotes: Vec<(usize, Range<usize>)>,
    /// True when another finding on the same point says the opposite.
    pub contradiction: bool,
}

/// Quotes and facts that one finding carries at most; the host has a limit too, and nobody reads more.
const MOST_QUOTES: usize = 6;
const MOST_FACTS: usize = 16;

/// Weighs the clauses of one topic from all documents that were read. `names` are the documents' names, `prevails` the one
/// that is stated to prevail. No clause, no finding: the caller says what is unknown.
pub(crate) fn weigh(
    topic: &Topic,
    clauses: Vec<Sourced>,
    names: &[String],
    prevails: Option<usize>,
) -> Vec<Finding> {
    let definite = drop_vague((topic.reconcile)(clauses));
    let (kept, overruled) = apply_precedence(definite, prevails);
    if kept.is_empty() {
        return Vec::new();
    }
    let sides = contradiction(&kept);
    let mut findings = match sides {
        Some((better, worse)) => {
            let mut one = finding(topic, &better, names);
            let mut other = finding(topic, &worse, names);
            let all: Vec<(usize, Range<usize>)> =
                one.quotes.iter().chain(&other.quotes).cloned().collect();
            for finding in [&mut one, &mut other] {
                finding.contradiction = true;
                finding.detail.push_str(
                    " The documents contradict each other here; both passages are quoted.",
                );
                for quote in &all {
                    if !finding.quotes.contains(quote) && finding.quotes.len() < MOST_QUOTES {
                        finding.quotes.push(quote.clone());
                    }
                }
            }
            vec![one, other]
        }
        None => vec![finding(topic, &kept, names)],
    };
    if let (Some(winner), false) = (
        prevails.and_then(|number| names.get(number)),
        overruled.is_empty(),
    ) {
        for finding in &mut findings {
            finding.detail.push_str(&format!(
                " Another document says otherwise, but the documents state that {winner} prevails."
            ));
            for sourced in &overruled {
                for quote in &sourced.clause.quotes {
                    if finding.quotes.len() < MOST_QUOTES {
                        finding.quotes.push((sourced.document, quote.clone()));
                    }
                }
            }
        }
    }
    findings
}

/// "Without undue delay" counts only where no clause on the same part of the topic says something definite.
fn drop_vague(clauses: Vec<Sourced>) -> Vec<Sourced> {
    let definite: Vec<(&'static str, Plan)> = clauses
        .iter()
        .filter(|sourced| !sourced.clause.is_vague)
        .map(|sourced| (sourced.clause.subject, sourced.clause.plan))
        .collect();
    let mut kept = clauses;
    kept.retain(|sourced| {
        let refined = definite.iter().any(|(subject, plan)| {
            *subject == sourced.clause.subject && plan.overlaps(sourced.clause.plan)
        });
        !sourced.clause.is_vague || !refined
    });
    kept
}

/// Where the documents state which of them prevails, what the others say against it is set aside. Returns what counts and
/// what was set aside.
fn apply_precedence(
    clauses: Vec<Sourced>,
    prevails: Option<usize>,
) -> (Vec<Sourced>, Vec<Sourced>) {
    let Some(winner) = prevails else {
        return (clauses, Vec::new());
    };
    let ruling: Vec<Clause> = clauses
        .iter()
        .filter(|sourced| sourced.document == winner)
        .map(|sourced| sourced.clause.clone())
        .collect();
    clauses.into_iter().partition(|sourced| {
        sourced.document == winner || !ruling.iter().any(|rule| oppose(rule, &sourced.clause))
    })
}

fn oppose(a: &Clause, b: &Clause) -> bool {
    let outcomes = matches!(
        (a.outcome, b.outcome),
        (Outcome::Pass, Outcome::Fail) | (Outcome::Fail, Outcome::Pass)
    );
    outcomes && a.subject == b.subject && same_reach(a.plan, b.plan)
}

/// A rule for all and an exception for some plans do not contradict each other; two rules for the same customers do.
const fn same_reach(a: Plan, b: Plan) -> bool {
    matches!(
        (a, b),
        (Plan::Any | Plan::All, Plan::Any | Plan::All)
            | (Plan::Free, Plan::Free)
            | (Plan::Paid, Plan::Paid)
    )
}

/// The two sides of a contradiction, if there is one: what is met or partly met, and what is not.
fn contradiction(clauses: &[Sourced]) -> Option<(Vec<Sourced>, Vec<Sourced>)> {
    let opposed = |sourced: &Sourced| {
        clauses.iter().any(|other| {
            // One document that treats paid plans in two ways speaks of different plans.
            let different_plans =
                sourced.document == other.document && sourced.clause.plan == Plan::Paid;
            oppose(&sourced.clause, &other.clause) && !different_plans
        })
    };
    let side = |outcome: Outcome| -> Vec<Sourced> {
        clauses
            .iter()
            .filter(|sourced| sourced.clause.outcome == outcome && opposed(sourced))
            .cloned()
            .collect()
    };
    let (better, worse) = (side(Outcome::Pass), side(Outcome::Fail));
    (!better.is_empty() && !worse.is_empty()).then_some((better, worse))
}

/// One finding from clauses that do not contradict each other: the worst one decides.
fn finding(topic: &Topic, clauses: &[Sourced], names: &[String]) -> Finding {
    let mut order: Vec<&Sourced> = clauses.iter().collect();
    // Stable: among equals the one that stands first decides. An exemption for some plans never decides for all.
    order.sort_by_key(|sourced| {
        std::cmp::Reverse((sourced.clause.outcome, severity_of(&sourced.clause)))
    });
    let decisive = &order[0].clause;
    let name = |number: usize| names.get(number).map_or("a document", String::as_str);
    let mut detail = format!("{}: {}.", name(order[0].document), decisive.reading);
    for note in &decisive.notes {
        detail.push_str(&format!(" Note: {note}."));
    }
    if !decisive.exceptions.is_empty() {
        detail.push_str(&format!(" Exceptions: {}.", decisive.exceptions.join(", ")));
    }
    let mut seen = vec![decisive.reading.clone()];
    for other in &order[1..] {
        if !seen.contains(&other.clause.reading) && seen.len() < MOST_QUOTES {
            seen.push(other.clause.reading.clone());
            let plan = match other.clause.plan {
                Plan::Any => String::new(),
                plan => format!(" ({} plans)", plan.label()),
            };
            detail.push_str(&format!(
                " Also, {}: {}{plan}.",
                name(other.document),
                other.clause.reading
            ));
        }
    }
    let mut quotes = Vec::new();
    for sourced in &order {
        for quote in &sourced.clause.quotes {
            let quote = (sourced.document, quote.clone());
            if quotes.len() < MOST_QUOTES && !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
    }
    Finding {
        point: topic.point,
        outcome: decisive.outcome,
        severity: severity_of(decisive),
        confidence: confidence(decisive),
        title: format!("{}: {}", topic.title, decisive.reading),
        detail,
        remediation: if decisive.outcome == Outcome::Pass {
            String::new()
        } else {
            topic.improve.to_owned()
        },
        facts: facts(&order),
        quotes,
        contradiction: false,
    }
}

fn severity_of(clause: &Clause) -> Severity {
    match clause.outcome {
        Outcome::Pass => Severity::Info,
        _ => clause.severity,
    }
}

/// How often such readings are right, told honestly: sentences with a number are read better than those without.
fn confidence(clause: &Clause) -> u16 {
    let has_number = clause
        .values
        .iter()
        .any(|(_, value)| matches!(value, Value::Number(..)));
    match (has_number, clause.is_vague) {
        (true, _) => 7_000,
        (false, false) => 6_500,
        (false, true) => 5_500,
    }
}

/// The part of the topic that all clauses are about, where topics have parts and the clauses are about one.
fn about(order: &[&Sourced]) -> Option<&'static str> {
    let subject = order[0].clause.subject;
    let is_one = order.iter().all(|other| other.clause.subject == subject);
    (is_one && !subject.is_empty()).then_some(subject)
}

/// The tuple of the decisive clause, then the values of the others.
fn facts(order: &[&Sourced]) -> Vec<(&'static str, Value)> {
    let decisive = &order[0].clause;
    let mut facts = decisive.values.clone();
    let text = |word: &str| Value::Text(word.to_owned());
    facts.push(("bound", text(decisive.bound.label())));
    facts.push(("modality", text(decisive.modality.label())));
    if let Some(default) = decisive.default {
        facts.push(("default", text(default.label())));
    }
    if let Some(trigger) = decisive.trigger {
        facts.push(("trigger", text(trigger)));
    }
    if decisive.plan != Plan::Any {
        facts.push(("plan", text(decisive.plan.label())));
    }
    if let Some(data) = decisive.data {
        facts.push(("data", text(data)));
    }
    if !decisive.exceptions.is_empty() {
        facts.push(("exceptions", text(&decisive.exceptions.join(", "))));
    }
    if let Some(about) = about(order) {
        facts.push(("about", text(about)));
    }
    for other in &order[1..] {
        for value in &other.clause.values {
            if !facts.contains(value) {
                facts.push(value.clone());
            }
        }
    }
    facts.truncate(MOST_FACTS);
    facts
}
