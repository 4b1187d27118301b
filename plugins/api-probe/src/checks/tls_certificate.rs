//! The dates of the server's own certificate.
//!
//! What counts is the share of its own life that is left. A fixed "30 days" fires on every certificate that lives 47 days and
//! is renewed in good time, and sleeps while one that lives a year is forgotten.

use assay_sdk::{Class, Date, Evidence, Observation, Severity};

use super::{
    SEEN,
    chain::{self, Seen},
};
use crate::visit::Visit;

const POINT: &str = "tls-certificate";
/// Per cent of its own life that a certificate should have left.
const LEAST_SHARE: i64 = 20;

pub(crate) fn judge(visit: &Visit, as_of: Date) -> Observation {
    let Some(seen) = chain::seen(visit) else {
        return chain::unseen(POINT, visit);
    };
    dates(&seen, as_of).unwrap_or_else(|| {
        Observation::unknown(POINT)
            .title("the dates of the certificate cannot be read")
            .remediation("Ask how the certificate is renewed.")
            .exchange(seen.recorded())
    })
}

fn dates(seen: &Seen<'_>, as_of: Date) -> Option<Observation> {
    let recorded = seen.recorded();
    let tls = seen.tls()?;
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
    } else if !matches!(tls.verification.as_str(), "verified" | "name") {
        // Anybody can write good dates into a certificate that nobody vouches for. One for another name is vouched for.
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
    let class = match (observation.outcome.as_str(), seen) {
        ("unknown", _) => Class::E0,
        (_, Seen::Connected(_)) => Class::E5,
        // The server has not shown that it holds the key.
        (_, Seen::Offered(_)) => SEEN,
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
            .certificate(recorded, 0, "not-after")
            .cite(Evidence::Exchange(recorded.id().to_owned())),
    )
}
