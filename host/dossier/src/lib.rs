//! A supplier folder in, a typed and hashed dossier out.
//!
//! The folder holds `supplier.toml`, which the buyer owns, `answers.toml`, which the supplier fills in, and `evidence/`.
//! [`open`] reads it into the words of the domain and hashes every file that it read; whatever is wrong with it is reported
//! together, with file, line and key. [`init`] writes a folder to start from. Nothing here knows what day it is, resolves a
//! name, or reads a secret.

mod answers;
mod certificate;
mod credential;
mod describe;
mod endpoint;
mod error;
mod evidence;
mod init;
mod kind;
mod nearest;
mod open;
mod problems;
mod sniff;
mod source;
mod supplier;
mod system;
mod value;
mod warning;

use assay_toml::show;
use std::collections::BTreeMap;

use assay_domain::{Answer, Document, InputDigest, QuestionId, Supplier};

pub use error::{DossierError, Problem};
pub use evidence::open_document;
pub use init::init;
pub use kind::media_type;
pub use open::open;
pub use warning::Warning;

/// The buyer's file.
pub const SUPPLIER_FILE: &str = "supplier.toml";
/// The supplier's answers.
pub const ANSWERS_FILE: &str = "answers.toml";
/// The folder of documents.
pub const EVIDENCE_FOLDER: &str = "evidence";

/// A supplier folder, read and checked. What is missing in it is missing here: silence stays silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// What the buyer says about the supplier.
    pub supplier: Supplier,
    /// What the supplier answered. Whether a question exists is for the plugins to say.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// The files of `evidence/` in the order of their ids.
    pub documents: Vec<Document>,
    /// The digest of every file that was read, in the order of names.
    pub inputs: Vec<InputDigest>,
    /// What a person should know although it is not wrong.
    pub warnings: Vec<Warning>,
}
