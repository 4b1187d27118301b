//! Which document prevails when two say different things, taken only from what the documents state.

use crate::identity::Kind;
use crate::pattern::Pattern;
use crate::text::Text;

static CONFLICT: Pattern = Pattern::new(
    r"\b(?:conflicts?|inconsisten\w+|discrepanc\w+|contradict\w+|order of precedence)\b",
);
static PREVAILS: Pattern =
    Pattern::new(r"\b(?:prevails?|controls?|governs?|takes? precedence|supersedes?)\b");
static NAMED: Pattern = Pattern::new(
    r"\b(this|the|these) (?:terms of (?:this |the )?)?(dpa|data processing (?:agreement|addendum)|addendum|(?:master |services? |main |customer |business |commercial )*agreement|(?:business |commercial |service )*terms)\b",
);

/// The number of the document that prevails, or none when nothing is stated or two documents each claim it.
pub(crate) fn prevailing(documents: &[(&Text, Kind)]) -> Option<usize> {
    let mut winner = None;
    for (number, (text, kind)) in documents.iter().enumerate() {
        for sentence in 0..text.sentences().len() {
            let sentence = text.of(sentence);
            let Some(named) = stated(sentence) else {
                continue;
            };
            let found = match named {
                Stated::This => Some(number),
                Stated::Other(other) if other == *kind => Some(number),
                Stated::Other(other) => only(documents, other),
            };
            match (winner, found) {
                (Some(before), Some(now)) if before != now => return None,
                (_, Some(now)) => winner = Some(now),
                (_, None) => {}
            }
        }
    }
    winner
}

enum Stated {
    This,
    Other(Kind),
}

/// What a sentence about conflicts says prevails.
fn stated(sentence: &str) -> Option<Stated> {
    if !CONFLICT.is_in(sentence) {
        return None;
    }
    let prevails = PREVAILS.find(sentence)?;
    // "In order of precedence: (i) the clauses; (ii) this DPA; (iii) the agreement", or "..., this DPA shall prevail".
    let from_list = sentence.find("order of precedence").and_then(|at| {
        NAMED
            .groups::<3>(&sentence[at..])
            .next()
            .map(|groups| (at, groups))
    });
    let (offset, [_, article, noun]) = match from_list {
        Some(found) => found,
        None => {
            let start = sentence[..prevails.start].rfind(',').unwrap_or(0);
            (
                start,
                NAMED.groups::<3>(&sentence[start..prevails.start]).next()?,
            )
        }
    };
    let text = &sentence[offset..];
    let noun = &text[noun?];
    Some(match &text[article?] {
        "this" | "these" => Stated::This,
        _ if noun == "dpa" || noun.contains("data processing") || noun == "addendum" => {
            Stated::Other(Kind::Dpa)
        }
        _ if noun.contains("terms") => Stated::Other(Kind::Terms),
        _ => Stated::Other(Kind::Contract),
    })
}

/// The only document of a kind. "The agreement" may also be published terms when there is no contract.
fn only(documents: &[(&Text, Kind)], wanted: Kind) -> Option<usize> {
    let mut of_kind = documents
        .iter()
        .enumerate()
        .filter(|(_, (_, kind))| *kind == wanted)
        .map(|(number, _)| number);
    match (of_kind.next(), of_kind.next()) {
        (Some(number), None) => Some(number),
        (None, _) if wanted == Kind::Contract => only(documents, Kind::Terms),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn winner(texts: &[(&str, Kind)]) -> Option<usize> {
        let texts: Vec<(Text, Kind)> = texts
            .iter()
            .map(|(raw, kind)| (Text::read(raw), *kind))
            .collect();
        let borrowed: Vec<(&Text, Kind)> = texts.iter().map(|(text, kind)| (text, *kind)).collect();
        prevailing(&borrowed)
    }

    const TERMS: &str = "Northwind provides the service.";

    #[test]
    fn the_document_that_says_it_prevails_does() {
        let dpa = "In the event of a conflict between the Agreement and this DPA, this DPA shall prevail.";
        assert_eq!(winner(&[(TERMS, Kind::Terms), (dpa, Kind::Dpa)]), Some(1));
        let list = "To the extent of any conflict, the following prevail (in order of precedence): (i) the SCCs; (ii) this DPA; (iii) the Agreement.";
        assert_eq!(winner(&[(TERMS, Kind::Terms), (list, Kind::Dpa)]), Some(1));
    }

    #[test]
    fn a_document_may_yield_to_another() {
        let dpa = "If there is any inconsistency between this DPA and the Agreement, the Agreement controls.";
        assert_eq!(winner(&[(TERMS, Kind::Terms), (dpa, Kind::Dpa)]), Some(0));
    }

    #[test]
    fn nothing_is_assumed() {
        assert_eq!(winner(&[(TERMS, Kind::Terms), (TERMS, Kind::Dpa)]), None);
        let claims = "In case of conflict, these Terms prevail.";
        let also = "In case of conflict, this DPA prevails.";
        assert_eq!(winner(&[(claims, Kind::Terms), (also, Kind::Dpa)]), None);
        assert_eq!(
            winner(&[("Conflicts of interest are reported.", Kind::Terms)]),
            None
        );
    }
}
