//! The plugin's own earlier observations of this supplier.

use std::sync::Arc;

use assay_domain::{Fact, FactValue, Observation};

use crate::{
    bindings::{history as wit, types},
    state::RunState,
};

impl wit::Host for RunState {
    fn earlier(
        &mut self,
        point: String,
        system: Option<String>,
    ) -> wasmtime::Result<Option<wit::PastObservation>> {
        self.count_call()?;
        let (earlier, as_of) = (Arc::clone(&self.earlier), self.as_of);
        let (answer, _) = self
            .transcript
            .call("history.earlier", &(&point, &system), || {
                let found = earlier.iter().find(|seen| {
                    seen.observed_on < as_of
                        && !seen.facts.is_empty()
                        && seen.point.as_str() == point
                        && seen.system.as_ref().map(|id| id.as_str()) == system.as_deref()
                });
                Ok(found.map(out))
            })?;
        Ok(answer)
    }
}

fn out(seen: &Observation) -> wit::PastObservation {
    wit::PastObservation {
        as_of: seen.observed_on.to_string(),
        outcome: seen.outcome.label().to_owned(),
        facts: seen.facts.iter().map(fact).collect(),
        extra: Vec::new(),
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
