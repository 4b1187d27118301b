//! Whether a model stays what it is: an unknown name must be refused, and a version must be on offer.
//!
//! The unknown name comes first. Three of four real servers that were tried answered it with 200 and echoed it back: whoever
//! misspells a model there gets another one and never learns.

use std::collections::BTreeSet;

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::is_success,
    models,
    unanswered::{unanswered, unclear},
    visit::{CANARY, Visit},
};

const POINT: &str = "model-pinning";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let canary = match &visit.canary {
        Some(Ok(canary)) => canary,
        Some(Err(failure)) => return unanswered(POINT, failure),
        None => return Observation::unknown(POINT),
    };
    if models::is_output(canary) {
        return substituted(canary);
    }
    match canary.status {
        _ if is_success(canary) => {}
        400 | 404 | 422 => {}
        401 | 403 => {
            return unclear(
                POINT,
                canary,
                "not seen: the request needs a key",
                "Name a credential for the endpoint, and assess again.",
            );
        }
        _ => {
            return unclear(
                POINT,
                canary,
                "not seen: no answer about an unknown model",
                "Assess again.",
            );
        }
    }
    let listed = visit.main.as_ref().ok().and_then(models::listed);
    let Some(listed) = listed else {
        return unclear(
            POINT,
            canary,
            "an unknown model is refused; whether versions are on offer was not seen",
            "Ask for the list of models, or for the ids of dated versions.",
        );
    };
    offered(visit, canary, &listed)
}

fn substituted(canary: &Exchange) -> Observation {
    let fail = Observation::fail(POINT)
        .severity(Severity::High)
        .class(SEEN)
        .title("a model that does not exist is answered by another one")
        .detail(format!(
            "`{CANARY}` was asked for, and the request was served. The server takes any name."
        ))
        .remediation("Refuse unknown model names.")
        .exchange(canary);
    match models::echoed(canary) {
        Some(model) => fail.fact_text("answered-as", model),
        None => fail,
    }
}

/// When the contract names models, they have to be versions; otherwise one version on offer is enough.
fn offered(visit: &Visit, canary: &Exchange, listed: &BTreeSet<String>) -> Observation {
    let contracted = &visit.endpoint.contracted_models;
    let floating: Vec<&str> = contracted
        .iter()
        .map(String::as_str)
        .filter(|model| !models::is_pinned(model))
        .collect();
    let pinned = listed
        .iter()
        .filter(|model| models::is_pinned(model))
        .count();
    let weak = |title: String, ask: &str| {
        Observation::partial(POINT)
            .severity(Severity::Medium)
            .title(title)
            .remediation(ask)
    };
    let observation = if pinned == 0 {
        weak(
            "an unknown model is refused, but only moving names are on offer".to_owned(),
            "Offer dated or numbered versions of each model.",
        )
    } else if !floating.is_empty() {
        weak(
            format!("the contract names a moving alias: {}", floating.join(", ")),
            "Contract a dated or numbered version.",
        )
    } else {
        Observation::pass(POINT).title(format!(
            "an unknown model is refused, and {pinned} versions are on offer"
        ))
    };
    let observation = observation
        .class(SEEN)
        .fact_number(
            "pinned-models",
            i64::try_from(pinned).unwrap_or(i64::MAX),
            "",
        )
        .exchange(canary);
    match &visit.main {
        Ok(list) => observation.exchange(list),
        Err(_) => observation,
    }
}
