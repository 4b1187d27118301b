//! Which rule a chain violates, in one word and in a sentence.
//!
//! WebPKI decides; this only says why. Its errors name the rule for most chains. For a chain that ends nowhere it has one error
//! only, and the certificates tell the rest: whether the server's own is self-signed, a root is there that nobody trusts, or an
//! issuer is missing.

use assay_domain::Verification;
use rustls::{CertificateError, Error, pki_types::TrustAnchor};
use x509_parser::{
    certificate::X509Certificate,
    extensions::ParsedExtension,
    oid_registry::{OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS, OID_X509_ORGANIZATION_NAME},
    prelude::FromDer,
    public_key::PublicKey,
    x509::X509Name,
};

/// Bits of an RSA key below which no verifier of today accepts it (CA/Browser Forum Baseline Requirements, 6.1.5).
const LEAST_RSA_BITS: usize = 2048;

/// The rule and a sentence about it. The sentence begins with words that stay the same.
pub(crate) type Diagnosis = (Verification, String);

/// What is known of the trusted roots: the organisations in their names, without case.
#[derive(Debug, Default)]
pub(crate) struct Organisations(Vec<String>);

impl Organisations {
    pub(crate) fn of(roots: &[TrustAnchor<'_>]) -> Self {
        Self(
            roots
                .iter()
                .filter_map(|root| {
                    // The anchor holds the content of the name without its header.
                    let name = sequence(root.subject.as_ref());
                    organisation(&X509Name::from_der(&name).ok()?.1)
                })
                .collect(),
        )
    }

    fn has_issuer_of(&self, certificate: &X509Certificate<'_>) -> bool {
        organisation(certificate.issuer()).is_some_and(|name| self.0.contains(&name))
    }
}

fn sequence(content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut der = vec![0x30];
    match length {
        [] => der.push(0),
        [short @ 0..0x80] => der.push(*short),
        _ => {
            der.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
            der.extend(length);
        }
    }
    der.extend(content);
    der
}

fn organisation(name: &X509Name<'_>) -> Option<String> {
    let mut found = name.iter_by_oid(&OID_X509_ORGANIZATION_NAME);
    Some(found.next()?.as_str().ok()?.to_lowercase())
}

/// The rule behind an error of the verifier.
pub(crate) fn of(error: &Error, chain: &[&[u8]], roots: &Organisations) -> Diagnosis {
    let Error::InvalidCertificate(error) = error else {
        return other(error);
    };
    let parsed = Chain::parse(chain);
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => say(
            Verification::Expired,
            "expired: a certificate of the chain is past its last day",
        ),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => say(
            Verification::NotYetValid,
            "not yet valid: a certificate of the chain is before its first day",
        ),
        CertificateError::NotValidForName => say(
            Verification::Name,
            "wrong name: the certificate is for another name",
        ),
        CertificateError::NotValidForNameContext { expected, .. } => (
            Verification::Name,
            format!(
                "wrong name: the certificate is not for {}",
                expected.to_str()
            ),
        ),
        CertificateError::UnknownIssuer => parsed.unknown_issuer(roots),
        CertificateError::BadEncoding => say(
            Verification::Malformed,
            "malformed: a certificate cannot be read",
        ),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => say(
            Verification::Purpose,
            "purpose: a certificate is not meant for servers (extendedKeyUsage without serverAuth)",
        ),
        CertificateError::BadSignature if parsed.has_weak_key() => weak_key(),
        CertificateError::BadSignature if parsed.ends_in_a_root() => parsed.unknown_issuer(roots),
        CertificateError::BadSignature => say(
            Verification::BadSignature,
            "bad signature: a certificate is not signed by the key of the issuer that it names",
        ),
        #[expect(deprecated, reason = "the verifier may still give it")]
        CertificateError::UnsupportedSignatureAlgorithm
        | CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            parsed.unsupported_signature(error)
        }
        CertificateError::Other(inner) => match inner.0.downcast_ref::<webpki::Error>() {
            Some(rule) => parsed.by_rule(rule),
            None => other(error),
        },
        error => other(error),
    }
}

/// The rule when a chain verified and the handshake's own signature did not.
pub(crate) fn of_signature(error: &Error, leaf: &[u8]) -> Diagnosis {
    if Chain::parse(&[leaf]).has_weak_key() {
        return weak_key();
    }
    (
        Verification::BadSignature,
        format!(
            "bad signature: the server did not show that it holds the key of its certificate ({error})"
        ),
    )
}

/// True when the server's own key is one that no handshake of today may be signed with.
pub(crate) fn weak_own_key(chain: &[&[u8]]) -> Option<Diagnosis> {
    let own = chain.first()?;
    Chain::parse(&[own]).has_weak_key().then(weak_key)
}

fn say(rule: Verification, words: &str) -> Diagnosis {
    (rule, words.to_owned())
}

fn weak_key() -> Diagnosis {
    say(
        Verification::WeakKey,
        "weak key: an RSA key of the chain has fewer than 2048 bits",
    )
}

fn other(error: &impl std::fmt::Display) -> Diagnosis {
    (Verification::Other, format!("not accepted: {error}"))
}

/// The certificates of a chain that can be read, the server's own first.
struct Chain<'a>(Vec<X509Certificate<'a>>);

impl<'a> Chain<'a> {
    fn parse(chain: &[&'a [u8]]) -> Self {
        Self(
            chain
                .iter()
                .filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1))
                .collect(),
        )
    }

    fn has_weak_key(&self) -> bool {
        self.0.iter().any(|certificate| {
            matches!(
                certificate.public_key().parsed(),
                Ok(PublicKey::RSA(key)) if key.key_size() < LEAST_RSA_BITS
            )
        })
    }

    /// The last certificate that can be reached from the server's own by the names of issuers.
    fn end(&self) -> Option<&X509Certificate<'a>> {
        let mut end = self.0.first()?;
        for _ in 0..self.0.len() {
            if is_self_issued(end) {
                break;
            }
            let Some(issuer) = self
                .0
                .iter()
                .find(|other| other.subject().as_raw() == end.issuer().as_raw())
            else {
                break;
            };
            end = issuer;
        }
        Some(end)
    }

    fn ends_in_a_root(&self) -> bool {
        self.end().is_some_and(is_self_issued)
    }

    fn unknown_issuer(&self, roots: &Organisations) -> Diagnosis {
        let Some((own, end)) = self.0.first().zip(self.end()) else {
            return say(
                Verification::Malformed,
                "malformed: a certificate cannot be read",
            );
        };
        if is_self_issued(own) {
            return say(
                Verification::SelfSigned,
                "unknown issuer: the certificate is self-signed",
            );
        }
        if is_self_issued(end) {
            return (
                Verification::Untrusted,
                format!(
                    "unknown issuer: the chain leads to `{}`, which is neither a public root nor the endpoint's own CA",
                    end.subject()
                ),
            );
        }
        // An authority that says where its certificate can be fetched, or one of whose roots is trusted, has one to send.
        if says_where_its_issuer_is(end) || roots.has_issuer_of(end) {
            return (
                Verification::Incomplete,
                format!(
                    "unknown issuer: the certificate of `{}` was not sent, and the verifier fetches none",
                    end.issuer()
                ),
            );
        }
        (
            Verification::Untrusted,
            format!(
                "unknown issuer: `{}` is neither a public root nor the endpoint's own CA, and no certificate of it was sent",
                end.issuer()
            ),
        )
    }

    fn unsupported_signature(&self, error: &CertificateError) -> Diagnosis {
        let broken = self.0.iter().find_map(|certificate| {
            broken_hash(&certificate.signature_algorithm.algorithm.to_id_string())
        });
        match broken {
            Some(hash) => (
                Verification::WeakSignature,
                format!("weak signature: a certificate of the chain is signed with {hash}"),
            ),
            None if self.has_weak_key() => weak_key(),
            None => other(error),
        }
    }

    fn by_rule(&self, rule: &webpki::Error) -> Diagnosis {
        use webpki::Error as Rule;
        let misplaced = self.0.iter().skip(1).any(|other| !other.is_ca());
        match rule {
            Rule::CaUsedAsEndEntity if misplaced => say(
                Verification::WrongOrder,
                "wrong order: a certificate of an authority comes first instead of the server's own",
            ),
            Rule::CaUsedAsEndEntity => say(
                Verification::CaConstraint,
                "constraint: the server's own certificate is one of an authority (basicConstraints)",
            ),
            Rule::EndEntityUsedAsCa => say(
                Verification::CaConstraint,
                "constraint: a certificate signs another without being one of an authority (basicConstraints)",
            ),
            Rule::PathLenConstraintViolated | Rule::MaximumPathDepthExceeded => say(
                Verification::CaConstraint,
                "constraint: the chain is longer than an authority allows (pathLenConstraint)",
            ),
            Rule::NameConstraintViolation => say(
                Verification::CaConstraint,
                "constraint: an authority may not sign for this name (nameConstraints)",
            ),
            Rule::EmptyEkuExtension => say(
                Verification::Purpose,
                "purpose: a certificate is for nothing (an empty extendedKeyUsage)",
            ),
            Rule::UnsupportedCertVersion => say(
                Verification::Malformed,
                "malformed: a certificate is not of X.509 version 3",
            ),
            rule => other(&format!("{rule:?}")),
        }
    }
}

fn is_self_issued(certificate: &X509Certificate<'_>) -> bool {
    certificate.subject().as_raw() == certificate.issuer().as_raw()
}

/// The extension authorityInfoAccess with an issuer in it (RFC 5280, 4.2.2.1). Every public authority writes it.
fn says_where_its_issuer_is(certificate: &X509Certificate<'_>) -> bool {
    certificate.extensions().iter().any(|extension| {
        matches!(
            extension.parsed_extension(),
            ParsedExtension::AuthorityInfoAccess(access)
                if access.iter().any(|one| one.access_method == OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS)
        )
    })
}

/// The hash of a signature algorithm when collisions can be made for it.
fn broken_hash(algorithm: &str) -> Option<&'static str> {
    Some(match algorithm {
        "1.2.840.113549.1.1.2" => "MD2",
        "1.2.840.113549.1.1.4" => "MD5",
        "1.2.840.113549.1.1.5" | "1.2.840.10045.4.1" | "1.2.840.10040.4.3" | "1.3.14.3.2.29" => {
            "SHA-1"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_every_size_are_written() {
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let der = sequence(&vec![5; length]);
            let (rest, any) = x509_parser::der_parser::parse_der(&der)
                .map(|(rest, any)| (rest.len(), any.header.length().definite().unwrap()))
                .unwrap_or((0, length));
            assert_eq!((rest, any), (0, length));
        }
    }

    #[test]
    fn public_roots_have_organisations() {
        let known = Organisations::of(webpki_roots::TLS_SERVER_ROOTS);
        assert!(known.0.len() * 10 > webpki_roots::TLS_SERVER_ROOTS.len() * 8);
        assert!(known.0.contains(&"digicert inc".to_owned()));
    }
}
