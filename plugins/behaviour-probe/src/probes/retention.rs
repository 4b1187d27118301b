//! Whether an answer that was not to be stored can be fetched, and whether a deleted one is gone.
//!
//! Only where the API has stored answers. What the supplier keeps elsewhere cannot be seen from outside.

use assay_sdk::{Exchange, Failure, Observation, Severity};
use serde_json::{Value, json};

use super::{Probe, SEEN};
use crate::{
    chat::Trial,
    session::Session,
    subject::cite,
    unseen::{unclear, unserved},
};

const POINT: &str = "response-retention";

pub(super) const PROBE: Probe = Probe {
    point: POINT,
    controls: &["api.data-separation"],
    requests: 6,
    needs_model: false,
    judge,
};

fn judge(session: &mut Session<'_>) -> Observation {
    let unstored = store(session, false);
    match &unstored {
        Ok(exchange) if is_good(exchange) => {}
        Ok(exchange) if matches!(exchange.status, 404 | 405 | 501) => {
            return cite(
                Observation::not_applicable(POINT)
                    .class(SEEN)
                    .title("the API has no stored answers")
                    .detail(format!(
                        "POST responses was answered with status {}.",
                        exchange.status
                    )),
                [&Trial::new(unstored)],
            );
        }
        _ => return unserved(POINT, &Trial::new(unstored)),
    }
    let Some(id) = id_of(&unstored) else {
        return unclear(
            POINT,
            "not seen: the answer has no id to fetch it by",
            "Ask where answers are stored, and for how long.",
            [&Trial::new(unstored)],
        );
    };
    let fetched = fetch(session, "GET", &id);
    if matches!(&fetched, Ok(exchange) if is_good(exchange)) {
        let shown = [Trial::new(unstored), Trial::new(fetched)];
        return cite(
            Observation::fail(POINT)
                .severity(Severity::High)
                .class(SEEN)
                .title("an answer that was not to be stored could be fetched")
                .detail("The request said `store: false`; the answer was there afterwards under its id.")
                .remediation("Store nothing of a request that says so."),
            &shown,
        );
    }
    // The control: what may be stored can be fetched. Without it, that nothing is found means nothing.
    let stored = store(session, true);
    let Some(id) = id_of(&stored) else {
        return unserved(POINT, &Trial::new(stored));
    };
    let found = fetch(session, "GET", &id);
    if !matches!(&found, Ok(exchange) if is_good(exchange)) {
        let shown = [Trial::new(fetched), Trial::new(stored), Trial::new(found)];
        return cite(
            Observation::not_applicable(POINT)
                .class(SEEN)
                .title("the API gives back no stored answers at all")
                .detail("Neither an answer with `store: false` nor one with `store: true` could be fetched."),
            &shown,
        );
    }
    if !session
        .endpoint
        .methods
        .iter()
        .any(|method| method == "DELETE")
    {
        let shown = [Trial::new(unstored), Trial::new(fetched), Trial::new(found)];
        return cite(
            Observation::partial(POINT)
                .severity(Severity::Info)
                .class(SEEN)
                .title("`store: false` is kept to; deletion was not tried")
                .detail("The endpoint does not grant DELETE. One answer of this assessment stays stored at the supplier.")
                .remediation("Grant DELETE in supplier.toml, or ask for a demonstration."),
            &shown,
        );
    }
    let deleted = fetch(session, "DELETE", &id);
    let after = fetch(session, "GET", &id);
    let still = matches!(&after, Ok(exchange) if is_good(exchange));
    let observation = if still {
        Observation::fail(POINT)
            .severity(Severity::High)
            .title("a deleted answer could still be fetched")
            .detail("Deletion that takes its time looks the same: fetch it again after the time that the supplier states.")
            .remediation("Delete at once, or state the delay.")
    } else if matches!(&after, Ok(exchange) if matches!(exchange.status, 404 | 410)) {
        Observation::pass(POINT).title("`store: false` is kept to, and a deleted answer is gone")
    } else {
        return unserved(POINT, &Trial::new(after));
    };
    let shown = [unstored, fetched, found, deleted, after].map(Trial::new);
    cite(observation.class(SEEN), &shown)
}

fn store(session: &mut Session<'_>, keep: bool) -> Result<Exchange, Failure> {
    let body = json!({"model": session.model, "input": "Say hello.", "store": keep, "max_output_tokens": 16});
    session.post("responses", &body)
}

fn fetch(session: &mut Session<'_>, method: &str, id: &str) -> Result<Exchange, Failure> {
    let request = session.request(method, &format!("responses/{id}"), None);
    session.send(request)
}

fn is_good(exchange: &Exchange) -> bool {
    (200..300).contains(&exchange.status)
}

/// The id is the server's own text and becomes part of an address: only what cannot lead anywhere else is taken.
fn id_of(reply: &Result<Exchange, Failure>) -> Option<String> {
    /// Gateways write where the answer lies into its id: LiteLLM's have some 400 characters.
    const LONGEST: usize = 1_024;
    let exchange = reply.as_ref().ok().filter(|exchange| is_good(exchange))?;
    let body: Value = serde_json::from_slice(&exchange.body).ok()?;
    let id = body.get("id")?.as_str()?;
    let tame = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (!id.is_empty() && id.len() <= LONGEST && id.chars().all(tame)).then(|| id.to_owned())
}
