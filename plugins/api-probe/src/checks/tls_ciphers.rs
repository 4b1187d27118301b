//! Which cipher suites the server agrees to: broken ones, ones without forward secrecy, and small Diffie-Hellman groups.
//!
//! Each family is offered by itself. A server that refuses all of a family refuses each of it; which suites it prefers among
//! good ones, and whether it takes CBC with forward secrecy for old clients, is no finding.

use assay_sdk::{Acceptance, Observation, Severity};

use super::SEEN;
use crate::{
    unanswered::unanswered,
    visit::{Family, Visit},
};

const POINT: &str = "tls-ciphers";
/// Bits of a group below which it counts for little (RFC 9325, 4.1), and below which it can be broken (CVE-2015-4000).
const LEAST_DH_BITS: u32 = 2048;
const BROKEN_DH_BITS: u32 = 1024;

pub(crate) fn judge(visit: &Visit) -> Observation {
    if !visit.is_https() {
        return match &visit.main {
            Err(failure) => unanswered(POINT, failure),
            Ok(exchange) => Observation::fail(POINT)
                .severity(Severity::High)
                .class(SEEN)
                .title("there is no cipher: the API is served without TLS")
                .remediation("Serve the API over TLS 1.3.")
                .exchange(exchange),
        };
    }
    let families = &visit.host.offers.families;
    let accepted: Vec<(Family, &Acceptance)> = Family::ALL
        .into_iter()
        .zip(families)
        .filter_map(|(family, shake)| Some((family, shake.as_ref().ok()?)))
        .collect();
    let of = |wanted: fn(Family, &Acceptance) -> bool| -> Vec<(Family, &Acceptance)> {
        accepted
            .iter()
            .copied()
            .filter(|(family, acceptance)| wanted(*family, acceptance))
            .collect()
    };
    let broken = of(is_broken);
    if !broken.is_empty() {
        return told(
            Observation::fail(POINT)
                .severity(Severity::High)
                .remediation("Switch off everything but AEAD suites with ECDHE (RFC 9325, 4.2)."),
            &broken,
        );
    }
    if families.is_empty() || !visit.speaks_tls() {
        return match &visit.main {
            Err(failure) => unanswered(POINT, failure),
            Ok(exchange) => Observation::unknown(POINT)
                .title("not seen: no handshake was offered")
                .remediation("Assess again.")
                .exchange(exchange),
        };
    }
    let refusals = families.iter().filter_map(|shake| shake.as_ref().err());
    if let Some(refusal) = refusals.clone().find(|refusal| !refusal.is_the_servers()) {
        return Observation::unknown(POINT)
            .title("not seen: a family of cipher suites could not be offered")
            .detail(format!("{}: {}", refusal.kind, refusal.message))
            .remediation("Assess again.")
            .exchange(refusal);
    }
    let weak = of(is_weak);
    if !weak.is_empty() {
        return told(
            Observation::partial(POINT)
                .severity(Severity::Low)
                .remediation("Switch off suites without forward secrecy, 3DES, and groups below 2048 bits (RFC 9325, 4.1 and 4.2)."),
            &weak,
        );
    }
    let pass = Observation::pass(POINT)
        .class(SEEN)
        .title("no weak cipher suite is accepted")
        .detail("Each family was offered by itself: NULL, anonymous, EXPORT and DES, RC4, 3DES, RSA key exchange, finite-field Diffie-Hellman.");
    refusals.fold(pass, |pass, refusal| pass.exchange(refusal))
}

fn is_broken(family: Family, acceptance: &Acceptance) -> bool {
    match family {
        Family::Null | Family::Anonymous | Family::Export | Family::Rc4 => true,
        Family::Dhe => acceptance.dh_bits.is_some_and(|bits| bits < BROKEN_DH_BITS),
        Family::TripleDes | Family::NoForwardSecrecy => false,
    }
}

fn is_weak(family: Family, acceptance: &Acceptance) -> bool {
    match family {
        Family::TripleDes | Family::NoForwardSecrecy => true,
        // A group whose size was not shown is left to the server's word.
        Family::Dhe => acceptance.dh_bits.is_some_and(|bits| bits < LEAST_DH_BITS),
        Family::Null | Family::Anonymous | Family::Export | Family::Rc4 => false,
    }
}

fn told(observation: Observation, accepted: &[(Family, &Acceptance)]) -> Observation {
    let words = |(family, acceptance): &(Family, &Acceptance)| match acceptance.dh_bits {
        Some(bits) if *family == Family::Dhe => format!("Diffie-Hellman with {bits} bits"),
        _ => family.words().to_owned(),
    };
    let suites: Vec<&str> = accepted
        .iter()
        .map(|(_, acceptance)| acceptance.tls.cipher.as_str())
        .collect();
    let observation = observation
        .class(SEEN)
        .title(format!(
            "accepted: {}",
            accepted.iter().map(words).collect::<Vec<_>>().join("; ")
        ))
        .detail("One suite of each family is named; there may be more of it.")
        .fact_text("cipher-suites", suites.join(", "));
    accepted
        .iter()
        .fold(observation, |observation, (_, acceptance)| {
            let observation = match acceptance.dh_bits {
                Some(bits) => observation.fact_number("dh-bits", i64::from(bits), "bit"),
                None => observation,
            };
            observation.exchange(*acceptance)
        })
}
