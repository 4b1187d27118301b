//! What the description of a system says under the AI Act.
//!
//! A dossier is the buyer's word. Where nothing in it speaks against the supplier, nothing is said: the supplier's own statement
//! on the same point is asked for, and a silent supplier must not gain by what the buyer wrote. Where something does, it is a fail
//! at the point of that statement, which makes a statement to the contrary disputed.

use assay_sdk::{AiSystem, Observation, Severity};

use crate::{
    facts::four,
    uses::{Use, Uses, Words},
};

/// Class and role, as the supplier states them.
pub(crate) const CLASS: &str = "ai-act-role";
/// The supplier's statement on prohibited practices.
pub(crate) const PRACTICES: &str = "prohibited-practice-statement";

/// A reading by words is a question, not a verdict: enough to hold up an approval, too little to be believed alone.
const BY_WORDS: u16 = 6_000;

fn description(system: &AiSystem) -> Words {
    let facts = four(system).into_iter().filter_map(|(_, value)| value);
    Words::of(facts.chain([system.name.as_str()]))
}

fn class_of(system: &AiSystem) -> Option<&str> {
    system
        .extra
        .iter()
        .find(|(fact, _)| fact == "ai-act-class")
        .map(|(_, word)| word.as_str())
}

/// Cites the facts that were read.
fn cite(mut observation: Observation, system: &AiSystem) -> Observation {
    for (name, value) in four(system) {
        if let Some(value) = value {
            observation = observation.profile(format!("systems/{}/{name}", system.id), value);
        }
    }
    match class_of(system) {
        Some(class) => {
            observation.profile(format!("systems/{}/context/ai-act-class", system.id), class)
        }
        None => observation,
    }
}

fn named(uses: &[&Use]) -> String {
    uses.iter()
        .map(|one| format!("{} ({})", one.name, one.id))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The class that the dossier names against what the description reads like.
pub(crate) fn class(system: &AiSystem, uses: &Uses) -> Option<Observation> {
    let class = class_of(system)?;
    if matches!(class, "high-risk" | "prohibited") {
        return None;
    }
    let words = description(system);
    let areas: Vec<&Use> = uses
        .areas
        .iter()
        .filter(|area| area.is_in(&words))
        .collect();
    if areas.is_empty() {
        return None;
    }
    let observation = Observation::fail(CLASS)
        .severity(Severity::Medium)
        .confidence(BY_WORDS)
        .title(format!(
            "rated as {class}, and the description reads like {}",
            named(&areas)
        ))
        .detail(format!(
            "Annex III of Regulation (EU) 2024/1689 holds such uses to be high-risk unless Article 6(3) takes them out. Read by words \
             ({}, as of {}).",
            uses.source, uses.as_of
        ))
        .remediation(
            "Ask the supplier why the system is not high-risk, Article 6(3) included, or rate it as high-risk.",
        );
    Some(cite(observation, system))
}

/// Signs of a practice that nobody may use.
pub(crate) fn practices(system: &AiSystem, uses: &Uses) -> Option<Observation> {
    let words = description(system);
    let found: Vec<&Use> = uses
        .practices
        .iter()
        .filter(|practice| practice.is_in(&words))
        .collect();
    if found.is_empty() {
        return None;
    }
    let observation = Observation::fail(PRACTICES)
        .severity(Severity::High)
        .confidence(BY_WORDS)
        .title(format!(
            "the description reads like a prohibited practice: {}",
            named(&found)
        ))
        .detail(format!(
            "Article 5 of Regulation (EU) 2024/1689 forbids it to the supplier and to whoever uses it. Read by words ({}, as of {}): a \
             person decides.",
            uses.source, uses.as_of
        ))
        .remediation(
            "Stop until a lawyer has looked at it; if it is not what it reads like, describe what it does.",
        );
    Some(cite(observation, system))
}
