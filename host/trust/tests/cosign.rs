//! Attestations as `cosign attest-blob --key` writes them, signed here by OpenSSL: a DSSE envelope over an in-toto statement, with an
//! ECDSA signature on P-256 in DER. Nothing asks the network.
#![cfg(feature = "cosign")]
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::{fs, path::Path, process::Command};

use assay_domain::{Digest, PluginRef};
use assay_trust::{CONTRACT, Envelope, Release, Trust, TrustError};
use base64::{Engine, engine::general_purpose::STANDARD};
use tempfile::TempDir;

const COMPONENT: &[u8] = b"\0asm a component";

fn openssl(folder: &Path, line: &str) {
    let status = Command::new("openssl")
        .current_dir(folder)
        .args(line.split_whitespace())
        .output();
    let output = status.expect("openssl is installed");
    assert!(
        output.status.success(),
        "openssl {line}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A key pair as `cosign generate-key-pair` has one inside its files.
fn keys(algorithm: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    openssl(
        folder.path(),
        &format!("genpkey {algorithm} -out cosign.key"),
    );
    openssl(folder.path(), "pkey -in cosign.key -pubout -out cosign.pub");
    folder
}

const ECDSA: &str = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";

fn release() -> Release {
    Release {
        plugin: PluginRef {
            id: "tone-check".parse().unwrap(),
            version: "1.0.0".to_owned(),
            publisher: "Honest Checks Ltd".into(),
            digest: Digest::of(COMPONENT),
        },
        contract: CONTRACT.to_owned(),
        descriptor: Digest::of("what it says of itself"),
    }
}

/// The file that cosign writes, for a component of this digest.
fn attested(folder: &Path, component: Digest) -> Envelope {
    let statement = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"urn:assay:plugin-release:1",
            "subject":[{{"name":"tone_check.wasm","digest":{{"sha256":"{}"}}}}],"predicate":{}}}"#,
        component.hex(),
        release().predicate()
    );
    let kind = "application/vnd.in-toto+json";
    let message = format!(
        "DSSEv1 {} {kind} {} {statement}",
        kind.len(),
        statement.len()
    );
    fs::write(folder.join("message"), message).unwrap();
    openssl(
        folder,
        "dgst -sha256 -sign cosign.key -out signature message",
    );
    let signature = STANDARD.encode(fs::read(folder.join("signature")).unwrap());
    let envelope = format!(
        r#"{{"payloadType":"{kind}","payload":"{}","signatures":[{{"keyid":"","sig":"{signature}"}}]}}"#,
        STANDARD.encode(statement)
    );
    Envelope::from_bytes(envelope.as_bytes()).unwrap()
}

fn trusting(folder: &Path, more: &str) -> Trust {
    let key = fs::read_to_string(folder.join("cosign.pub")).unwrap();
    let text = format!(
        "[[publishers]]\nid = \"honest-checks\"\nname = \"Honest Checks Ltd\"\nkeys = ['''\n{key}''']\nsuppliers = [\"*\"]\n{more}"
    );
    Trust::parse("trust.toml", &text).unwrap()
}

#[test]
fn an_attestation_of_cosign_counts_like_a_signature_of_our_own() {
    for algorithm in [ECDSA, "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"] {
        let folder = keys(algorithm);
        let envelope = attested(folder.path(), Digest::of(COMPONENT));
        let trust = trusting(folder.path(), "");
        let endorsement = trust
            .judge(Digest::of(COMPONENT), Some(&envelope))
            .unwrap()
            .unwrap();
        assert_eq!(endorsement.publisher.id, "honest-checks", "{algorithm}");
        assert!(
            endorsement
                .check(&release().plugin, release().descriptor)
                .is_ok()
        );
        assert_eq!(
            endorsement.check(&release().plugin, Digest::of("other words")),
            Err(TrustError::OtherDescriptor)
        );
    }
}

#[test]
fn what_is_changed_or_signed_by_another_key_does_not_count() {
    let folder = keys(ECDSA);
    let trust = trusting(folder.path(), "");
    let envelope = attested(folder.path(), Digest::of(COMPONENT));
    let other = trust.judge(Digest::of("another component"), Some(&envelope));
    assert!(
        matches!(other, Err(TrustError::OtherComponent { .. })),
        "{other:?}"
    );
    // Its subject is another component than the one that it describes.
    let mixed = trust.judge(
        Digest::of(COMPONENT),
        Some(&attested(folder.path(), Digest::of("x"))),
    );
    assert!(
        matches!(mixed, Err(TrustError::Malformed { .. })),
        "{mixed:?}"
    );
    let stranger = keys(ECDSA);
    let forged = trust.judge(
        Digest::of(COMPONENT),
        Some(&attested(stranger.path(), Digest::of(COMPONENT))),
    );
    assert!(
        matches!(forged, Err(TrustError::NoKnownSigner { .. })),
        "{forged:?}"
    );
}

#[test]
fn a_revoked_key_of_cosign_is_revoked() {
    let folder = keys(ECDSA);
    let envelope = attested(folder.path(), Digest::of(COMPONENT));
    let trust = trusting(folder.path(), "");
    let signers = trust
        .judge(Digest::of(COMPONENT), Some(&envelope))
        .unwrap()
        .unwrap()
        .signers;
    let key = signers.first().unwrap();
    let revoking = trusting(folder.path(), &format!("[revoked]\nkeys = [\"{key}\"]\n"));
    let answer = revoking.judge(Digest::of(COMPONENT), Some(&envelope));
    assert!(
        matches!(answer, Err(TrustError::RevokedKey { .. })),
        "{answer:?}"
    );
}
