//! What there is to hold against each other, read once.

use assay_sdk::{AiSystem, Answer, CertificateClaim, Date, FactValue, Run, Seen, SubProcessor};

use crate::{
    claim::Claim,
    notice::{self, Notice},
    rules::changes::shows_change,
};

/// All sources of one supplier.
#[derive(Debug)]
pub(crate) struct Sources {
    /// The day of the assessment.
    pub(crate) as_of: Date,
    observed: Vec<Seen>,
    answers: Vec<Answer>,
    pub(crate) systems: Vec<AiSystem>,
    pub(crate) sub_processors: Vec<SubProcessor>,
    pub(crate) certificates: Vec<CertificateClaim>,
    /// Notices of changes to a model; read only where a change was seen.
    pub(crate) notices: Vec<Notice>,
}

impl Sources {
    pub(crate) fn read(run: &Run) -> Self {
        let observed = run.observed();
        let notices = if observed.iter().any(shows_change) {
            notice::read(run)
        } else {
            Vec::new()
        };
        Self {
            as_of: run.as_of(),
            notices,
            observed,
            answers: run.answers(),
            systems: run.systems(),
            sub_processors: run.sub_processors(),
            certificates: run.certificates(),
        }
    }

    /// What the supplier claims at a point: observations that rest on its answers and nothing else, or else the answer itself, which
    /// somebody may have judged beside a document.
    pub(crate) fn claims<'a>(&'a self, point: &'a str) -> impl Iterator<Item = Claim<'a>> {
        let observed: Vec<Claim<'a>> = self
            .observed
            .iter()
            .filter(|seen| seen.point == point && rests_on_answers(seen))
            .map(|seen| Claim {
                point,
                system: seen.system.as_deref(),
                seen: Some(seen),
                answer: self.answer(seen),
            })
            .collect();
        let answered = self
            .answers
            .iter()
            .filter(|answer| observed.is_empty() && answer.question == point)
            .map(|answer| Claim {
                point,
                system: None,
                seen: None,
                answer: Some(answer),
            });
        let answered: Vec<Claim<'a>> = answered.collect();
        observed.into_iter().chain(answered)
    }

    /// What others than the supplier's answers show at a point, of one system or of the supplier.
    pub(crate) fn shown<'a>(
        &'a self,
        point: &'a str,
        system: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Seen> {
        self.observed.iter().filter(move |seen| {
            seen.point == point
                && !rests_on_answers(seen)
                && (seen.system.is_none() || system.is_none() || seen.system.as_deref() == system)
        })
    }

    /// Observations that show a change of a model between two dates.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Seen> {
        self.observed.iter().filter(|seen| shows_change(seen))
    }

    /// The systems that a claim is about.
    pub(crate) fn systems_of<'a>(&'a self, claim: Claim<'a>) -> impl Iterator<Item = &'a AiSystem> {
        let only = claim.system;
        self.systems
            .iter()
            .filter(move |system| only.is_none_or(|only| system.id == only))
    }

    /// The answer behind an observation: its question has the id of the point, or with the system after a dot.
    fn answer(&self, seen: &Seen) -> Option<&Answer> {
        let own = seen
            .system
            .as_ref()
            .map(|system| format!("{}.{system}", seen.point));
        let find = |question: &str| {
            self.answers
                .iter()
                .find(|answer| answer.question == question)
        };
        own.and_then(|own| find(&own)).or_else(|| find(&seen.point))
    }
}

fn rests_on_answers(seen: &Seen) -> bool {
    seen.evidence.iter().all(|kind| kind == "answer") && !seen.evidence.is_empty()
}

/// A number among the facts of an observation.
pub(crate) fn number<'a>(seen: &'a Seen, name: &str) -> Option<(i64, &'a str)> {
    seen.facts.iter().find_map(|fact| match &fact.value {
        FactValue::Number(number) if fact.name == name && number.decimals == 0 => {
            Some((number.value, number.unit.as_str()))
        }
        _ => None,
    })
}

/// A text among the facts of an observation.
pub(crate) fn text<'a>(seen: &'a Seen, name: &str) -> Option<&'a str> {
    seen.facts.iter().find_map(|fact| match &fact.value {
        FactValue::Text(text) if fact.name == name => Some(text.as_str()),
        _ => None,
    })
}
