//! What is signed: one version of one plugin.
//!
//! The form is an in-toto statement, version 1 (in-toto attestation framework), so that other tools can read it.

use std::collections::BTreeMap;

use assay_domain::{Descriptor, Digest, PluginRef};
use serde::{Deserialize, Serialize};

use crate::{Envelope, KeyId, PublicKey, SecretKey, TrustError, envelope::Opened};

const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// What cosign up to version 2 writes; its fields are the same.
const OLDER_STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v0.1";
const PREDICATE_TYPE: &str = "urn:assay:plugin-release:1";

/// One version of one plugin, as whoever signed it saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Id, version, publisher, and the digest of the component.
    pub plugin: PluginRef,
    /// The contract that it speaks: `assay:plugin@0.1.0`.
    pub contract: String,
    /// The digest of what the plugin says about itself.
    pub descriptor: Digest,
}

/// The digest of a descriptor, over its canonical JSON.
pub fn descriptor_digest(descriptor: &Descriptor) -> Digest {
    Digest::of(serde_json::to_vec(descriptor).expect("a descriptor is made of text and lists"))
}

impl Envelope {
    /// Refuses signatures of another component, so that they are not put beside this one. Who made them is not looked at: that
    /// it is the right component says nothing of trust.
    ///
    /// # Errors
    /// When it is of another component, or no release of a plugin.
    pub fn expect_component(&self, component: Digest) -> Result<(), TrustError> {
        let statement: Statement = serde_json::from_slice(&self.unchecked_payload()?)
            .map_err(|error| TrustError::malformed(error.to_string()))?;
        let signed = statement.release()?.plugin.digest;
        if signed == component {
            return Ok(());
        }
        Err(TrustError::OtherComponent {
            signed,
            found: component,
        })
    }
}

impl Release {
    /// Signs it, or adds a signature to an envelope over the very same release.
    ///
    /// # Errors
    /// When the envelope is of another release.
    pub fn sign(
        &self,
        key: &SecretKey,
        existing: Option<Envelope>,
    ) -> Result<Envelope, TrustError> {
        let payload = self.statement();
        match existing {
            None => Ok(Envelope::sign(PAYLOAD_TYPE, &payload, key)),
            Some(mut envelope) => {
                if envelope.unchecked_payload()? != payload {
                    return Err(TrustError::OtherRelease);
                }
                envelope.add(&payload, key);
                Ok(envelope)
            }
        }
    }

    /// The release in an envelope, and which of the known keys signed it.
    ///
    /// # Errors
    /// When no known key signed it, or when it is not a release.
    pub(crate) fn open(
        envelope: &Envelope,
        keys: &BTreeMap<KeyId, PublicKey>,
    ) -> Result<(Self, std::collections::BTreeSet<KeyId>), TrustError> {
        let Opened { payload, signers } = envelope.open(PAYLOAD_TYPE, keys)?;
        let statement: Statement = serde_json::from_slice(&payload)
            .map_err(|error| TrustError::malformed(error.to_string()))?;
        Ok((statement.release()?, signers))
    }

    /// What is said of the component, without the component: the predicate that another program signs
    /// (`cosign attest-blob --type urn:assay:plugin-release:1 --predicate FILE`).
    pub fn predicate(&self) -> String {
        let predicate = Predicate {
            plugin: self.plugin.clone(),
            contract: self.contract.clone(),
            descriptor: self.descriptor,
        };
        let mut text =
            serde_json::to_string_pretty(&predicate).expect("a predicate is made of text");
        text.push('\n');
        text
    }

    fn statement(&self) -> Vec<u8> {
        let statement = Statement {
            statement_type: STATEMENT_TYPE.to_owned(),
            subject: vec![Subject {
                name: self.plugin.id.to_string(),
                digest: Sha256 {
                    sha256: self.plugin.digest.hex(),
                },
            }],
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate: Predicate {
                plugin: self.plugin.clone(),
                contract: self.contract.clone(),
                descriptor: self.descriptor,
            },
        };
        serde_json::to_vec(&statement).expect("a statement is made of text")
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Statement {
    #[serde(rename = "_type")]
    statement_type: String,
    subject: Vec<Subject>,
    predicate_type: String,
    predicate: Predicate,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) digest: Sha256,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Sha256 {
    pub(crate) sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Predicate {
    plugin: PluginRef,
    contract: String,
    descriptor: Digest,
}

impl Statement {
    /// The subject and the predicate both name the component, because other tools look at the subject only; they have to agree.
    fn release(self) -> Result<Release, TrustError> {
        let known = [STATEMENT_TYPE, OLDER_STATEMENT_TYPE].contains(&self.statement_type.as_str());
        if !known || self.predicate_type != PREDICATE_TYPE {
            return Err(TrustError::malformed(
                "it is a statement about something else",
            ));
        }
        let [subject] = self.subject.as_slice() else {
            return Err(TrustError::malformed(
                "it does not have exactly one subject",
            ));
        };
        if subject.digest.sha256 != self.predicate.plugin.digest.hex() {
            return Err(TrustError::malformed(
                "its subject is not the component that it describes",
            ));
        }
        Ok(Release {
            plugin: self.predicate.plugin,
            contract: self.predicate.contract,
            descriptor: self.predicate.descriptor,
        })
    }
}
