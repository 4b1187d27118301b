//! Whether errors repeat the personal data of a request.
//!
//! The data stands in a part of the request that is right; what is wrong stands elsewhere. An error may well name the wrong
//! value, but has no reason to repeat the rest, and errors end up in logs that nobody deletes.

use assay_sdk::{Observation, Severity};
use serde_json::json;

use super::{Probe, SEEN, pii_echo::Person};
use crate::{
    chat::Trial,
    session::Session,
    subject::cite,
    unseen::{unclear, unserved},
};

const POINT: &str = "pii-in-errors";

pub(super) const PROBE: Probe = Probe {
    point: POINT,
    controls: &["api.data-separation", "api.error-handling"],
    requests: 5,
    needs_model: false,
    judge,
};

fn judge(session: &mut Session<'_>) -> Observation {
    let person = Person::new(session);
    let said = person.introduces_itself();
    let filler =
        "This sentence is here to be cut off, and nothing in it is of any interest. ".repeat(4);
    let model = session.model.clone();
    let message = json!({"role": "user", "content": said});
    let whole = json!({
        "model": model, "max_tokens": 4,
        "messages": [message, {"role": "user", "content": filler}],
    })
    .to_string();
    let bodies = [
        // A number that is none.
        json!({"model": model, "messages": [message], "max_tokens": 4, "temperature": "lukewarm"}).to_string(),
        // A role that nobody has.
        json!({"model": model, "max_tokens": 4, "messages": [message, {"role": 7, "content": "Hello."}]}).to_string(),
        // A list that is none.
        json!({"model": model, "messages": [message], "max_tokens": "four", "stop": 7}).to_string(),
        // An end that is missing, far from the data.
        whole[..whole.len() - 60].to_owned(),
    ];
    // The control is the first of them without the data.
    let control = json!({
        "model": model, "max_tokens": 4, "temperature": "lukewarm",
        "messages": [{"role": "user", "content": "Hello."}],
    });
    let mut trials = Vec::new();
    for body in bodies {
        let request = session.request("POST", "chat/completions", Some(body.into_bytes()));
        trials.push(Trial::new(session.send(request)));
    }
    let control = Trial::new(session.post("chat/completions", &control));

    let error = |trial: &&Trial| matches!(&trial.reply, Ok(exchange) if exchange.status >= 400);
    let errors: Vec<&Trial> = trials.iter().filter(error).collect();
    let repeats = |trial: &Trial| match &trial.reply {
        Ok(exchange) => {
            let head = exchange
                .headers
                .iter()
                .any(|(_, value)| person.is_named_in(value));
            head || person.is_named_in(&exchange.text())
        }
        Err(_) => false,
    };
    if errors.is_empty() {
        return match trials.iter().find(|trial| trial.reply.is_err()) {
            Some(trial) => unserved(POINT, trial),
            None => unclear(
                POINT,
                "not seen: malformed requests were taken for good ones",
                "Send an error message as a customer gets it.",
                trials.iter().take(2),
            ),
        };
    }
    if errors.iter().all(
        |trial| matches!(&trial.reply, Ok(exchange) if matches!(exchange.status, 401 | 403 | 429)),
    ) {
        return unserved(POINT, errors[0]);
    }
    if repeats(&control) {
        return unclear(
            POINT,
            "not seen: the control names the data",
            "Assess again.",
            [&control],
        );
    }
    let repeated: Vec<&Trial> = errors
        .iter()
        .copied()
        .filter(|trial| repeats(trial))
        .collect();
    let count = |trials: &[&Trial]| i64::try_from(trials.len()).unwrap_or(i64::MAX);
    let observation = if repeated.is_empty() {
        Observation::pass(POINT).title(format!("{} errors repeat no personal data", errors.len()))
    } else {
        Observation::fail(POINT)
            .severity(Severity::Medium)
            .title(format!("{} of {} errors repeat the personal data of the request", repeated.len(), errors.len()))
            .detail(
                "The data stood in a part of the request that was right. The same error to a request without it did not hold it.",
            )
            .remediation("Say which field is wrong, and leave out the request.")
    };
    let observation = observation
        .class(SEEN)
        .fact_number("errors", count(&errors), "")
        .fact_number("repeating", count(&repeated), "");
    let shown = if repeated.is_empty() {
        errors
    } else {
        repeated
    };
    cite(observation, shown.into_iter().take(3).chain([&control]))
}
