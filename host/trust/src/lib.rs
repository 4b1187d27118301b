//! Whose plugins may run, and with what.
//!
//! Three files answer that. `NAME.wasm.dsse.json` beside a component says who stands behind exactly these bytes.
//! `trust.toml`, written by the operator, says whose word counts, and for which suppliers. `assay.lock`, written by
//! `assay plugin add`, says which components were let in, and what each of them was granted.

mod answers;
#[cfg(feature = "cosign")]
mod cosign;
mod envelope;
mod error;
mod key;
mod lock;
mod policy;
mod release;
mod statement;

pub use answers::SignedAnswers;
pub use envelope::{Envelope, MAX_ENVELOPE_BYTES};
pub use error::TrustError;
pub use key::{KeyId, PublicKey, SecretKey};
pub use lock::{Change, Lock, LockError, Locked};
pub use policy::{Endorsement, Publisher, Reach, Trust};
pub use release::{Release, descriptor_digest};

/// The contract that releases are signed for.
pub const CONTRACT: &str = "assay:plugin@0.1.0";

/// The file of signatures that belongs to a component, or to a file of answers.
pub fn signature_path(component: &std::path::Path) -> std::path::PathBuf {
    let mut name = component.as_os_str().to_owned();
    name.push(".dsse.json");
    name.into()
}
