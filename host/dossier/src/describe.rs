//! `[[documents]]`: what the buyer says about a file of `evidence/`, and references to such files.

use std::collections::BTreeMap;

use assay_domain::{Document, DocumentKind, IndependentReview};

use crate::{
    EVIDENCE_FOLDER,
    nearest::suggestion,
    show::shown,
    value::{Once, Value},
};

/// One document is the newer version of another.
pub(crate) struct Replacement<'a> {
    newer: String,
    older: String,
    /// Where it is said.
    at: Value<'a>,
}

/// Fills the description into the document that it names, and answers what that one replaces.
pub(crate) fn read<'a>(
    value: &Value<'a>,
    described: &mut Once,
    documents: &mut BTreeMap<String, Document>,
) -> Option<Replacement<'a>> {
    let table = value.table(&[
        "file",
        "kind",
        "dated",
        "in-force",
        "replaces",
        "reviewed-by",
        "reviewed-on",
    ])?;
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

    let file = table.require("file")?;
    let (id, replaces) = {
        let known: Vec<&str> = documents.keys().map(String::as_str).collect();
        let replaces = table
            .get("replaces")
            .and_then(|at| known_document(&at, &known).map(|older| (older, at)));
        (known_document(&file, &known), replaces)
    };
    let document = documents.get_mut(&id?)?;
    described.check(&document.id, &file);
    document.kind = kind.unwrap_or(document.kind);
    document.dated = dated;
    document.in_force = in_force.unwrap_or(false);
    document.review = review;
    let newer = document.id.clone();
    replaces.map(|(older, at)| Replacement { newer, older, at })
}

/// Fills in which document replaces which, once all are described, and answers the replaced terms in order.
///
/// Every document has at most one newer and one older version, so what is left after the checks are chains in time.
pub(crate) fn replace(
    replacements: Vec<Replacement<'_>>,
    documents: &mut BTreeMap<String, Document>,
) -> Vec<String> {
    let mut newer_of: BTreeMap<String, String> = BTreeMap::new();
    for Replacement { newer, older, at } in replacements {
        if let Some(other) = newer_of.get(&older) {
            at.wrong(
                format!(
                    "`{}` is replaced by `{}` already",
                    shown(&older),
                    shown(other)
                ),
                "name the version right before this one".to_owned(),
            );
        } else if comes_after(&newer_of, &newer, &older) {
            at.wrong(
                format!(
                    "`{}` is no older version: it replaces `{}`",
                    shown(&older),
                    shown(&newer)
                ),
                "let only the newer of two versions name the other".to_owned(),
            );
        } else if documents
            .get(&older)
            .is_some_and(|document| document.in_force)
        {
            at.wrong(
                format!("`{}` is described as in force", shown(&older)),
                "a replaced version binds nobody: take `in-force` away from it".to_owned(),
            );
        } else {
            if let Some(document) = documents.get_mut(&newer) {
                document.replaces = Some(older.clone());
            }
            newer_of.insert(older, newer);
        }
    }
    let is_terms = |id: &String| {
        documents.get(id).is_some_and(|document| {
            document.kind.is_binding() || document.kind == DocumentKind::PrivacyPolicy
        })
    };
    newer_of
        .into_iter()
        .filter(|(_, newer)| is_terms(newer))
        .map(|(older, _)| older)
        .collect()
}

/// Whether `later` is `document` itself or one of the versions that came after it.
fn comes_after(newer_of: &BTreeMap<String, String>, document: &str, later: &str) -> bool {
    std::iter::successors(Some(document), |id| newer_of.get(*id).map(String::as_str))
        .any(|id| id == later)
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
