//! What has to be written down of each system.

use assay_sdk::{AiSystem, Observation, is_placeholder};

/// The four facts.
pub(crate) const POINT: &str = "system-facts";
/// The ratings from which tier and inherent risk are read.
pub(crate) const RATINGS: &str = "system-ratings";

/// Names of the rated facts, as the contract passes them on.
const RATED: [&str; 10] = [
    "data-sensitivity",
    "data-volume",
    "decision-effect",
    "business-dependence",
    "access",
    "ai-act-class",
    "people-affected",
    "substitutability",
    "exposure",
    "reversibility",
];

/// The four facts with what the dossier says of each.
pub(crate) fn four(system: &AiSystem) -> [(&'static str, Option<&str>); 4] {
    [
        ("purpose", system.purpose.as_deref()),
        ("data-used", system.data_used.as_deref()),
        (
            "decisions-influenced",
            system.decisions_influenced.as_deref(),
        ),
        ("people-affected", system.people_affected.as_deref()),
    ]
    .map(|(name, value)| {
        (
            name,
            value.filter(|text| !text.trim().is_empty() && !is_placeholder(text)),
        )
    })
}

/// All four, or unknown with the names of those that are missing.
pub(crate) fn described(system: &AiSystem) -> Observation {
    let facts = four(system);
    let missing: Vec<&str> = facts
        .iter()
        .filter(|(_, value)| value.is_none())
        .map(|(name, _)| *name)
        .collect();
    let observation = if missing.is_empty() {
        Observation::pass(POINT)
            .title("purpose, data, decisions influenced and people affected are written down")
    } else {
        Observation::unknown(POINT)
            .title(format!("not written down: {}", missing.join(", ")))
            .remediation(format!(
                "Write `{}` of this system into supplier.toml; ask whoever uses it.",
                missing.join("`, `")
            ))
    };
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .fold(observation, |observation, (name, value)| {
            observation.profile(format!("systems/{}/{name}", system.id), value)
        })
}

/// All ten, or unknown with the names of those that are missing, each of which counts as the worst.
pub(crate) fn rated(system: &AiSystem) -> Observation {
    let word = |name: &str| {
        system
            .extra
            .iter()
            .find(|(fact, _)| fact == name)
            .map(|(_, word)| word.as_str())
    };
    let missing: Vec<&str> = RATED
        .into_iter()
        .filter(|name| word(name).is_none())
        .collect();
    let observation = if missing.is_empty() {
        Observation::pass(RATINGS).title("every fact from which the tier is read is rated")
    } else {
        Observation::unknown(RATINGS)
            .title(format!("counted as the worst: {}", missing.join(", ")))
            .remediation(format!(
                "Rate `{}` in [systems.context] of supplier.toml; what is missing puts the system into the highest tier.",
                missing.join("`, `")
            ))
    };
    RATED
        .into_iter()
        .filter_map(|name| Some((name, word(name)?)))
        .fold(observation, |observation, (name, word)| {
            observation.profile(format!("systems/{}/context/{name}", system.id), word)
        })
}
