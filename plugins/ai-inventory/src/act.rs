//! What the description of a system says under the AI Act.

use assay_sdk::{AiSystem, Observation, Severity};

use crate::{
    facts::four,
    uses::{Use, Uses, Words},
};

/// Class and role.
pub(crate) const CLASS: &str = "ai-act-class-check";
/// Prohibited practices.
pub(crate) const PRACTICES: &str = "prohibited-practice-signs";

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

/// The class that the dossier names against what the description reads like, and the supplier's role.
pub(crate) fn class(system: &AiSystem, roles: &[String], uses: &Uses) -> Observation {
    let Some(class) = class_of(system) else {
        return cite(
            Observation::unknown(CLASS)
                .title("the class under the AI Act is not named: it counts as the worst")
                .remediation(
                    "Name `ai-act-class` in [systems.context], with the reasons in a document.",
                ),
            system,
        );
    };
    if roles.is_empty() {
        return cite(
            Observation::unknown(CLASS)
                .title("the supplier's role under the AI Act is not named")
                .remediation("Name `roles` in [supplier]: provider, deployer, developer, integrator or data-supplier."),
            system,
        );
    }
    if four(system).iter().all(|(_, value)| value.is_none()) {
        return cite(
            Observation::unknown(CLASS)
                .title("nothing is written down by which the class could be checked")
                .remediation("Describe purpose, data, decisions and people of this system."),
            system,
        );
    }
    let words = description(system);
    let areas: Vec<&Use> = uses
        .areas
        .iter()
        .filter(|area| area.is_in(&words))
        .collect();
    let observation = if areas.is_empty() || matches!(class, "high-risk" | "prohibited") {
        Observation::pass(CLASS)
            .title(format!(
                "class {class}: nothing in the description speaks against it"
            ))
            .detail("A reading by words; the provider's reasons decide.")
    } else {
        Observation::partial(CLASS)
            .severity(Severity::Medium)
            .title(format!("class {class}, and the description reads like {}", named(&areas)))
            .detail(format!(
                "Annex III of Regulation (EU) 2024/1689 holds such uses to be high-risk unless Article 6(3) takes them out. \
                 Read by words ({}, as of {}).",
                uses.source, uses.as_of
            ))
            .remediation("Ask the supplier why the system is not high-risk, Article 6(3) included, or rate it as high-risk.")
    };
    cite(observation.confidence(BY_WORDS), system)
}

/// Signs of a practice that nobody may use.
pub(crate) fn practices(system: &AiSystem, uses: &Uses) -> Observation {
    if system
        .purpose
        .as_deref()
        .is_none_or(|purpose| purpose.trim().is_empty())
    {
        return cite(
            Observation::unknown(PRACTICES)
                .title("the purpose is not written down, so that nothing can be held against Article 5")
                .remediation("Write the purpose of this system into supplier.toml."),
            system,
        );
    }
    let words = description(system);
    let found: Vec<&Use> = uses
        .practices
        .iter()
        .filter(|practice| practice.is_in(&words))
        .collect();
    let observation = if found.is_empty() {
        Observation::pass(PRACTICES)
            .title("the description has no sign of a prohibited practice")
            .detail("A reading by words; the supplier's statement on Article 5 is asked for apart.")
    } else {
        Observation::fail(PRACTICES)
            .severity(Severity::High)
            .title(format!("the description reads like a prohibited practice: {}", named(&found)))
            .detail(format!(
                "Article 5 of Regulation (EU) 2024/1689 forbids it to the supplier and to whoever uses it. Read by words ({}, as \
                 of {}): a person decides.",
                uses.source, uses.as_of
            ))
            .remediation("Stop until a lawyer has looked at it; if it is not what it reads like, describe what it does.")
    };
    cite(observation.confidence(BY_WORDS), system)
}
