//! What stands around quotes, for those who have the documents at hand.

use std::collections::BTreeMap;

use assay_domain::{Digest, Document, Evidence};
use assay_register::SupplierView;

use crate::{QuoteContext, QuoteContexts, QuotePlace};

/// At most `bytes` of text on each side of every quote of the view. Quotes of documents that are not among these are left out.
pub fn quote_contexts(view: &SupplierView, documents: &[Document], bytes: usize) -> QuoteContexts {
    let texts: BTreeMap<Digest, &str> = documents
        .iter()
        .filter_map(|document| Some((document.digest, document.text()?)))
        .collect();
    let findings = view.open_findings.iter().chain(&view.closed_findings);
    let observations =
        view.latest.observations.iter().chain(
            findings.flat_map(|finding| finding.observations.iter().chain(&finding.closed_by)),
        );
    observations
        .flat_map(|observation| &observation.evidence)
        .filter_map(|evidence| {
            let Evidence::Quote {
                digest, start, end, ..
            } = evidence
            else {
                return None;
            };
            let text = texts.get(digest)?;
            let (from, to) = (usize::try_from(*start).ok()?, usize::try_from(*end).ok()?);
            let before = text.get(..from)?;
            let after = text.get(to..)?;
            let context = QuoteContext {
                before: before[before.ceil_char_boundary(before.len().saturating_sub(bytes))..]
                    .into(),
                after: after[..after.floor_char_boundary(bytes)].into(),
            };
            Some((
                QuotePlace {
                    document: *digest,
                    start: *start,
                    end: *end,
                },
                context,
            ))
        })
        .collect()
}
