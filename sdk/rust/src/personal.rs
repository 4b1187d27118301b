//! Certificates of persons, which show competence and never a management system.

use crate::CertificateClaim;

/// Words by which the title of a certificate names a person's skill.
const PERSONAL: &[&str] = &[
    "lead auditor",
    "lead implementer",
    "internal auditor",
    "foundation",
    "practitioner",
    "training",
    "course",
];

impl CertificateClaim {
    /// True when what is claimed is the certificate of a person, such as a lead auditor, and not of an organisation.
    pub fn is_of_a_person(&self) -> bool {
        let standard = self.standard.to_lowercase();
        PERSONAL.iter().any(|word| standard.contains(word))
    }
}
