//! What is signed: one version of one plugin.
//!
//! The form is an in-toto statement, so that other tools can read it.

use std::collections::BTreeMap;

use assay_domain::{Descriptor, Digest, PluginRef};
use serde::{Deserialize, Serialize};

use crate::{
    Envelope, KeyId, PublicKey, SecretKey, TrustError,
    envelope::Opened,
    statement::{PAYLOAD_TYPE, Statement},
};

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
        let signed = Release::read(&self.unchecked_payload()?)?.plugin.digest;
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
        Ok((Self::read(&payload)?, signers))
    }

    /// What is said of the component, without the component: the predicate that another program signs
    /// (`cosign attest-blob --type urn:assay:plugin-release:1 --predicate FILE`).
    pub fn predicate(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(&self.said()).expect("a predicate is made of text");
        text.push('\n');
        text
    }

    fn said(&self) -> Predicate {
        Predicate {
            plugin: self.plugin.clone(),
            contract: self.contract.clone(),
            descriptor: self.descriptor,
        }
    }

    fn statement(&self) -> Vec<u8> {
        let (name, component) = (self.plugin.id.to_string(), self.plugin.digest);
        Statement::new(name, component, PREDICATE_TYPE, self.said()).to_bytes()
    }

    /// The subject and the predicate both name the component, because other tools look at the subject only; they have to agree.
    fn read(payload: &[u8]) -> Result<Self, TrustError> {
        let (file, said) = Statement::<Predicate>::read(payload, PREDICATE_TYPE)?;
        if file != said.plugin.digest {
            return Err(TrustError::malformed(
                "its subject is not the component that it describes",
            ));
        }
        Ok(Self {
            plugin: said.plugin,
            contract: said.contract,
            descriptor: said.descriptor,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Predicate {
    plugin: PluginRef,
    contract: String,
    descriptor: Digest,
}
