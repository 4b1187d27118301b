//! What is not wrong, but good to know.

use assay_domain::Untrusted;

/// Something that a person should know about a dossier that could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A document was hashed, but plugins do not get it.
    #[error("evidence/{document} is withheld from plugins: {reason}")]
    Withheld {
        /// Its id.
        document: String,
        /// Why.
        reason: String,
    },
    /// Plugins get a document as bytes only.
    #[error("evidence/{document} cannot be read as text: {reason}")]
    NotText {
        /// Its id.
        document: String,
        /// Why.
        reason: String,
    },
    /// Something to know about the text of a document.
    #[error("evidence/{document}: {}", note.expose().escape_debug())]
    Noted {
        /// Its id.
        document: String,
        /// What the reader says.
        note: Untrusted,
    },
    /// A file is not part of the dossier.
    #[error("{file} is not part of the dossier: {reason}")]
    Ignored {
        /// Its path in the folder.
        file: String,
        /// Why.
        reason: String,
    },
    /// The file of a secret is not there yet; requests that need it will fail.
    #[error(
        "the secret of `{credential}` for endpoint `{endpoint}` should be in {file}, which is not there"
    )]
    NoSecretFile {
        /// The endpoint.
        endpoint: String,
        /// The credential.
        credential: String,
        /// The file, as `supplier.toml` names it.
        file: String,
    },
}
