//! The keys and signatures of the chain. A root's own signature proves nothing and is not looked at (RFC 5280, 6.1).

use assay_sdk::{Certificate, Observation, Recorded, Severity};

use super::{SEEN, chain};
use crate::visit::Visit;

const POINT: &str = "tls-key";
/// CA/Browser Forum Baseline Requirements, 6.1.5.
const LEAST_RSA_BITS: u32 = 2048;

pub(crate) fn judge(visit: &Visit) -> Observation {
    match chain::seen(visit) {
        Some(chain::Seen::Connected(recorded)) => read(recorded),
        Some(chain::Seen::Offered(recorded)) => read(recorded),
        None => chain::unseen(POINT, visit),
    }
}

fn read(recorded: &dyn Recorded) -> Observation {
    let certificates: &[Certificate] = recorded.tls().map_or(&[], |tls| &tls.chain);
    let weak = certificates
        .iter()
        .enumerate()
        .find_map(|(index, certificate)| {
            let key = weak_key(&certificate.key).map(|why| ("key", why));
            let is_root = certificate.subject == certificate.issuer;
            let signature = || {
                let broken =
                    weak_signature(&certificate.signature).filter(|_| !is_root || index == 0)?;
                Some(("signature", broken))
            };
            let (field, why) = key.or_else(signature)?;
            Some((index, field, why))
        });
    let Some(own) = certificates.first() else {
        return Observation::unknown(POINT).title("not seen: no certificate can be read");
    };
    match weak {
        Some((index, field, why)) => {
            let whose = if index == 0 {
                "the server's own"
            } else {
                "an issuer's"
            };
            cite(
                Observation::fail(POINT)
                    .severity(Severity::High)
                    .class(SEEN)
                    .title(format!("{whose} certificate: {why}"))
                    .remediation(
                        "Use a certificate with an EC key or RSA of at least 2048 bits, signed with SHA-256 or better.",
                    ),
                recorded,
                index,
                field,
            )
        }
        None => {
            let pass = Observation::pass(POINT)
                .class(SEEN)
                .title(format!("{}, signed with {}", own.key, own.signature))
                .fact_text("key", &own.key)
                .fact_text("signature", &own.signature);
            cite(cite(pass, recorded, 0, "key"), recorded, 0, "signature")
        }
    }
}

fn cite(
    observation: Observation,
    recorded: &dyn Recorded,
    index: usize,
    field: &str,
) -> Observation {
    let observation = observation.certificate(recorded, index, field);
    observation.exchange(recorded)
}

fn weak_key(key: &str) -> Option<String> {
    if let Some(bits) = key
        .strip_prefix("RSA ")
        .and_then(|bits| bits.parse::<u32>().ok())
    {
        return (bits < LEAST_RSA_BITS).then(|| format!("an RSA key of {bits} bits"));
    }
    // DSA, by its object identifier, is no longer trusted at any size (FIPS 186-5).
    (key == "1.2.840.10040.4.1").then(|| "a DSA key".to_owned())
}

fn weak_signature(signature: &str) -> Option<String> {
    let lower = signature.to_ascii_lowercase();
    let broken = lower.starts_with("md5") || lower.starts_with("sha1") || lower.ends_with("-sha1");
    broken.then(|| format!("a signature of {signature}"))
}
