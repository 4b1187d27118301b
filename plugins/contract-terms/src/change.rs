//! Change of terms: what the newer version of a document says better or worse than the one that it replaces.
//!
//! Both versions are read by the same topics, and their clauses are compared as tuples, not as text: renumbering, reordering,
//! renamed parties and typography leave every tuple as it was. The path is [`term`] (a clause and what its sentences hold
//! besides) → [`pairing`] (which clause became which) → [`direction`] (better, worse or not known) → one finding for each topic
//! that changed. Silence after a clause that protected is worse; a clause that is new and protects is better.

pub mod direction;
mod pairing;
mod term;

use std::ops::Range;

use crate::actor::Parties;
use crate::clause::{Clause, Outcome, Severity, Value};
use crate::identity::{Kind, Refusal};
use crate::policy::Policy;
use crate::text::Text;
use crate::topics::{self, Reading, Topic};
use crate::weigh::{self, Finding, Sourced};

use direction::Direction;
use term::Term;

/// The check point.
pub const POINT: &str = "terms-change";
/// Controls that it supports.
pub const CONTROLS: &[&str] = &["dd.change-notice", "iso42001.6.3", "iso42001.a.10.4"];

/// One version of a document.
#[derive(Debug)]
pub struct Version<'a> {
    /// The number of its source.
    pub source: usize,
    /// Its file name, for people.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Its text, or why it is not read.
    pub text: &'a Result<Text, Refusal>,
}

/// What changed from one version to the next: one finding for each topic that changed; a single one when nothing did, or when
/// one of them could not be read.
pub fn compare(
    older: &Version<'_>,
    newer: &Version<'_>,
    supplier_names: &[String],
    policy: &Policy,
) -> Vec<Finding> {
    let (old, new) = match (older.text, newer.text) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(refusal), _) => return vec![not_compared(older, newer, older.name, *refusal)],
        (_, Err(refusal)) => return vec![not_compared(older, newer, newer.name, *refusal)],
    };
    let mut changes = Vec::new();
    let mut same = Vec::new();
    for topic in topics::ALL {
        let before = Side::read(topic, older, old, supplier_names, policy);
        let after = Side::read(topic, newer, new, supplier_names, policy);
        match Change::between(topic, &before, &after) {
            Some(change) => changes.push((topic, change)),
            None => same.extend(before.first_quote().zip(after.first_quote())),
        }
    }
    show_both_sides(&mut changes, &same);
    let mut findings: Vec<Finding> = once_each(changes)
        .into_iter()
        .map(|(topic, change)| change.finding(topic, older, newer))
        .collect();
    if findings
        .iter()
        .any(|finding| finding.outcome == Outcome::Fail)
    {
        // "Better here" does not contradict "worse there": the point as a whole is met in part at most.
        for finding in &mut findings {
            if finding.outcome == Outcome::Pass {
                finding.outcome = Outcome::Partial;
            }
        }
    }
    if findings.is_empty() {
        findings.push(unchanged(older, newer, same.first()));
    }
    findings
}

/// A topic of which only one version speaks is shown with what became of its passage in the other one, where another topic reads the same
/// sentence or the one beside it: "this cap does not apply to data breach" went, and the sentence about the cap is what is left.
fn show_both_sides(changes: &mut [(&Topic, Change)], same: &[(Range<usize>, Range<usize>)]) {
    let changed = changes.iter().filter_map(|(_, change)| {
        let (old, new) = (change.old_quotes.first()?, change.new_quotes.first()?);
        Some((old.clone(), new.clone()))
    });
    let pairs: Vec<(Range<usize>, Range<usize>)> = changed.chain(same.iter().cloned()).collect();
    // A space lies between two sentences of one paragraph.
    let adjoins = |quotes: &[Range<usize>], place: &Range<usize>| {
        quotes
            .iter()
            .any(|quote| quote.start <= place.end + 1 && place.start <= quote.end + 1)
    };
    for (_, change) in changes {
        if change.new_quotes.is_empty() {
            let place = pairs
                .iter()
                .find(|(old, _)| adjoins(&change.old_quotes, old));
            change.new_quotes.extend(place.map(|(_, new)| new.clone()));
        } else if change.old_quotes.is_empty() {
            let place = pairs
                .iter()
                .find(|(_, new)| adjoins(&change.new_quotes, new));
            change.old_quotes.extend(place.map(|(old, _)| old.clone()));
        }
    }
}

/// A number that one topic reads may stand in a sentence that another reads as well. It changed once: where its direction is known,
/// the topic that cannot tell is left out.
fn once_each(changes: Vec<(&Topic, Change)>) -> Vec<(&Topic, Change)> {
    let told: Vec<Range<usize>> = changes
        .iter()
        .filter(|(_, change)| change.direction != Direction::Unknown)
        .flat_map(|(_, change)| change.new_quotes.clone())
        .collect();
    let is_told = |quote: &Range<usize>| {
        told.iter()
            .any(|told| told.start < quote.end && quote.start < told.end)
    };
    changes
        .into_iter()
        .filter(|(_, change)| {
            change.direction != Direction::Unknown
                || change.new_quotes.is_empty()
                || !change.new_quotes.iter().all(is_told)
        })
        .collect()
}

/// What one version says about one topic.
struct Side {
    terms: Vec<Term>,
    /// What all clauses amount to, the worse one first where they contradict each other.
    overall: Option<(Outcome, Severity)>,
    /// In words.
    reading: String,
}

impl Side {
    fn read(
        topic: &Topic,
        version: &Version<'_>,
        text: &Text,
        supplier_names: &[String],
        policy: &Policy,
    ) -> Self {
        let parties = Parties::new(supplier_names).with_definitions_of(text);
        let clauses: Vec<Sourced> = if version.kind.is_binding() || topic.in_privacy_policies {
            let reading = Reading {
                text,
                kind: version.kind,
                parties: &parties,
                policy,
            };
            (topic.read)(reading)
                .into_iter()
                .map(|clause| Sourced {
                    document: version.source,
                    clause,
                })
                .collect()
        } else {
            Vec::new()
        };
        let clauses = (topic.reconcile)(clauses);
        // "Without undue delay" beside "within 48 hours" says nothing; that it came or went is no change.
        let is_refined = |vague: &Clause| {
            vague.is_vague
                && clauses.iter().any(|sourced| {
                    let definite = &sourced.clause;
                    !definite.is_vague
                        && definite.subject == vague.subject
                        && definite.plan.overlaps(vague.plan)
                })
        };
        let terms = clauses
            .iter()
            .filter(|sourced| !is_refined(&sourced.clause))
            .map(|sourced| Term::new(sourced.clause.clone(), text))
            .collect();
        let weighed = weigh::weigh(topic, clauses, &[], None);
        let worst = weighed
            .iter()
            .max_by_key(|finding| (finding.outcome, finding.severity));
        Self {
            terms,
            overall: worst.map(|finding| (finding.outcome, finding.severity)),
            reading: worst.map_or_else(
                || "nothing".to_owned(),
                |finding| {
                    let reading = finding.title.strip_prefix(topic.title);
                    reading.map_or_else(
                        || finding.title.clone(),
                        |rest| rest.trim_start_matches(": ").to_owned(),
                    )
                },
            ),
        }
    }

    fn first_quote(&self) -> Option<Range<usize>> {
        self.terms.first()?.clause.quotes.first().cloned()
    }
}

/// How one topic changed.
struct Change {
    direction: Direction,
    before: String,
    after: String,
    now: Option<(Outcome, Severity)>,
    what: Vec<String>,
    old_quotes: Vec<Range<usize>>,
    new_quotes: Vec<Range<usize>>,
}

/// Quotes of each version in one finding.
const MOST_QUOTES: usize = 3;

impl Change {
    fn between(topic: &Topic, before: &Side, after: &Side) -> Option<Self> {
        let pairs = pairing::differences(&before.terms, &after.terms);
        if pairs.is_empty() {
            return None;
        }
        let steps: Vec<direction::Step> = pairs
            .iter()
            .map(|pair| direction::step(topic.point, pair.old, pair.new))
            .collect();
        let direction = match (before.overall, after.overall) {
            // What all clauses together amount to outweighs the single ones.
            (Some(old), Some(new)) if old != new => Direction::of_outcomes(old, new),
            _ => Direction::all(steps.iter().map(|step| step.direction)),
        };
        let quotes = |side: Vec<Option<&Term>>| {
            let mut quotes: Vec<Range<usize>> = Vec::new();
            for quote in side
                .into_iter()
                .flatten()
                .flat_map(|term| &term.clause.quotes)
            {
                if quotes.len() < MOST_QUOTES && !quotes.contains(quote) {
                    quotes.push(quote.clone());
                }
            }
            quotes
        };
        let mut old_quotes = quotes(pairs.iter().map(|pair| pair.old).collect());
        let mut new_quotes = quotes(pairs.iter().map(|pair| pair.new).collect());
        // A clause that came or went beside others is shown with what stands on the other side.
        if old_quotes.is_empty() {
            old_quotes = quotes(before.terms.iter().map(Some).take(1).collect());
        }
        if new_quotes.is_empty() {
            new_quotes = quotes(after.terms.iter().map(Some).take(1).collect());
        }
        let mut what: Vec<String> = Vec::new();
        for step in steps {
            if !what.contains(&step.what) && what.len() < MOST_QUOTES {
                what.push(step.what);
            }
        }
        Some(Self {
            direction,
            before: before.reading.clone(),
            after: after.reading.clone(),
            now: after.overall,
            what,
            old_quotes,
            new_quotes,
        })
    }

    fn finding(self, topic: &Topic, older: &Version<'_>, newer: &Version<'_>) -> Finding {
        let (outcome, severity) = match self.direction {
            Direction::Better => (Outcome::Pass, Severity::Info),
            // A person has to look: it is neither held against the supplier nor taken for harmless.
            Direction::Unknown => (Outcome::Partial, Severity::Low),
            Direction::Worse => (Outcome::Fail, severity(topic.point, self.now)),
        };
        let side = |reading: &str| {
            if reading == "nothing" {
                "no clause".to_owned()
            } else {
                reading.to_owned()
            }
        };
        let (before, after) = (side(&self.before), side(&self.after));
        let quotes = self
            .old_quotes
            .into_iter()
            .map(|quote| (older.source, quote))
            .chain(
                self.new_quotes
                    .into_iter()
                    .map(|quote| (newer.source, quote)),
            )
            .collect();
        Finding {
            point: POINT,
            outcome,
            severity,
            confidence: 6_500,
            title: format!("{} changed: {}", topic.title, self.direction.phrase()),
            detail: format!(
                "{} replaces {}. {}. Before: {before}. Now: {after}.",
                newer.name,
                older.name,
                self.what.join("; ")
            ),
            remediation: match self.direction {
                Direction::Better => String::new(),
                Direction::Worse => format!(
                    "Object to the change, or ask for the former clause. {}",
                    topic.improve
                ),
                Direction::Unknown => {
                    "Read both passages and decide whether the change is acceptable.".to_owned()
                }
            },
            facts: vec![
                ("topic", Value::Text(topic.point.to_owned())),
                ("direction", Value::Text(self.direction.label().to_owned())),
                ("old", Value::Text(before)),
                ("new", Value::Text(after)),
            ],
            quotes,
            contradiction: false,
        }
    }
}

/// What hurts most when it gets worse. What is still as the buyer asks for is low, whatever the topic.
fn severity(point: &str, now: Option<(Outcome, Severity)>) -> Severity {
    match point {
        _ if matches!(now, Some((Outcome::Pass, _))) => Severity::Low,
        "training-use" | "breach-notice" | "deletion" => Severity::High,
        _ => Severity::Medium,
    }
}

/// Nothing that a topic reads has changed.
fn unchanged(
    older: &Version<'_>,
    newer: &Version<'_>,
    example: Option<&(Range<usize>, Range<usize>)>,
) -> Finding {
    // Without any clause in either version there is nothing to show, and silence is not "unchanged".
    let (outcome, quotes) = match example {
        Some((old, new)) => (
            Outcome::Pass,
            vec![(older.source, old.clone()), (newer.source, new.clone())],
        ),
        None => (Outcome::Unknown, Vec::new()),
    };
    Finding {
        point: POINT,
        outcome,
        severity: Severity::Info,
        confidence: 6_000,
        title: "No change of what is read".to_owned(),
        detail: format!(
            "{} replaces {}, and every clause that is read says the same in both. What is not read may have changed.",
            newer.name, older.name
        ),
        remediation: if outcome == Outcome::Pass {
            String::new()
        } else {
            "Ask the supplier for a comparison of both versions.".to_owned()
        },
        facts: Vec::new(),
        quotes,
        contradiction: false,
    }
}

fn not_compared(
    older: &Version<'_>,
    newer: &Version<'_>,
    unread: &str,
    refusal: Refusal,
) -> Finding {
    Finding {
        point: POINT,
        outcome: Outcome::Unknown,
        severity: Severity::Info,
        confidence: 5_000,
        title: "Change of terms: not known".to_owned(),
        detail: format!(
            "{} replaces {}, but {unread} is not read: {refusal}.",
            newer.name, older.name
        ),
        remediation: "Ask the supplier for both versions as text.".to_owned(),
        facts: Vec::new(),
        quotes: Vec::new(),
        contradiction: false,
    }
}
