//! Certificates that a supplier claims to hold.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Untrusted;

/// A claim, as the dossier holds it. Nothing in it has been verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CertificateClaim {
    /// The standard with its edition, for example `ISO/IEC 42001:2023`.
    pub standard: Untrusted,
    /// The number on it.
    pub number: Option<Untrusted>,
    /// The legal entity that holds it.
    pub holder: Option<Untrusted>,
    /// The scope text.
    pub scope: Option<Untrusted>,
    /// The body that issued it.
    pub certification_body: Option<Untrusted>,
    /// The body that accredited the issuer.
    pub accreditation_body: Option<Untrusted>,
    /// The first day of validity.
    pub issued_on: Option<Date>,
    /// The last day of validity.
    pub expires_on: Option<Date>,
    /// The id of the document that shows it.
    pub document: Option<String>,
}
