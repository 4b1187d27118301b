//! Does the scope cover the systems that are bought?

use assay_sdk::{LegalName, Observation, Severity};

use super::SCOPE;
use crate::{
    scope::{Cover, System, cover},
    subject::Subject,
};

/// One observation for each AI system, or one for the supplier when the dossier names none.
pub(crate) fn judge(subject: &Subject) -> Vec<Observation> {
    let shown = subject.paper.as_ref().and_then(|paper| {
        Some((
            paper.words(paper.reading.scope.as_ref()?),
            paper.reading.scope.as_ref(),
        ))
    });
    let claimed = subject.claimed("scope").map(|(_, scope)| scope.to_owned());
    let (scope, at) = match (shown, claimed) {
        (Some((scope, at)), _) => (scope, at),
        (None, Some(scope)) => (scope, None),
        (None, None) => return vec![SCOPE.unknown("no scope is stated")],
    };
    if subject.systems.is_empty() {
        return vec![SCOPE.unknown("the dossier names no AI system that the scope could cover")];
    }
    let exclusions: Vec<String> = subject
        .paper
        .iter()
        .flat_map(|paper| paper.reading.exclusions.iter().map(|at| paper.words(at)))
        .collect();
    let names: Vec<LegalName> = subject.names.iter().map(|(_, name)| name.clone()).collect();
    let judged = subject.systems.iter().map(|system| {
        let wanted = System {
            name: &system.name,
            purpose: system.purpose.as_deref(),
        };
        let cover = cover(&scope, &exclusions, &wanted, &names);
        let mut quoted = at;
        let observation = match cover {
            Cover::Named | Cover::Described if at.is_none() && subject.paper.is_some() => {
                SCOPE.partial(subject, "the document does not show: scope")
            }
            Cover::Named => SCOPE.pass(subject, "the scope names the system"),
            Cover::Described => SCOPE
                .pass(
                    subject,
                    "the scope describes what the system does, without its name",
                )
                .confidence(6_000),
            Cover::General => SCOPE.partial(
                subject,
                "the scope is so general that it need not mean this system",
            ),
            Cover::Elsewhere(_) => SCOPE.fail(
                subject,
                Severity::High,
                "the scope is about something else than this system",
            ),
            Cover::Excluded => {
                let paper = subject.paper.as_ref();
                let place = paper.and_then(|paper| {
                    let mut exclusions = paper.reading.exclusions.iter();
                    exclusions.find(|at| at.end > at.start)
                });
                quoted = place.or(at);
                SCOPE.fail(subject, Severity::High, "the scope leaves this system out")
            }
        };
        let observation = match quoted {
            Some(at) => subject.quote(observation, Some(at)),
            None => subject.cite(observation, "scope"),
        };
        observation
            .profile(format!("systems/{}/name", system.id), &system.name)
            .system(&system.id)
    });
    judged.collect()
}
