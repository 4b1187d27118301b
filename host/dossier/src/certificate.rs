//! `[[certificates]]`: what the supplier claims to hold.

use assay_domain::CertificateClaim;

use crate::{describe::known_document, value::Value};

pub(crate) fn read(value: &Value<'_>, documents: &[&str]) -> Option<CertificateClaim> {
    let table = value.table(&[
        "standard",
        "number",
        "holder",
        "scope",
        "certification-body",
        "accreditation-body",
        "issued-on",
        "expires-on",
        "document",
    ])?;
    let issued_on = table.date("issued-on");
    let expires = table.get("expires-on");
    let expires_on = expires.as_ref().and_then(Value::date);
    if let (Some(issued), Some(expires_on), Some(expires)) = (issued_on, expires_on, expires)
        && expires_on < issued
    {
        expires.wrong("is before `issued-on`", None);
    }
    Some(CertificateClaim {
        number: table.text("number"),
        holder: table.text("holder"),
        scope: table.text("scope"),
        certification_body: table.text("certification-body"),
        accreditation_body: table.text("accreditation-body"),
        issued_on,
        expires_on,
        document: table
            .get("document")
            .and_then(|value| known_document(&value, documents)),
        standard: table.require("standard")?.untrusted()?,
    })
}
