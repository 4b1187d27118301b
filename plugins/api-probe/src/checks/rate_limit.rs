//! Signals of a rate limit in the answers that came anyway. Nothing is flooded to provoke one: that a few requests were
//! served proves nothing, and a supplier's service is not ours to burden.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::is_success,
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "rate-limit-signals";

pub(crate) fn judge(visit: &Visit) -> Observation {
    if let Some((exchange, name)) = visit
        .exchanges()
        .find_map(|exchange| Some((exchange, signal(exchange)?)))
    {
        return Observation::pass(POINT)
            .class(SEEN)
            .title(format!("answers carry `{name}`"))
            .fact_text("header", name)
            .exchange(exchange);
    }
    let main = match &visit.main {
        Ok(main) => main,
        Err(failure) => return unanswered(POINT, failure),
    };
    if !is_success(main) {
        // Limits are told to those who have a key.
        return unclear(
            POINT,
            main,
            "not seen: no answer with content",
            "Name a credential for the endpoint, and assess again.",
        );
    }
    Observation::partial(POINT)
        .severity(Severity::Low)
        .class(SEEN)
        .title("no answer tells a limit")
        .detail("There may be a limit all the same; clients cannot keep to what they are not told.")
        .remediation("Tell clients their rate limit in headers, and send Retry-After with 429.")
        .exchange(main)
}

fn signal(exchange: &Exchange) -> Option<&str> {
    const STEMS: [&str; 4] = [
        "ratelimit",
        "x-ratelimit",
        "x-rate-limit",
        "anthropic-ratelimit",
    ];
    exchange
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .find(|name| {
            let name = name.to_ascii_lowercase();
            STEMS.iter().any(|stem| name.starts_with(stem))
                || exchange.status == 429 && name == "retry-after"
        })
}
