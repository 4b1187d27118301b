//! Whether an answer names the model that gave it, and whether that is the one that was asked for.

use assay_sdk::{Observation, Severity};

use super::SEEN;
use crate::{
    models,
    unanswered::{unanswered, unclear},
    visit::{CANARY, Visit},
};

const POINT: &str = "model-echo";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let Some((asked, reply)) = &visit.chat else {
        return match &visit.main {
            Err(failure) => unanswered(POINT, failure),
            Ok(exchange) => unclear(
                POINT,
                exchange,
                "not seen: no model is known to ask for",
                "Name the model ids of the contract as `contracted-models` of the endpoint.",
            ),
        };
    };
    let answer = match reply {
        Ok(answer) => answer,
        Err(failure) => return unanswered(POINT, failure),
    };
    if !models::is_output(answer) {
        return unclear(
            POINT,
            answer,
            "not seen: no model answered",
            "Name a credential for the endpoint, or a model that it serves, and assess again.",
        );
    }
    let weak = |title: String, ask: &str| {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .title(title)
            .remediation(ask)
    };
    // A server that answers in whatever name it is called proves nothing by repeating a good one.
    let canary = visit.canary.as_ref().and_then(|reply| reply.as_ref().ok());
    let parrot = canary
        .filter(|canary| models::is_output(canary))
        .filter(|canary| models::echoed(canary).as_deref() == Some(CANARY));
    let echoed = models::echoed(answer);
    let observation = match (&echoed, parrot) {
        (None, _) => weak(
            "the answer does not name the model".to_owned(),
            "Name the model that answered in each answer.",
        ),
        (Some(_), Some(_)) => weak(
            "the answer repeats whatever model name is asked for".to_owned(),
            "Name the model that answered, not the one that was asked for.",
        ),
        (Some(model), None) if model == asked => {
            Observation::pass(POINT).title("the answer names the model that was asked for")
        }
        (Some(model), None) if resolves(asked, model) => {
            Observation::pass(POINT).title("the answer names the version that the alias stands for")
        }
        (Some(model), None) => weak(
            format!("`{asked}` was asked for, and `{model}` answered"),
            "Say why another model answers than the one that was asked for.",
        )
        .severity(Severity::Medium),
    };
    let observation = observation.class(SEEN).fact_text("asked", asked);
    let observation = match echoed {
        Some(model) => observation.fact_text("answered", model),
        None => observation,
    };
    let observation = observation.exchange(answer);
    match parrot {
        Some(canary) => observation.exchange(canary),
        None => observation,
    }
}

/// True when the answer is a version of the alias (`chat-latest` or `chat` for `chat-2026-02-01`), or the same name below the
/// prefix of a provider (`acme/chat`).
fn resolves(asked: &str, answered: &str) -> bool {
    let own = |name: &str| name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let (asked, answered) = (own(asked), own(answered));
    let stem = asked.strip_suffix("-latest").unwrap_or(&asked);
    answered == asked
        || answered.strip_prefix(stem).is_some_and(|rest| {
            rest.starts_with(['-', '@', ':', '.']) && models::is_pinned(&answered)
        })
}
