//! Who gave a file of answers. A signature says who said it, not that it is true: signed answers earn what unsigned ones earn.

use std::{collections::BTreeSet, sync::Arc};

use assay_domain::{Digest, SupplierId};
use serde::{Deserialize, Serialize};

use crate::{
    Envelope, KeyId, Publisher, Reach, SecretKey, Trust, TrustError,
    envelope::Opened,
    release::{Sha256, Subject},
};

const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
const PREDICATE_TYPE: &str = "urn:assay:answers:1";

/// A file of answers of one supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAnswers {
    /// Who answers.
    pub supplier: SupplierId,
    /// The file, byte for byte.
    pub file: Digest,
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
struct Predicate {
    supplier: SupplierId,
}

impl SignedAnswers {
    /// Signs it.
    pub fn sign(&self, key: &SecretKey) -> Envelope {
        let statement = Statement {
            statement_type: STATEMENT_TYPE.to_owned(),
            subject: vec![Subject {
                name: self.supplier.to_string(),
                digest: Sha256 {
                    sha256: self.file.hex(),
                },
            }],
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate: Predicate {
                supplier: self.supplier.clone(),
            },
        };
        let payload = serde_json::to_vec(&statement).expect("a statement is made of text");
        Envelope::sign(PAYLOAD_TYPE, &payload, key)
    }

    fn open(envelope: &Envelope, trust: &Trust) -> Result<(Self, BTreeSet<KeyId>), TrustError> {
        let Opened { payload, signers } = envelope.open(PAYLOAD_TYPE, trust.keys())?;
        let statement: Statement = serde_json::from_slice(&payload)
            .map_err(|error| TrustError::malformed(error.to_string()))?;
        let [subject] = statement.subject.as_slice() else {
            return Err(TrustError::malformed(
                "it does not have exactly one subject",
            ));
        };
        let ours = statement.statement_type == STATEMENT_TYPE
            && statement.predicate_type == PREDICATE_TYPE;
        let file = format!("sha256:{}", subject.digest.sha256).parse().ok();
        let Some(file) = file.filter(|_| ours) else {
            return Err(TrustError::malformed(
                "it is a statement about something else",
            ));
        };
        let answers = Self {
            supplier: statement.predicate.supplier,
            file,
        };
        Ok((answers, signers))
    }
}

impl Trust {
    /// Who of a supplier signed these answers: somebody whom trust.toml lists as an affiliate of it.
    ///
    /// # Errors
    /// When nobody of the supplier signed, the key is revoked, or something else was signed.
    pub fn signer(
        &self,
        answers: &SignedAnswers,
        envelope: &Envelope,
    ) -> Result<Arc<Publisher>, TrustError> {
        let (signed, signers) = SignedAnswers::open(envelope, self)?;
        let good = self.unrevoked(&signers)?;
        if signed.file != answers.file {
            return Err(TrustError::OtherFile {
                signed: signed.file,
                found: answers.file,
            });
        }
        let of_supplier = self.publishers().iter().find(|publisher| {
            publisher.reach(&answers.supplier) == Reach::Affiliate && publisher.has_signed(&good)
        });
        if signed.supplier != answers.supplier {
            return Err(TrustError::NotTheSupplier {
                supplier: answers.supplier.clone(),
            });
        }
        of_supplier
            .cloned()
            .ok_or_else(|| TrustError::NotTheSupplier {
                supplier: answers.supplier.clone(),
            })
    }
}
