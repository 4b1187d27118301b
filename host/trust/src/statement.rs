//! Statements of the in-toto attestation framework, version 1: something is said of a file, which is named by its digest, in a form
//! that other tools can read.

use assay_domain::Digest;
use serde::{Deserialize, Serialize};

use crate::TrustError;

/// How an envelope names them.
pub(crate) const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
const TYPE: &str = "https://in-toto.io/Statement/v1";
/// What cosign up to version 2 writes; its fields are the same.
const OLDER_TYPE: &str = "https://in-toto.io/Statement/v0.1";

/// What is said of one file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Statement<P> {
    #[serde(rename = "_type")]
    statement_type: String,
    subject: Vec<Subject>,
    predicate_type: String,
    predicate: P,
}

#[derive(Serialize, Deserialize)]
struct Subject {
    name: String,
    digest: Sha256,
}

#[derive(Serialize, Deserialize)]
struct Sha256 {
    sha256: String,
}

impl<P: Serialize> Statement<P> {
    pub(crate) fn new(name: String, file: Digest, predicate_type: &str, predicate: P) -> Self {
        let digest = Sha256 { sha256: file.hex() };
        Self {
            statement_type: TYPE.to_owned(),
            subject: vec![Subject { name, digest }],
            predicate_type: predicate_type.to_owned(),
            predicate,
        }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a statement is made of text")
    }
}

impl<P: for<'a> Deserialize<'a>> Statement<P> {
    /// What is said in a payload, and the digest of the file that it is said of.
    ///
    /// # Errors
    /// When it is no statement of this kind on exactly one file.
    pub(crate) fn read(payload: &[u8], predicate_type: &str) -> Result<(Digest, P), TrustError> {
        let statement: Self = serde_json::from_slice(payload)
            .map_err(|error| TrustError::malformed(error.to_string()))?;
        let known = [TYPE, OLDER_TYPE].contains(&statement.statement_type.as_str());
        if !known || statement.predicate_type != predicate_type {
            return Err(TrustError::malformed(
                "it is a statement about something else",
            ));
        }
        let [subject] = statement.subject.as_slice() else {
            return Err(TrustError::malformed(
                "it does not have exactly one subject",
            ));
        };
        let file = format!("sha256:{}", subject.digest.sha256)
            .parse()
            .map_err(|_| TrustError::malformed("its subject has no digest by SHA-256"))?;
        Ok((file, statement.predicate))
    }
}
