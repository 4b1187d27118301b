//! What there is to hold against each other, read once.

use assay_sdk::{AiSystem, Answer, CertificateClaim, FactValue, Run, Seen, SubProcessor};

use crate::claim::Claim;

/// All sources of one supplier.
#[derive(Debug)]
pub(crate) struct Sources {
    observed: Vec<Seen>,
    answers: Vec<Answer>,
    pub(crate) systems: Vec<AiSystem>,
    pub(crate) sub_processors: Vec<SubProcessor>,
    pub(crate) certificates: Vec<CertificateClaim>,
}

impl Sources {
    pub(crate) fn read(run: &Run) -> Self {
        Self {
            observed: run.observed(),
            answers: run.answers(),
            systems: run.systems(),
            sub_processors: run.sub_processors(),
            certificates: run.certificates(),
        }
    }

    /// What the supplier claims at a point: observations that rest on its answers and nothing else.
    pub(crate) fn claims<'a>(&'a self, point: &'a str) -> impl Iterator<Item = Claim<'a>> {
        self.observed
            .iter()
            .filter(move |seen| seen.point == point && rests_on_answers(seen))
            .map(|seen| Claim {
                seen,
                answer: self.answer(seen),
            })
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

    /// The systems that a claim is about.
    pub(crate) fn systems_of<'a>(&'a self, claim: Claim<'a>) -> impl Iterator<Item = &'a AiSystem> {
        let only = claim.seen.system.as_deref();
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
