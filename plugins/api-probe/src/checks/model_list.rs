//! The list of models, and whether the contracted ones are in it.

use assay_sdk::{Observation, Severity};

use super::SEEN;
use crate::{
    models,
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "model-list";
/// Names that one fact repeats.
const SHOWN: usize = 10;

pub(crate) fn judge(visit: &Visit) -> Observation {
    let exchange = match &visit.main {
        Ok(exchange) => exchange,
        Err(failure) => return unanswered(POINT, failure),
    };
    let Some(listed) = models::listed(exchange) else {
        let ask = if visit.with_key {
            "Check the address of the API."
        } else {
            "Name a credential for the endpoint, and assess again."
        };
        return unclear(POINT, exchange, "not seen: no list of models", ask);
    };
    let contracted = &visit.endpoint.contracted_models;
    let missing: Vec<&str> = contracted
        .iter()
        .map(String::as_str)
        .filter(|model| !listed.contains(*model))
        .collect();
    let names: Vec<&str> = listed.iter().take(SHOWN).map(String::as_str).collect();
    let observation = if contracted.is_empty() {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .title(format!(
                "{} models are listed; which of them the contract covers is not known",
                listed.len()
            ))
            .remediation(
                "Name the model ids of the contract as `contracted-models` of the endpoint.",
            )
    } else if missing.is_empty() {
        Observation::pass(POINT).title(format!(
            "every contracted model is among the {} listed",
            listed.len()
        ))
    } else {
        Observation::fail(POINT)
            .severity(Severity::Medium)
            .title(format!("contracted, but not listed: {}", missing.join(", ")))
            .detail("The list may depend on the key that was used.")
            .remediation("Say under which id the contracted model is served, and since when the other is gone.")
    };
    observation
        .class(SEEN)
        .fact_number(
            "models",
            i64::try_from(listed.len()).unwrap_or(i64::MAX),
            "",
        )
        .fact_text("first-models", names.join(", "))
        .exchange(exchange)
}
