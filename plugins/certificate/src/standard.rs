//! Which standard a document certifies against.

use std::ops::Range;

use crate::{layout::Layout, pattern::Pattern};

/// A standard that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standard {
    /// `42001`, `27001`, `soc2`, ...
    pub(crate) number: String,
    /// The year of the edition.
    pub(crate) edition: Option<u16>,
    /// A draft: DIS, FDIS, CD, prEN.
    pub(crate) draft: bool,
    /// A national or European adoption, which may have a year of its own.
    pub(crate) adopted: bool,
    pub(crate) at: Range<usize>,
}

impl Standard {
    pub(crate) fn is_aims(&self) -> bool {
        self.number == "42001"
    }

    /// As a person writes it.
    pub(crate) fn shown(&self) -> String {
        match self.number.as_str() {
            "soc2" => "SOC 2".to_owned(),
            "9001" | "14001" => format!("ISO {}", self.number),
            number => format!("ISO/IEC {number}"),
        }
    }
}

static NAMED: Pattern = Pattern::new(
    r"(?:\b(?:bs|en|din|nf|une|uni|nen|sfs|ss|ds|csa|ns|oenorm|prefix|pren)[ -]{1,2})*\b(?:iso|iec|iso ?/ ?iec|isoiec)[ /-]{0,3}(?:(?:f?dis|cd|wd|prf)[ -]{0,2})?(\d{4,5})(?:-\d+)?(?:[ ]?[:(-][ ]?(?:20\d\d|19\d\d)\b\)?)?|\b(soc ?2)\b|\b(42001)(?:[ ]?:[ ]?20\d\d)?\b",
);
static YEAR: Pattern = Pattern::new(r"[:(-][ ]?((?:20|19)\d\d)\)?$");
static DRAFT: Pattern = Pattern::new(r"\b(?:f?dis|cd|wd|prf|pren)\b");
static ADOPTED: Pattern =
    Pattern::new(r"^(?:bs|en|din|nf|une|uni|nen|sfs|ss|ds|csa|ns|oenorm|pren)\b");
/// Words before the standard that a certificate is to.
static REQUIREMENTS: Pattern = Pattern::new(
    r"\b(?:requirements|provisions|conform\w*|compl(?:y|ies|iance|iant)|accordance|against|meets|fulfil\w*|satisf\w+|certif\w+|registered|approved|according to|standard|anforderungen|nach|norm|exigences|conformitee|aligned|alignment|principles)\b",
);

/// Every standard that a plain text names.
pub(crate) fn all(plain: &str) -> Vec<Standard> {
    NAMED
        .captures(plain)
        .map(|(whole, number)| {
            let shown = &plain[whole.clone()];
            let year = YEAR.captures(shown).next().map(|(_, year)| year);
            Standard {
                number: plain[number].replace(' ', ""),
                edition: year.and_then(|year| shown[year].parse().ok()),
                draft: DRAFT.is_in(shown),
                adopted: ADOPTED.is_in(shown),
                at: whole,
            }
        })
        .collect()
}

/// The standard that the document certifies against: the one that a label names, or a sentence about requirements, or a heading.
pub(crate) fn of(plain: &str, layout: &Layout, labelled: Option<Range<usize>>) -> Option<Standard> {
    let every = all(plain);
    let in_range = |range: &Range<usize>| {
        every
            .iter()
            .find(|s| range.start <= s.at.start && s.at.end <= range.end && !is_scheme(&s.number))
            .cloned()
    };
    if let Some(found) = labelled.as_ref().and_then(in_range) {
        return Some(found);
    }
    let about_the_issuer = |sentence: &Range<usize>| {
        let shown = &plain[sentence.clone()];
        shown.contains("accredit") || shown.contains("akkredit")
    };
    let demanded = layout
        .sentences
        .iter()
        .filter(|s| !about_the_issuer(s) && REQUIREMENTS.is_in(&plain[(*s).clone()]))
        .find_map(in_range);
    let with_edition = |found: Standard| {
        // The title may give the edition that the sentence leaves out.
        let fuller = every
            .iter()
            .find(|s| s.number == found.number && s.edition.is_some());
        match (found.edition, fuller) {
            (None, Some(fuller)) => fuller.clone(),
            _ => found,
        }
    };
    demanded
        .or_else(|| {
            layout
                .sentences
                .iter()
                .filter(|s| !about_the_issuer(s))
                .find_map(in_range)
        })
        .or_else(|| every.iter().find(|s| !is_scheme(&s.number)).cloned())
        .map(with_edition)
}

/// Standards for bodies that certify, not for organisations that are certified.
pub(crate) fn is_scheme(number: &str) -> bool {
    matches!(
        number,
        "17021" | "17024" | "17065" | "17011" | "42006" | "27006" | "17000"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_are_read_with_edition_and_state() {
        let read = |text: &str| {
            all(text)
                .into_iter()
                .map(|s| (s.number, s.edition, s.draft, s.adopted))
                .collect::<Vec<_>>()
        };
        let aims = |edition, draft, adopted| vec![("42001".to_owned(), edition, draft, adopted)];
        assert_eq!(read("iso/iec 42001:2023"), aims(Some(2023), false, false));
        assert_eq!(
            read("iso/iec 42001 : 2023."),
            aims(Some(2023), false, false)
        );
        assert_eq!(read("iso 42001"), aims(None, false, false));
        assert_eq!(read("iso/iec dis 42001"), aims(None, true, false));
        assert_eq!(read("bs iso/iec 42001:2024"), aims(Some(2024), false, true));
        assert_eq!(read("iso/iec 17021-1:2015")[0].0, "17021");
        assert_eq!(read("soc 2 type ii")[0].0, "soc2");
        assert_eq!(read("aims-2025-0042"), Vec::new());
    }
}
