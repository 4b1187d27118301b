//! Evidence in a few words.

use assay_domain::Evidence;

use crate::encode::{Text, terminal::Plain};

/// For a column of a table.
pub(super) fn place(evidence: &Evidence) -> Plain {
    words(evidence, false, 60)
}

/// With the place of a quote in its document, so that a person can look it up.
pub(super) fn exact(evidence: &Evidence) -> Plain {
    words(evidence, true, 160)
}

/// Everything is cut, names of documents and of fields too: one long name would push the rest off the page.
fn words(evidence: &Evidence, bytes: bool, room: usize) -> Plain {
    let text = match evidence {
        Evidence::Answer {
            question, value, ..
        } => format!("answer {question}: \u{201c}{}\u{201d}", short(value, room)),
        Evidence::Quote {
            document,
            start,
            end,
            text,
            place,
            ..
        } => {
            let place = place
                .as_ref()
                .map_or_else(String::new, |place| format!(", {}", short(place, room)));
            let span = if bytes {
                format!(", bytes {start} to {end}")
            } else {
                String::new()
            };
            let (document, text) = (short(document, room), short(text, room));
            format!("{document}{place}{span}: \u{201c}{text}\u{201d}")
        }
        Evidence::Exchange {
            request, result, ..
        } => format!("{} \u{2192} {}", short(request, room), short(result, room)),
        Evidence::Certificate { field, value, .. } => {
            format!(
                "certificate {} = {}",
                short(field, room),
                short(value, room)
            )
        }
        Evidence::Profile { path, value } => {
            format!("profile {} = {}", short(path, room), short(value, room))
        }
    };
    Plain::show(text)
}

fn short<T: Text + ?Sized>(text: &T, room: usize) -> Plain {
    Plain::of(text).cut(room)
}
