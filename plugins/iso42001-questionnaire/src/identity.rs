//! Whether the certificates that the dossier claims are held by the supplier.

use assay_sdk::{CertificateClaim, is_placeholder};

use crate::sheet::Sheet;

/// A certificate of an organisation that is not the supplier.
pub(crate) enum Foreign {
    /// To ISO/IEC 42001.
    Aims,
    /// To another standard.
    Other,
}

/// Whether another entity than the supplier holds a claimed certificate. A person holds a personal one, as it should be.
pub(crate) fn foreign_holder(sheet: &Sheet) -> Option<Foreign> {
    let mut foreign = sheet.certificates.iter().filter(|claim| {
        let holder = claim
            .holder
            .as_deref()
            .filter(|holder| !is_placeholder(holder));
        !claim.is_of_a_person() && holder.is_some_and(|holder| !sheet.is_supplier(holder))
    });
    let about_42001 = |claim: &CertificateClaim| claim.standard.contains("42001");
    let first = foreign.next()?;
    let aims = about_42001(first) || foreign.any(about_42001);
    Some(if aims { Foreign::Aims } else { Foreign::Other })
}
