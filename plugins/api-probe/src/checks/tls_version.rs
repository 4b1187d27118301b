//! Which versions of TLS the server agrees to.
//!
//! Every version is offered by itself. The connection of the other checks is made with 1.2 or 1.3, so that a server which also
//! accepts 1.0 looks the same there as one that does not.

use assay_sdk::{Observation, Severity};

use super::SEEN;
use crate::{
    unanswered::unanswered,
    visit::{OLD, Shake, Visit},
};

const POINT: &str = "tls-version";

pub(crate) fn judge(visit: &Visit) -> Observation {
    if !visit.is_https() {
        return without_tls(visit);
    }
    let offers = &visit.host.offers;
    let old: Vec<_> = OLD
        .iter()
        .zip(&offers.old)
        .filter_map(|(version, shake)| Some((*version, shake.as_ref().ok()?)))
        .collect();
    if let Some((_, worst)) = old.first() {
        let mut agreed: Vec<&str> = old
            .iter()
            .map(|(_, acceptance)| acceptance.tls.version.as_str())
            .collect();
        agreed.dedup();
        let fail = Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title(format!("the server agrees to {}", agreed.join(", ")))
            .detail(format!(
                "Offered {}, it chose {} with {}.",
                old[0].0, worst.tls.version, worst.tls.cipher
            ))
            .remediation("Switch off everything below TLS 1.2 (RFC 8996, RFC 9325).")
            .fact_text("versions", versions(visit).join(", "));
        return old
            .iter()
            .fold(fail, |fail, (_, acceptance)| fail.exchange(*acceptance));
    }
    // What cannot be offered or got no answer may be accepted all the same.
    if offers.old.is_empty() || !visit.speaks_tls() {
        return match &visit.main {
            Err(failure) => unanswered(POINT, failure),
            Ok(exchange) => Observation::unknown(POINT)
                .title("not seen: no handshake was offered")
                .remediation("Assess again.")
                .exchange(exchange),
        };
    }
    if let Some(refusal) = offers
        .old
        .iter()
        .filter_map(|shake| shake.as_ref().err())
        .find(|refusal| !refusal.is_the_servers())
    {
        return Observation::unknown(POINT)
            .title("not seen: an old version could not be offered")
            .detail(format!("{}: {}", refusal.kind, refusal.message))
            .remediation("Assess again.")
            .exchange(refusal);
    }
    let seen = versions(visit);
    let observation = if seen.contains(&"TLSv1.3") {
        Observation::pass(POINT).title(format!("{} and nothing older", seen.join(", ")))
    } else if seen.contains(&"TLSv1.2") {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .title("TLS 1.2, no 1.3")
            .remediation("Switch on TLS 1.3.")
    } else {
        return Observation::unknown(POINT)
            .title("not seen: no version was agreed on")
            .remediation("Ask which versions the API speaks.");
    };
    let observation = observation
        .class(SEEN)
        .detail("Each older version was offered by itself, with every cipher suite that may go with it, and refused.")
        .fact_text("versions", seen.join(", "));
    let observation = match &visit.main {
        Ok(exchange) => observation.exchange(exchange),
        Err(_) => observation,
    };
    offers
        .old
        .iter()
        .chain(&offers.tls13)
        .fold(observation, |observation, shake| match shake {
            Ok(acceptance) => observation.exchange(acceptance),
            Err(refusal) => observation.exchange(refusal),
        })
}

/// Every version that was agreed on, oldest first.
fn versions(visit: &Visit) -> Vec<&str> {
    let connected = visit
        .exchanges()
        .filter_map(|exchange| exchange.tls.as_ref())
        .map(|tls| tls.version.as_str());
    let offered = visit
        .host
        .offers
        .all()
        .filter_map(|shake: &Shake| shake.as_ref().ok())
        .map(|acceptance| acceptance.tls.version.as_str());
    // The words sort as the versions do.
    let all: std::collections::BTreeSet<&str> = connected
        .chain(offered)
        .filter(|version| !version.is_empty())
        .collect();
    all.into_iter().collect()
}

fn without_tls(visit: &Visit) -> Observation {
    match &visit.main {
        Err(failure) => unanswered(POINT, failure),
        Ok(exchange) => Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title("the API is served without TLS")
            .detail("The declared address is plain HTTP.")
            .remediation("Serve the API over TLS 1.3.")
            .exchange(exchange),
    }
}
