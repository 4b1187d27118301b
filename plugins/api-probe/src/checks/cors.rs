//! What a foreign web page may do with a user's session. `*` without credentials is what a public API may say.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    unanswered::unanswered,
    visit::{Asked, Visit},
};

const POINT: &str = "cors";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let open = visit.cors.iter().find_map(|asked| {
        let exchange = asked.reply.as_ref().ok()?;
        let origin = origin(asked);
        (allows(exchange, origin) && with_credentials(exchange)).then_some((exchange, origin))
    });
    if let Some((exchange, origin)) = open {
        return Observation::fail(POINT)
            .severity(Severity::Medium)
            .class(SEEN)
            .title(format!("the origin `{origin}` is reflected and may send credentials"))
            .detail(
                "A foreign page can call the API with the cookies of whoever visits it, and read the answer. Where only \
                 keys in headers are used, the risk is smaller.",
            )
            .remediation("Do not reflect the Origin header while allowing credentials.")
            .fact_text("origin", origin)
            .exchange(exchange);
    }
    if let Some(failure) = visit
        .cors
        .iter()
        .find_map(|asked| asked.reply.as_ref().err())
    {
        return unanswered(POINT, failure);
    }
    let answers: Vec<&Exchange> = visit
        .cors
        .iter()
        .filter_map(|asked| asked.reply.as_ref().ok())
        .collect();
    let any = answers
        .iter()
        .any(|exchange| exchange.header("access-control-allow-origin") == Some("*"));
    let title = if any {
        "foreign pages may read answers, but not with credentials"
    } else {
        "no foreign page may send credentials"
    };
    let pass = Observation::pass(POINT)
        .class(SEEN)
        .title(title)
        .fact_yes_no("any-origin", any);
    answers
        .into_iter()
        .fold(pass, |pass, exchange| pass.exchange(exchange))
}

fn origin(asked: &Asked) -> &str {
    let header = asked
        .request
        .headers
        .iter()
        .find(|(name, _)| name == "origin");
    header.map_or("", |(_, value)| value)
}

/// Browsers compare the origin byte for byte, and do not take `*` together with credentials.
fn allows(exchange: &Exchange, origin: &str) -> bool {
    !origin.is_empty() && exchange.header("access-control-allow-origin") == Some(origin)
}

fn with_credentials(exchange: &Exchange) -> bool {
    exchange.header("access-control-allow-credentials") == Some("true")
}
