//! Looks into a register of certificates, kept as documents of the dossier.

use std::ops::Range;

use assay_sdk::{Date, Span, Text};

use crate::{
    date::{self, Dated},
    labels::{self, Field},
    layout::Layout,
    pattern::Pattern,
    reading::Status,
};

/// What a look into a register gave.
#[derive(Debug)]
pub(crate) struct LookUp {
    text: Text,
    pub(crate) plain: String,
    /// The state that the register gives.
    pub(crate) status: Option<(Status, Range<usize>)>,
    /// The register has no such certificate.
    pub(crate) not_found: Option<Range<usize>>,
    /// The day on which somebody looked.
    pub(crate) on: Option<Dated>,
}

static REGISTER: Pattern = Pattern::new(
    r"\b(?:register|registry|directory|database|certsearch|verzeichnis|registre|certificate (?:search|check|finder|lookup|look-up|verification))\b",
);
static LOOKED: Pattern = Pattern::new(
    r"\b(?:look(?:ed)?[ -]?up|search(?:ed)?(?: results?)?|queried|query|retrieved|checked|consulted|accessed|extract|abgerufen|abfrage|verified|screenshot|printed|as shown)\b",
);
static NOT_FOUND: Pattern = Pattern::new(
    r"\b(?:no (?:matching )?(?:results?|records?|entr(?:y|ies)|certificates?|match(?:es)?)(?: (?:was|were))?(?: found)?|not found|could not be found|nothing found|0 results|unknown certificate|does not exist|kein (?:treffer|eintrag)|aucun reesultat)\b",
);

/// True for a document that keeps what a register said: its title or name says so, and somebody looked.
pub(crate) fn is_look_up(name: &str, plain: &str) -> bool {
    let opening = &plain[..plain.len().min(300)];
    let named = REGISTER.is_in(&name.to_lowercase().replace(['-', '_', '.'], " "))
        || REGISTER.is_in(opening);
    named && LOOKED.is_in(plain)
}

impl LookUp {
    pub(crate) fn read(text: Text, plain: String) -> Self {
        let layout = Layout::of(text.as_str(), &plain);
        let days = date::all(&plain);
        let status = layout
            .pieces
            .iter()
            .enumerate()
            .find_map(|(number, piece)| {
                let shown = &plain[piece.at.clone()];
                let (Field::Status, value) = labels::at_start(shown)? else {
                    return None;
                };
                let (value, end) = if value < shown.len() {
                    (&shown[value..], piece.at.end)
                } else {
                    let next = layout.pieces.get(number + 1)?;
                    (&plain[next.at.clone()], next.at.end)
                };
                Some((Status::read(value), piece.at.start..end))
            });
        let status = status.or_else(|| {
            layout.sentences.iter().find_map(|s| {
                let status = Status::read(&plain[s.clone()]);
                let telling =
                    matches!(status, Status::Valid) && plain[s.clone()].contains("status");
                (telling
                    || matches!(
                        status,
                        Status::Suspended | Status::Withdrawn | Status::Expired
                    ))
                .then(|| (status, s.clone()))
            })
        });
        let not_found = layout
            .sentences
            .iter()
            .find(|s| NOT_FOUND.is_in(&plain[(*s).clone()]))
            .cloned();
        let on = days
            .iter()
            .find(|d| {
                let lead = &plain[d.at.start.saturating_sub(60)..d.at.start];
                let lead = lead.rsplit(['\n', '.', '|']).next().unwrap_or_default();
                LOOKED.is_in(lead) || lead.contains("as of") || lead.contains("stand")
            })
            .or_else(|| {
                days.iter().find(|d| {
                    let line = plain[..d.at.start].rfind('\n').map_or(0, |at| at + 1);
                    LOOKED.is_in(&plain[line..d.at.start])
                })
            })
            .cloned();
        Self {
            text,
            plain,
            status,
            not_found,
            on,
        }
    }

    /// The day on which somebody looked, when it is certain.
    pub(crate) fn day(&self) -> Option<Date> {
        self.on.as_ref()?.day.known()
    }

    pub(crate) fn quote(&self, at: &Range<usize>) -> Span {
        self.text.quote(at.clone())
    }

    /// Where a number stands in it, however it is spaced.
    pub(crate) fn place_of(&self, number: &str) -> Option<Range<usize>> {
        find_loosely(&self.plain, number)
    }
}

/// Where letters and digits stand in a plain text in this order, whatever signs lie between them. Not inside another word.
pub(crate) fn find_loosely(plain: &str, sought: &str) -> Option<Range<usize>> {
    let sought: Vec<u8> = crate::plain::folded(sought)
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .collect();
    let (first, rest) = sought.split_first()?;
    let bytes = plain.as_bytes();
    let is_sign = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    for start in 0..bytes.len() {
        if bytes[start] != *first || (start > 0 && is_sign(start - 1)) {
            continue;
        }
        let mut at = start + 1;
        let matched = rest.iter().all(|wanted| {
            // A few signs may lie between: spaces, hyphens, a line end.
            let skipped = bytes[at..]
                .iter()
                .take(6)
                .take_while(|b| !b.is_ascii_alphanumeric())
                .count();
            at += skipped;
            let fits = bytes.get(at) == Some(wanted);
            at += 1;
            fits && at <= bytes.len()
        });
        if matched && !is_sign(at) {
            return Some(start..at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_spaced() {
        let plain = "certificate ai 25/0042 of today";
        assert_eq!(
            find_loosely(plain, "AI-25-0042").map(|at| &plain[at]),
            Some("ai 25/0042")
        );
        assert_eq!(find_loosely(plain, "AI-25-004"), None);
        assert_eq!(find_loosely(plain, ""), None);
        assert_eq!(find_loosely("a", "ab"), None);
    }
}
