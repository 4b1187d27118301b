//! What was seen of TLS, as the contract writes it.

use assay_domain::{CertificateFacts, TlsFacts};

use crate::bindings::types as wit;

pub(super) fn tls(facts: &TlsFacts) -> wit::TlsFacts {
    wit::TlsFacts {
        version: facts.version.clone(),
        cipher: facts.cipher.clone(),
        chain: facts.chain.iter().map(certificate).collect(),
        verification: facts.verification.label().to_owned(),
        verification_error: facts.verification_error.clone(),
        extra: Vec::new(),
    }
}

fn certificate(facts: &CertificateFacts) -> wit::Certificate {
    wit::Certificate {
        subject: facts.subject.clone(),
        issuer: facts.issuer.clone(),
        serial: facts.serial.clone(),
        not_before: facts.not_before.clone(),
        not_after: facts.not_after.clone(),
        names: facts.names.clone(),
        sha256: facts.sha256.clone(),
        key: facts.key.clone(),
        signature: facts.signature.clone(),
        extra: Vec::new(),
    }
}
