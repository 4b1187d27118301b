//! The dates of the server's own certificate.
//!
//! What counts is the share of its own life that is left. A fixed "30 days" fires on every certificate that lives 47 days and
//! is renewed in good time, and sleeps while one that lives a year is forgotten.

use assay_sdk::{Class, Date, Observation, Recorded, Severity};

use super::SEEN;
use crate::{unanswered::unanswered, visit::Visit};

const POINT: &str = "tls-certificate";
/// Per cent of its own life that a certificate should have left.
const LEAST_SHARE: i64 = 20;

pub(crate) fn judge(visit: &Visit, as_of: Date) -> Observation {
    let seen = visit.replies().find_map(|reply| match reply {
        Ok(exchange) => dates(exchange, as_of),
        Err(failure) => dates(failure, as_of),
    });
    match (seen, &visit.main) {
        (Some(observation), _) => observation,
        (None, Err(failure)) => unanswered(POINT, failure),
        (None, Ok(exchange)) if exchange.tls.is_none() => Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title("there is no certificate: the API is served without TLS")
            .remediation("Serve the API over TLS.")
            .exchange(exchange),
        (None, Ok(exchange)) => Observation::unknown(POINT)
            .title("the dates of the certificate cannot be read")
            .remediation("Ask how the certificate is renewed.")
            .exchange(exchange),
    }
}

fn dates(recorded: &impl Recorded, as_of: Date) -> Option<Observation> {
    let tls = recorded.tls()?;
    let certificate = tls.chain.first()?;
    let from = Date::parse(&certificate.not_before).ok()?;
    let until = Date::parse(&certificate.not_after).ok()?;
    let (life, left) = (until.days_since(from), until.days_since(as_of));
    let share = if life > 0 {
        left.saturating_mul(100) / life
    } else {
        0
    };
    let observation = if left < 0 {
        Observation::fail(POINT)
            .severity(Severity::High)
            .title(format!("expired {} days ago", -left))
            .remediation("Renew the certificate now, and renew it by itself from then on.")
    } else if as_of < from {
        Observation::fail(POINT)
            .severity(Severity::High)
            .title(format!("not valid before {from}"))
            .remediation("Use a certificate that is valid today.")
    } else if tls.verification_error.is_some() {
        // Anybody can write good dates into a certificate that nobody vouches for.
        Observation::unknown(POINT)
            .title("the certificate is not trusted, so its dates prove nothing")
            .remediation("Mend the chain first, and assess again.")
    } else if share < LEAST_SHARE {
        Observation::partial(POINT)
            .severity(Severity::Medium)
            .title(format!("{left} days left, {share} % of its life"))
            .remediation("Renew the certificate when a third of its life is left.")
    } else {
        Observation::pass(POINT).title(format!("{left} days left, {share} % of its life"))
    };
    let class = match observation.outcome.as_str() {
        "unknown" => Class::E0,
        _ => Class::E5,
    };
    Some(
        observation
            .class(class)
            .detail(format!(
                "Valid from {from} to {until}, issued by {}. Fewer than {LEAST_SHARE} % of its life left would be weak.",
                certificate.issuer
            ))
            .fact_number("days-left", left, "d")
            .fact_number("life", life, "d")
            .fact_text("issuer", &certificate.issuer)
            .fact_text("not-after", until.to_string())
            .certificate(recorded, 0, "not-before")
            .certificate(recorded, 0, "not-after"),
    )
}
