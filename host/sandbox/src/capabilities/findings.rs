//! What other plugins observed, for a plugin that holds sources against each other.

use assay_domain::{Evidence, Fact, FactValue, Observation};

use crate::{
    bindings::{findings as wit, types},
    run::observation_id,
    state::RunState,
};

impl wit::Host for RunState {
    fn observed(&mut self) -> wasmtime::Result<Vec<wit::Seen>> {
        Ok(self.answer("findings.observed", &(), |inputs| {
            inputs.observed.iter().enumerate().map(seen).collect()
        })?)
    }
}

fn seen((number, observation): (usize, &Observation)) -> wit::Seen {
    let mut evidence: Vec<String> = observation
        .evidence
        .iter()
        .map(|piece| kind(piece).to_owned())
        .collect();
    evidence.sort();
    evidence.dedup();
    wit::Seen {
        id: observation_id(number),
        point: observation.point.to_string(),
        system: observation.system.as_ref().map(ToString::to_string),
        outcome: observation.outcome.label().to_owned(),
        title: observation.title.expose().to_owned(),
        facts: observation.facts.iter().map(fact).collect(),
        evidence,
        plugin: observation.provenance.plugin.id.to_string(),
        extra: Vec::new(),
    }
}

const fn kind(evidence: &Evidence) -> &'static str {
    match evidence {
        Evidence::Answer { .. } => "answer",
        Evidence::Quote { .. } => "quote",
        Evidence::Exchange { .. } => "exchange",
        Evidence::Certificate { .. } => "certificate",
        Evidence::Profile { .. } => "profile",
    }
}

fn fact(fact: &Fact) -> types::Fact {
    let value = match &fact.value {
        FactValue::Number(number) => types::FactValue::Number(types::Quantity {
            value: number.value,
            decimals: number.decimals,
            unit: number.unit.expose().to_owned(),
        }),
        FactValue::Text(text) => types::FactValue::Text(text.expose().to_owned()),
        FactValue::YesNo(yes) => types::FactValue::YesNo(*yes),
        FactValue::Other(kind, text) => {
            types::FactValue::Other((kind.expose().to_owned(), text.expose().to_owned()))
        }
    };
    types::Fact {
        name: fact.name.expose().to_owned(),
        value,
    }
}
