//! What changed between two assessments of a supplier: better, worse, or not to be told.

use std::collections::BTreeMap;

use assay_domain::{Bp, Decision, PointOutcome, SystemId, Untrusted};
use assay_register::{AssessmentId, AssessmentView, DocumentFacts, SupplierFacts};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which way something went.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// For the worse.
    Worse,
    /// Something changed, and nobody can say what that means.
    Unknown,
    /// For the better.
    Better,
}

impl Direction {
    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Unknown => "unknown",
            Self::Better => "better",
        }
    }
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What: an id, or a document's path, which is the supplier's text.
    pub what: Untrusted,
    /// The system, for what is about one.
    pub system: Option<SystemId>,
    /// Which way.
    pub direction: Direction,
    /// Before; nothing where it is new.
    pub before: Option<Untrusted>,
    /// After; nothing where it is gone.
    pub after: Option<Untrusted>,
}

/// What changed between two assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// The earlier one.
    pub before: AssessmentId,
    /// Its day.
    pub before_on: Date,
    /// The later one.
    pub after: AssessmentId,
    /// Its day.
    pub after_on: Date,
    /// The decisions.
    pub decision: (Decision, Decision),
    /// Which way the decision went; none when it is the same.
    pub direction: Option<Direction>,
    /// Statements of the dossier.
    pub facts: Vec<Change>,
    /// Documents.
    pub documents: Vec<Change>,
    /// Points with what was observed.
    pub points: Vec<Change>,
    /// Residual risks.
    pub risks: Vec<Change>,
    /// Findings that are new and that are gone.
    pub findings: Vec<Change>,
}

impl Diff {
    /// Every change.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        [
            &self.facts,
            &self.documents,
            &self.points,
            &self.risks,
            &self.findings,
        ]
        .into_iter()
        .flatten()
    }

    /// True when nothing changed.
    pub fn is_empty(&self) -> bool {
        self.direction.is_none() && self.all().next().is_none()
    }
}

/// What changed from one assessment to another, the worse first within each list.
pub fn diff(before: &AssessmentView, after: &AssessmentView) -> Diff {
    let decision = (before.verdict.decision, after.verdict.decision);
    Diff {
        before: before.id.clone(),
        before_on: before.verdict.as_of,
        after: after.id.clone(),
        after_on: after.verdict.as_of,
        decision,
        direction: direction(decision.1.cmp(&decision.0)),
        facts: facts(&before.facts, &after.facts),
        documents: documents(&before.facts.documents, &after.facts.documents),
        points: points(before, after),
        risks: risks(before, after),
        findings: findings(before, after),
    }
}

/// More is worse.
const fn direction(more: std::cmp::Ordering) -> Option<Direction> {
    match more {
        std::cmp::Ordering::Greater => Some(Direction::Worse),
        std::cmp::Ordering::Less => Some(Direction::Better),
        std::cmp::Ordering::Equal => None,
    }
}

/// Values by key on both sides, and what to say of each pair that differs.
fn compare<K: Ord + Clone, V: PartialEq>(
    before: BTreeMap<K, V>,
    after: BTreeMap<K, V>,
    say: impl Fn(&K, Option<&V>, Option<&V>) -> Option<Change>,
) -> Vec<Change> {
    let mut keys: Vec<&K> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let mut changes: Vec<Change> = keys
        .into_iter()
        .filter(|key| before.get(*key) != after.get(*key))
        .filter_map(|key| say(key, before.get(key), after.get(key)))
        .collect();
    changes.sort_by_key(|change| change.direction);
    changes
}

fn facts(before: &SupplierFacts, after: &SupplierFacts) -> Vec<Change> {
    let said = |facts: &SupplierFacts| {
        let mut said: BTreeMap<(Option<SystemId>, String), (Option<u8>, Untrusted)> =
            BTreeMap::new();
        let mut put = |system: Option<&SystemId>, name: String, value: Untrusted| {
            said.insert((system.cloned(), name), (None, value));
        };
        let profile = &facts.profile;
        put(None, "legal name".into(), profile.legal_name.clone());
        for (name, value) in [("country", &profile.country), ("website", &profile.website)] {
            if let Some(value) = value {
                put(None, name.into(), value.clone());
            }
        }
        for one in &facts.sub_processors {
            put(
                None,
                format!("sub-processor {}", one.name.expose()),
                one.purpose.clone().unwrap_or_else(|| "".into()),
            );
        }
        for one in &facts.certificates {
            let number = one.number.as_ref().map_or("", Untrusted::expose);
            let until = one
                .expires_on
                .map_or("no end".to_owned(), |day| format!("until {day}"));
            put(
                None,
                format!("certificate {} {number}", one.standard.expose()),
                until.into(),
            );
        }
        for system in &facts.systems {
            put(Some(&system.id), "system".into(), system.name.clone());
            for model in &system.upstream_models {
                put(
                    Some(&system.id),
                    format!("model {}", model.expose()),
                    "rests on it".into(),
                );
            }
        }
        for system in &facts.systems {
            for fact in assay_domain::ContextFact::ALL {
                if let Some(rating) = system.context.get(fact) {
                    let key = (Some(system.id.clone()), fact.name().to_owned());
                    said.insert(key, (Some(rating.get()), fact.word(rating).into()));
                }
            }
        }
        said
    };
    compare(said(before), said(after), |(system, name), old, new| {
        // A higher rating of use is a greater exposure, and one that is not known any more counts as the highest.
        let direction = match (old, new) {
            (Some((Some(old), _)), Some((Some(new), _))) => direction(new.cmp(old))?,
            (Some((Some(_), _)), None) => Direction::Worse,
            (None, Some((Some(_), _))) => Direction::Better,
            _ => Direction::Unknown,
        };
        Some(Change {
            what: name.as_str().into(),
            system: system.clone(),
            direction,
            before: old.map(|(_, value)| value.clone()),
            after: new.map(|(_, value)| value.clone()),
        })
    })
}

fn documents(before: &[DocumentFacts], after: &[DocumentFacts]) -> Vec<Change> {
    let by_id = |all: &[DocumentFacts]| -> BTreeMap<String, DocumentFacts> {
        all.iter()
            .map(|one| (one.id.clone(), one.clone()))
            .collect()
    };
    let shown = |one: &DocumentFacts| -> Untrusted {
        let dated = one.dated.map_or(String::new(), |day| format!(", of {day}"));
        let force = if one.in_force { ", in force" } else { "" };
        format!(
            "{}{dated}{force}, {}",
            one.kind.label(),
            &one.digest.hex()[..12]
        )
        .into()
    };
    compare(by_id(before), by_id(after), |id, old, new| {
        Some(Change {
            what: id.as_str().into(),
            system: None,
            // What is taken away can show nothing any more; what a new text means is told by the points that read it.
            direction: if new.is_none() {
                Direction::Worse
            } else {
                Direction::Unknown
            },
            before: old.map(shown),
            after: new.map(shown),
        })
    })
}

fn points(before: &AssessmentView, after: &AssessmentView) -> Vec<Change> {
    type Seen = (bool, Bp, Bp, &'static str);
    let judged = |view: &AssessmentView| {
        let mut judged: BTreeMap<(SystemId, String), Seen> = BTreeMap::new();
        for system in &view.verdict.systems {
            for point in &system.points {
                let known = !matches!(
                    point.outcome,
                    PointOutcome::Unknown { .. }
                        | PointOutcome::Error { .. }
                        | PointOutcome::NotRun
                );
                let seen = (
                    known,
                    point.effectiveness,
                    point.penalty,
                    point.outcome.label(),
                );
                judged.insert((system.system.clone(), point.point.to_string()), seen);
            }
        }
        judged
    };
    compare(
        judged(before),
        judged(after),
        |(system, point), old, new| {
            let direction = match (old, new) {
                (Some((true, ..)), Some((false, ..))) | (Some((true, ..)), None) => {
                    Direction::Unknown
                }
                (Some(old), Some(new)) if (new.1, old.2) != (old.1, new.2) => {
                    let worse = new.1 < old.1 || new.2 > old.2;
                    let better = new.1 > old.1 || new.2 < old.2;
                    match (worse, better) {
                        (true, false) => Direction::Worse,
                        (false, true) => Direction::Better,
                        _ => Direction::Unknown,
                    }
                }
                (None, Some((true, effectiveness, penalty, _))) => {
                    match (effectiveness.get(), penalty.get()) {
                        (_, penalty) if penalty > 0 => Direction::Worse,
                        (effectiveness, _) if effectiveness > 0 => Direction::Better,
                        _ => Direction::Unknown,
                    }
                }
                (None, _) => return None,
                _ => Direction::Unknown,
            };
            let shown =
                |seen: &Seen| -> Untrusted { format!("{}, {} effective", seen.3, seen.1).into() };
            Some(Change {
                what: point.as_str().into(),
                system: Some(system.clone()),
                direction,
                before: old.map(shown),
                after: new.map(shown),
            })
        },
    )
}

fn risks(before: &AssessmentView, after: &AssessmentView) -> Vec<Change> {
    type Residual = (assay_domain::Level, u8, u8);
    let residual = |view: &AssessmentView| {
        let mut residual: BTreeMap<(SystemId, String), Residual> = BTreeMap::new();
        for system in &view.verdict.systems {
            for risk in &system.scenarios {
                let axes = (risk.likelihood.residual.get(), risk.impact.residual.get());
                let key = (system.system.clone(), risk.scenario.to_string());
                residual.insert(key, (risk.residual, axes.0, axes.1));
            }
        }
        residual
    };
    compare(
        residual(before),
        residual(after),
        |(system, risk), old, new| {
            let direction = match (old, new) {
                (Some(old), Some(new)) => match direction(new.0.cmp(&old.0)) {
                    Some(direction) => direction,
                    None if new.1 >= old.1 && new.2 >= old.2 => Direction::Worse,
                    None if new.1 <= old.1 && new.2 <= old.2 => Direction::Better,
                    None => Direction::Unknown,
                },
                _ => Direction::Unknown,
            };
            let shown = |one: &Residual| -> Untrusted {
                format!(
                    "{} (likelihood {}, impact {})",
                    one.0.label().to_lowercase(),
                    one.1,
                    one.2
                )
                .into()
            };
            Some(Change {
                what: risk.as_str().into(),
                system: Some(system.clone()),
                direction,
                before: old.map(shown),
                after: new.map(shown),
            })
        },
    )
}

fn findings(before: &AssessmentView, after: &AssessmentView) -> Vec<Change> {
    let open = |view: &AssessmentView| -> BTreeMap<_, _> {
        let all = view.verdict.findings.iter();
        all.map(|one| {
            (
                one.fingerprint,
                (one.severity, one.point.clone(), one.system.clone()),
            )
        })
        .collect()
    };
    compare(open(before), open(after), |_, old, new| {
        let direction = match (old, new) {
            (Some(old), Some(new)) => direction(new.0.cmp(&old.0))?,
            (None, _) => Direction::Worse,
            // The verdict names what is open: a finding is gone from it when evidence closed it.
            (Some(_), None) => Direction::Better,
        };
        let (_, point, system) = new.or(old)?;
        Some(Change {
            what: point.as_str().into(),
            system: system.clone(),
            direction,
            before: old.map(|one| one.0.label().into()),
            after: new.map(|one| one.0.label().into()),
        })
    })
}
