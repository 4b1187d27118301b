//! Do claim and document say the same?

use std::{collections::BTreeSet, ops::Range};

use assay_sdk::{Date, Kinship, LegalName, Observation, Severity};

use super::AGREEMENT;
use crate::{
    date::Day,
    plain::folded,
    register::find_loosely,
    subject::{Paper, Subject},
};

/// How a field of the claim stands to the document.
enum Found {
    Same(Range<usize>),
    /// The document says something else, there.
    Other(Range<usize>),
    /// The document does not show it.
    Missing,
    /// The document shows a day that may be the claimed one.
    Open(Range<usize>),
}

/// None when the dossier claims nothing that could be compared.
pub(crate) fn judge(subject: &Subject) -> Option<Observation> {
    subject.claim.as_ref()?;
    let Some(paper) = &subject.paper else {
        return Some(AGREEMENT.unknown("there is no document beside the claim"));
    };
    let fields: Vec<(&str, Found)> = [
        ("number", number as fn(&Subject, &Paper, &str) -> Found),
        ("holder", holder),
        ("certification-body", body),
        ("accreditation-body", accreditation),
        ("issued-on", issued),
        ("expires-on", expires),
        ("scope", scope),
    ]
    .into_iter()
    .filter_map(|(field, compare)| {
        let (_, value) = subject.claimed(field)?;
        Some((field, compare(subject, paper, value)))
    })
    .collect();
    let of = |wanted: fn(&Found) -> bool| -> Vec<&str> {
        fields
            .iter()
            .filter(|(_, found)| wanted(found))
            .map(|(field, _)| *field)
            .collect()
    };
    let other = of(|found| matches!(found, Found::Other(_)));
    let open = of(|found| matches!(found, Found::Open(_)));
    let missing = of(|found| matches!(found, Found::Missing));
    let observation = if !other.is_empty() {
        let mut observation = AGREEMENT.fail(
            subject,
            Severity::High,
            format!(
                "claim and document contradict each other: {}",
                other.join(", ")
            ),
        );
        observation
            .extra
            .push(("contradiction".to_owned(), "true".to_owned()));
        observation
    } else if !missing.is_empty() {
        AGREEMENT.partial(
            subject,
            format!("the document does not show: {}", missing.join(", ")),
        )
    } else if fields.is_empty() {
        AGREEMENT.unknown("the claim says nothing that could be compared")
    } else if !open.is_empty() {
        AGREEMENT.unknown(format!(
            "the document writes days that can be read in two ways: {}",
            open.join(", ")
        ))
    } else {
        AGREEMENT.pass(subject, "the document shows what the dossier claims")
    };
    // Both sides of what differs; where nothing does, of all.
    let observation = fields
        .iter()
        .fold(observation, |observation, (field, found)| match found {
            Found::Other(at) => subject.cite(subject.quote(observation, Some(at)), field),
            Found::Same(at) | Found::Open(at) if other.is_empty() => {
                subject.cite(subject.quote(observation, Some(at)), field)
            }
            Found::Missing if other.is_empty() => subject.cite(observation, field),
            _ => observation,
        });
    Some(observation)
}

fn number(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    match (find_loosely(&paper.plain, claimed), &paper.reading.number) {
        (Some(at), _) => Found::Same(at),
        (None, Some(at)) => Found::Other(at.clone()),
        (None, None) => Found::Missing,
    }
}

fn holder(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    name(paper, claimed, paper.reading.holder.as_ref())
}

fn body(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    name(paper, claimed, paper.reading.body.as_ref())
}

fn accreditation(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    name(paper, claimed, paper.reading.accreditation.body.as_ref())
}

/// Names agree when the document writes the claimed one, or calls the same entity with or without its legal form. Another name is
/// a contradiction unless one is the abbreviation of the other.
fn name(paper: &Paper, claimed: &str, shown: Option<&Range<usize>>) -> Found {
    if let Some(at) = shown {
        let one = LegalName::read(claimed);
        let other = LegalName::read(&paper.words(at));
        if matches!(one.kinship(&other), Kinship::Same | Kinship::Formless)
            || one.called().starts_with(other.called()) && !one.has_form()
        {
            return Found::Same(at.clone());
        }
        if is_abbreviation(&one, &other) || is_abbreviation(&other, &one) {
            return Found::Same(at.clone());
        }
    }
    match (find_loosely(&paper.plain, claimed), shown) {
        (Some(at), None) => Found::Same(at),
        // It stands somewhere else: a holder named as a site is not the holder.
        (Some(_) | None, Some(at)) => Found::Other(at.clone()),
        (None, None) => {
            match find_loosely(&paper.plain, &LegalName::read(claimed).called().join(" ")) {
                Some(at) => Found::Same(at),
                None => Found::Missing,
            }
        }
    }
}

/// `LAC` of `Lowlands Accreditation Council`.
fn is_abbreviation(short: &LegalName, long: &LegalName) -> bool {
    let [short] = short.called() else {
        return false;
    };
    let initials: String = long
        .called()
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    long.called().len() >= 2 && *short == initials
}

fn issued(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    let reading = &paper.reading;
    days(
        paper,
        claimed,
        &[reading.issued.as_ref(), reading.first_issued.as_ref()],
    )
}

fn expires(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    days(paper, claimed, &[paper.reading.expires.as_ref()])
}

fn days(paper: &Paper, claimed: &str, shown: &[Option<&crate::reading::DayField>]) -> Found {
    let Ok(claimed) = Date::parse(claimed) else {
        return Found::Missing;
    };
    let mut other = None;
    for field in shown.iter().copied().flatten() {
        match field.day {
            Some(Day::Known(day)) if day == claimed => return Found::Same(field.at.clone()),
            Some(Day::Known(_)) => other = other.or(Some(Found::Other(field.at.clone()))),
            Some(Day::Ambiguous(one, two)) if one == claimed || two == claimed => {
                other = Some(Found::Open(field.at.clone()));
            }
            Some(Day::Ambiguous(..)) => other = other.or(Some(Found::Other(field.at.clone()))),
            None => {}
        }
    }
    if let Some(other) = other {
        return other;
    }
    // No label was recognised: the day may stand there all the same.
    let somewhere = paper
        .reading
        .days
        .iter()
        .find(|dated| dated.day == Day::Known(claimed));
    somewhere.map_or(Found::Missing, |dated| Found::Same(dated.at.clone()))
}

/// Scopes agree when most words of the claimed one stand in the certificate's.
fn scope(_: &Subject, paper: &Paper, claimed: &str) -> Found {
    let words = |text: &str| -> BTreeSet<String> {
        folded(text)
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect()
    };
    let Some(at) = &paper.reading.scope else {
        return Found::Missing;
    };
    let claimed = words(claimed);
    // Sites and the like may stand elsewhere in the document.
    let (scope, whole) = (words(&paper.plain[at.clone()]), words(&paper.plain));
    let shared = claimed.iter().filter(|word| scope.contains(*word)).count();
    let anywhere = claimed.iter().filter(|word| whole.contains(*word)).count();
    if claimed.is_empty() || (shared * 2 >= claimed.len() && anywhere * 3 >= claimed.len() * 2) {
        Found::Same(at.clone())
    } else {
        Found::Other(at.clone())
    }
}
