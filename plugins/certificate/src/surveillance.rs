//! Surveillance audits that a document names, with what it says became of them.

use std::ops::Range;

use assay_sdk::Date;

use crate::{date::Dated, layout::Layout, pattern::Pattern};

/// A surveillance audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) day: Date,
    /// It lies ahead, or did when the document was written.
    pub(crate) due: bool,
    /// The statement, for a quote.
    pub(crate) at: Range<usize>,
}

static SURVEILLANCE: Pattern =
    Pattern::new(r"\b(?:surveillance|ueberwachungsaudits?|annual audit|follow-up audit)\b");
static OTHER: Pattern = Pattern::new(
    r"\b(?:stage|stufe|issued|valid|expir\w*|re-?certification|initial|certificate)\b",
);
/// The same in a letter, whose every sentence may name the certificate.
static OTHER_IN_LETTER: Pattern =
    Pattern::new(r"\b(?:stage|stufe|issued|valid|expir\w*|re-?certification|initial)\b");
/// The audit took place and was not passed: no audit that keeps a certificate in force.
static MISSED: Pattern = Pattern::new(
    r"\b(?:not (?:been )?(?:successful\w*|passed|completed|conducted|performed|carried out|held)|un(?:successful\w*|satisfactory)|failed|cancel+ed|postponed|nicht bestanden)\b",
);
/// Where a letter gives the day apart from the sentence about the audit.
static AUDITED_ON: Pattern = Pattern::new(
    r"(?:^|\n|\|)[ -]*(?:audit dates?|dates? of (?:the )?(?:surveillance )?audit|audited on|auditdatum)\s*[:|]",
);
static DUE: Pattern = Pattern::new(
    r"\b(?:due|planned|scheduled|next|before|by|no later than|not later than|until|latest|pending|upcoming|to be|will|faellig|bis|geplant|preevu)\b",
);
static DONE: Pattern = Pattern::new(
    r"\b(?:passed|completed|conducted|performed|carried out|done|closed|successful\w*|held|took place|bestanden|durchgefuehrt|reealisee|satisfactory|ok|yes)\b",
);

/// Every visit with a certain day that a certificate lists.
pub(crate) fn visits(plain: &str, layout: &Layout, days: &[Dated]) -> Vec<Visit> {
    listed(plain, layout, days, &OTHER)
}

/// Every visit with a certain day that a letter tells of. One that is not said to have been passed is none: a letter may as well
/// say that nobody came.
pub(crate) fn told(plain: &str, layout: &Layout, days: &[Dated]) -> Vec<Visit> {
    let mut visits = listed(plain, layout, days, &OTHER_IN_LETTER);
    let done = |shown: &str| DONE.is_in(shown) && !MISSED.is_in(shown);
    visits.retain(|visit| visit.due || done(&plain[visit.at.clone()]));
    if visits.iter().all(|visit| visit.due) && done(plain) {
        let apart = AUDITED_ON.find(plain).and_then(|label| {
            let line = plain[label.end..]
                .find('\n')
                .map_or(plain.len(), |end| label.end + end);
            let dated = days
                .iter()
                .find(|dated| label.end <= dated.at.start && dated.at.end <= line)?;
            Some(Visit {
                day: dated.day.known()?,
                due: false,
                at: label.start + usize::from(plain[label.start..].starts_with(['\n', '|']))
                    ..dated.at.end,
            })
        });
        visits.extend(apart);
    }
    visits
}

fn listed(plain: &str, layout: &Layout, days: &[Dated], other: &Pattern) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    for sentence in &layout.sentences {
        let shown = &plain[sentence.clone()];
        for found in SURVEILLANCE.find_all(shown) {
            let start = sentence.start + found.end;
            // Up to the next thing that has days of its own.
            let next = SURVEILLANCE.find_all(&plain[start..sentence.end]).next();
            let other = other.find(&plain[start..sentence.end]);
            let end = [next, other]
                .into_iter()
                .flatten()
                .map(|found| start + found.start)
                .min()
                .unwrap_or(sentence.end);
            let lead = &shown[..found.start];
            let lead = &lead[lead
                .rfind([',', ';', '.', '|', '\n'])
                .map_or(0, |at| at + 1)..];
            let mut from = start;
            let within: Vec<&Dated> = days
                .iter()
                .filter(|d| start <= d.at.start && d.at.end <= end)
                .collect();
            for (number, dated) in within.iter().enumerate() {
                let until = within.get(number + 1).map_or(end, |next| next.at.start);
                let before = &plain[from..dated.at.start];
                let after = &plain[dated.at.end..until];
                let after = &after[..after.find([';', ',']).unwrap_or(after.len())];
                let done = DONE.is_in(after) || DONE.is_in(before);
                let due = !done
                    && (DUE.is_in(before) || DUE.is_in(after) || (number == 0 && DUE.is_in(lead)));
                from = dated.at.end;
                let Some(day) = dated.day.known() else {
                    continue;
                };
                let visit = Visit {
                    day,
                    due,
                    at: sentence.clone(),
                };
                if !visits.contains(&visit) {
                    visits.push(visit);
                }
            }
        }
    }
    visits.sort_by_key(|visit| visit.day);
    visits
}
