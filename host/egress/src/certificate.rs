//! Certificates as facts. What the server sent is parsed here for people and rules; whether it is trusted is decided by
//! WebPKI in [`crate::tls`] and by nothing else.

use std::net::IpAddr;

use assay_domain::{CertificateFacts, Digest};
use jiff::Timestamp;
use x509_parser::{
    certificate::X509Certificate,
    extensions::GeneralName,
    prelude::FromDer,
    public_key::PublicKey,
    time::ASN1Time,
    x509::{AlgorithmIdentifier, SubjectPublicKeyInfo, X509Name},
};

/// Most names of one certificate that are kept. Certificates of content networks have about a hundred.
const MAX_NAMES: usize = 250;

/// Longest name that is kept, in bytes. A DNS name has at most 253.
const MAX_NAME_LEN: usize = 1024;

/// The facts of one certificate. Of one that cannot be parsed only the digest is known; its texts are empty.
pub(crate) fn facts(der: &[u8]) -> CertificateFacts {
    let sha256 = Digest::of(der).hex();
    let Ok((_, certificate)) = X509Certificate::from_der(der) else {
        let none = String::new;
        return CertificateFacts {
            subject: none(),
            issuer: none(),
            serial: none(),
            not_before: none(),
            not_after: none(),
            names: Vec::new(),
            sha256,
            key: none(),
            signature: none(),
        };
    };
    CertificateFacts {
        subject: name(certificate.subject()),
        issuer: name(certificate.issuer()),
        serial: hex(certificate.raw_serial()),
        not_before: rfc3339(certificate.validity().not_before),
        not_after: rfc3339(certificate.validity().not_after),
        names: names(&certificate),
        sha256,
        key: key(certificate.public_key()),
        signature: signature(&certificate.signature_algorithm),
    }
}

fn cut(mut text: String) -> String {
    let end = text.floor_char_boundary(MAX_NAME_LEN);
    text.truncate(end);
    text
}

fn name(name: &X509Name<'_>) -> String {
    cut(name.to_string())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn rfc3339(time: ASN1Time) -> String {
    Timestamp::from_second(time.timestamp())
        .map(|time| time.to_string())
        .unwrap_or_default()
}

fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(extension)) = certificate.subject_alternative_name() else {
        return Vec::new();
    };
    extension
        .value
        .general_names
        .iter()
        .filter_map(|name| match name {
            GeneralName::DNSName(name) | GeneralName::URI(name) | GeneralName::RFC822Name(name) => {
                Some(cut((*name).to_owned()))
            }
            GeneralName::IPAddress(bytes) => ip(bytes).map(|address| address.to_string()),
            _ => None,
        })
        .take(MAX_NAMES)
        .collect()
}

fn ip(bytes: &[u8]) -> Option<IpAddr> {
    <[u8; 4]>::try_from(bytes)
        .map(IpAddr::from)
        .or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from))
        .ok()
}

fn key(key: &SubjectPublicKeyInfo<'_>) -> String {
    let algorithm = key.algorithm.algorithm.to_id_string();
    match (algorithm.as_str(), key.parsed()) {
        ("1.3.101.112", _) => "Ed25519".to_owned(),
        ("1.3.101.113", _) => "Ed448".to_owned(),
        (_, Ok(PublicKey::RSA(rsa))) => format!("RSA {}", rsa.key_size()),
        (_, Ok(PublicKey::EC(_))) => format!("EC {}", curve(&key.algorithm)),
        _ => algorithm,
    }
}

fn curve(algorithm: &AlgorithmIdentifier<'_>) -> String {
    let oid = algorithm
        .parameters
        .as_ref()
        .and_then(|parameters| parameters.as_oid().ok());
    let Some(oid) = oid.map(|oid| oid.to_id_string()) else {
        return "unnamed curve".to_owned();
    };
    match oid.as_str() {
        "1.2.840.10045.3.1.7" => "P-256".to_owned(),
        "1.3.132.0.34" => "P-384".to_owned(),
        "1.3.132.0.35" => "P-521".to_owned(),
        _ => oid,
    }
}

/// The name of a signature algorithm as RFC 8017, RFC 5758 and RFC 8410 write it, or the bare identifier.
fn signature(algorithm: &AlgorithmIdentifier<'_>) -> String {
    let oid = algorithm.algorithm.to_id_string();
    match oid.as_str() {
        "1.2.840.113549.1.1.4" => "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5" => "sha1WithRSAEncryption",
        "1.2.840.113549.1.1.10" => "rsassaPss",
        "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12" => "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13" => "sha512WithRSAEncryption",
        "1.2.840.10045.4.1" => "ecdsa-with-SHA1",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        _ => return oid,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_certificate_becomes_facts() {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params =
            rcgen::CertificateParams::new(vec!["api.acme.example".into(), "127.0.0.1".into()])
                .unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params
            .distinguished_name
            .push(rcgen::DnType::CommonName, "Acme API");
        params.serial_number = Some(rcgen::SerialNumber::from(vec![0x0a, 0xff]));
        params.not_before = rcgen::date_time_ymd(2026, 1, 1);
        params.not_after = rcgen::date_time_ymd(2026, 4, 1);
        let certificate = params.self_signed(&key).unwrap();
        let facts = facts(certificate.der());
        assert_eq!(facts.subject, "CN=Acme API");
        assert_eq!(facts.issuer, "CN=Acme API");
        assert_eq!(facts.serial, "0aff");
        assert_eq!(facts.not_before, "2026-01-01T00:00:00Z");
        assert_eq!(facts.not_after, "2026-04-01T00:00:00Z");
        assert_eq!(facts.names, ["api.acme.example", "127.0.0.1"]);
        assert_eq!(facts.key, "EC P-256");
        assert_eq!(facts.signature, "ecdsa-with-SHA256");
        assert_eq!(facts.sha256, Digest::of(certificate.der()).hex());
    }

    proptest! {
        #[test]
        fn bytes_that_are_no_certificate_have_a_digest_and_nothing_else(bytes: Vec<u8>) {
            let facts = facts(&bytes);
            prop_assert_eq!(facts.sha256, Digest::of(&bytes).hex());
            prop_assert_eq!(facts.subject, "");
        }
    }
}
