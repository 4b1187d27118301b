//! What is reported about a kind of clause.

use assay_sdk::{Class, Observation, Outcome};

use super::Found;
use super::decision::Presence;
use crate::{Read, Source, refusals};

/// The observation without its quotes. It passes only when the clause is surely there, at the class of a document's own words;
/// in the catalogue the point counts towards nothing.
pub(crate) fn observation(found: &Found, sources: &[Source], read: &[Read]) -> Observation {
    let title = found.category.title;
    let Some(decision) = found.decision else {
        return Observation::new(found.category.point, Outcome::Unknown)
            .class(Class::E0)
            .confidence(0)
            .title(format!("{title}: not known"))
            .detail(format!(
                "No contract, data processing agreement or terms could be read as what they are said to be.{}",
                refusals(sources, read)
            ))
            .remediation("Ask for the contract or the terms in force, in English and as text.");
    };
    let (outcome, class, state, detail) = match decision.presence {
        Presence::Present => (
            Outcome::Pass,
            Class::E2,
            "there is such a clause",
            "The quoted passage reads like a clause of this kind. That it is there does not say whether it is good for the buyer.",
        ),
        Presence::Unsure => (
            Outcome::Unknown,
            Class::E0,
            "a person should read this passage",
            "A person should read this passage: it may be a clause of this kind or only look like one.",
        ),
        Presence::Absent => (
            Outcome::Unknown,
            Class::E0,
            "not recognised",
            "No such clause was recognised; a person may find one.",
        ),
    };
    let remediation = match decision.presence {
        Presence::Present => String::new(),
        Presence::Unsure | Presence::Absent => {
            format!("Ask whether the contract has such a clause, and where: {title}.")
        }
    };
    let probability = decision.probability;
    let observation = Observation::new(found.category.point, outcome)
        .class(class)
        .confidence(u16::try_from(probability).unwrap_or(0))
        .title(format!("{title}: {state}"))
        .detail(format!(
            "{detail} Estimated probability that there is one: {}.{:02} %.{}",
            probability / 100,
            probability % 100,
            refusals(sources, read)
        ))
        .remediation(remediation)
        .fact_text("presence", decision.presence.word())
        .fact_yes_no("likely", decision.likely)
        .fact_decimal("probability", probability, 2, "%");
    match found
        .quotes
        .first()
        .and_then(|(number, _)| sources.get(*number))
    {
        Some(source) => observation.fact_text("document", source.name.as_str()),
        None => observation,
    }
}
