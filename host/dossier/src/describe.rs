//! `[[documents]]`: what the buyer says about a file of `evidence/`, and references to such files.

use std::collections::BTreeMap;

use assay_domain::{Document, DocumentKind, IndependentReview};

use crate::{
    EVIDENCE_FOLDER,
    nearest::suggestion,
    show::shown,
    value::{Once, Value},
};

/// Fills the description into the document that it names.
pub(crate) fn read(
    value: &Value<'_>,
    described: &mut Once,
    documents: &mut BTreeMap<String, Document>,
) {
    let Some(table) = value.table(&[
        "file",
        "kind",
        "dated",
        "in-force",
        "reviewed-by",
        "reviewed-on",
    ]) else {
        return;
    };
    let kinds = DocumentKind::ALL.map(|kind| (kind.label(), kind));
    let kind = table.get("kind").and_then(|value| value.word(&kinds));
    let dated = table.date("dated");
    let in_force = table.get("in-force").and_then(|value| value.flag());
    let reviewed_on = table.date("reviewed-on");
    let review = match (table.get("reviewed-by"), table.get("reviewed-on")) {
        (Some(by), Some(_)) => by
            .untrusted()
            .zip(reviewed_on)
            .map(|(reviewed_by, reviewed_on)| IndependentReview {
                reviewed_by,
                reviewed_on,
            }),
        (Some(_), None) => {
            table.missing("reviewed-on");
            None
        }
        (None, Some(_)) => {
            table.missing("reviewed-by");
            None
        }
        (None, None) => None,
    };

    let Some(file) = table.require("file") else {
        return;
    };
    let id = {
        let known: Vec<&str> = documents.keys().map(String::as_str).collect();
        known_document(&file, &known)
    };
    let Some(document) = id.and_then(|id| documents.get_mut(&id)) else {
        return;
    };
    described.check(&document.id, &file);
    document.kind = kind.unwrap_or(document.kind);
    document.dated = dated;
    document.in_force = in_force.unwrap_or(false);
    document.review = review;
}

/// The id of a document that is there.
pub(crate) fn known_document(value: &Value<'_>, documents: &[&str]) -> Option<String> {
    let text = value.text()?;
    if documents.contains(&text) {
        return Some(text.to_owned());
    }
    let below = text
        .strip_prefix(EVIDENCE_FOLDER)
        .and_then(|rest| rest.strip_prefix('/'))
        .filter(|rest| documents.contains(rest));
    let help = match below {
        Some(rest) => Some(format!(
            "paths start below {EVIDENCE_FOLDER}/: write `{rest}`"
        )),
        None => suggestion(text, documents),
    };
    value.wrong(
        format!("there is no file {EVIDENCE_FOLDER}/{}", shown(text)),
        help,
    );
    None
}
