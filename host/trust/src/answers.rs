//! Who gave a file of answers. A signature says who said it, not that it is true: signed answers earn what unsigned ones earn.

use std::{collections::BTreeSet, sync::Arc};

use assay_domain::{Digest, SupplierId};
use serde::{Deserialize, Serialize};

use crate::{
    Envelope, KeyId, Publisher, Reach, SecretKey, Trust, TrustError,
    envelope::Opened,
    statement::{PAYLOAD_TYPE, Statement},
};

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
struct Predicate {
    supplier: SupplierId,
}

impl SignedAnswers {
    /// Signs it.
    pub fn sign(&self, key: &SecretKey) -> Envelope {
        let supplier = self.supplier.clone();
        let name = supplier.to_string();
        let statement = Statement::new(name, self.file, PREDICATE_TYPE, Predicate { supplier });
        Envelope::sign(PAYLOAD_TYPE, &statement.to_bytes(), key)
    }

    fn open(envelope: &Envelope, trust: &Trust) -> Result<(Self, BTreeSet<KeyId>), TrustError> {
        let Opened { payload, signers } = envelope.open(PAYLOAD_TYPE, trust.keys())?;
        let (file, said) = Statement::<Predicate>::read(&payload, PREDICATE_TYPE)?;
        let answers = Self {
            supplier: said.supplier,
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
        let may_answer = |publisher: &&Arc<Publisher>| {
            publisher.reach(&answers.supplier) == Reach::Affiliate && publisher.has_signed(&good)
        };
        self.publishers()
            .iter()
            .find(may_answer)
            .filter(|_| signed.supplier == answers.supplier)
            .cloned()
            .ok_or_else(|| TrustError::NotTheSupplier {
                supplier: answers.supplier.clone(),
            })
    }
}
