//! Is it in force on the day of the assessment, for at most three years?

use assay_sdk::{Date, Observation, Severity};

use super::VALIDITY;
use crate::{
    date::Day,
    reading::{DayField, Status},
    subject::Subject,
};

/// ISO/IEC 42001:2023 was published in this month; nobody can have been certified to it before.
const PUBLISHED: (u16, u8) = (2023, 12);
/// A renewal is decided at most so many days before the old certificate ends.
const EARLY_DAYS: i64 = 184;

pub(crate) fn judge(subject: &Subject) -> Observation {
    if let Some(bad) = stopped(subject) {
        return bad;
    }
    let reading = subject.paper.as_ref().map(|paper| &paper.reading);
    let issued = reading.and_then(|r| r.issued.as_ref());
    let first = reading.and_then(|r| r.first_issued.as_ref());
    let expires = reading.and_then(|r| r.expires.as_ref());
    let cite = |observation: Observation| {
        let observation = [issued, first, expires]
            .into_iter()
            .flatten()
            .fold(observation, |o, field| subject.quote(o, Some(&field.at)));
        let observation = subject.cite(subject.cite(observation, "issued-on"), "expires-on");
        VALIDITY.with_answer(observation, subject)
    };
    let start = match Start::of(subject, issued, first) {
        Ok(start) => start,
        Err(reason) => return cite(VALIDITY.unknown(reason)),
    };
    let end = match end(subject, expires, start.day) {
        Ok(end) => end,
        Err(reason) => return cite(VALIDITY.unknown(reason)),
    };
    let first = first.and_then(|field| field.day?.known());
    cite(in_force(subject, &start, end, first))
}

/// Where the term begins.
struct Start {
    day: Date,
    /// The beginning of certification, which may be cycles ago; the present cycle's is not given.
    only_first: bool,
}

impl Start {
    fn of(
        subject: &Subject,
        issued: Option<&DayField>,
        first: Option<&DayField>,
    ) -> Result<Self, String> {
        for (field, only_first) in [(issued, false), (first, true)] {
            match field.map(|field| field.day) {
                Some(Some(Day::Known(day))) => return Ok(Self { day, only_first }),
                Some(Some(Day::Ambiguous(one, other))) => {
                    return Err(format!("the day of issue may be {one} or {other}"));
                }
                // A label without a day that can be read, or none.
                Some(None) | None => {}
            }
        }
        match subject.claimed_day("issued-on") {
            Some(day) => Ok(Self {
                day,
                only_first: false,
            }),
            None => Err("the claim lacks the day of issue or of expiry".to_owned()),
        }
    }
}

fn end(subject: &Subject, expires: Option<&DayField>, start: Date) -> Result<Date, String> {
    match expires.and_then(|field| field.day) {
        Some(Day::Known(day)) => return Ok(day),
        // Whichever is meant, it is over.
        Some(day @ Day::Ambiguous(..)) if day.latest() < subject.as_of => return Ok(day.latest()),
        Some(Day::Ambiguous(one, other)) => {
            return Err(format!("the day of expiry may be {one} or {other}"));
        }
        None => {}
    }
    if let Some(day) = subject.claimed_day("expires-on") {
        return Ok(day);
    }
    let runs = subject
        .paper
        .as_ref()
        .and_then(|paper| paper.reading.runs_months.as_ref());
    match runs {
        Some((months, _)) if *months > 0 => Ok(start.add_months(*months)),
        _ => Err("the claim lacks the day of issue or of expiry".to_owned()),
    }
}

/// Suspended, withdrawn or expired by the word of the supplier, the document or a register.
fn stopped(subject: &Subject) -> Option<Observation> {
    let choice = subject.choice(VALIDITY.id);
    if let Some(state @ ("suspended" | "withdrawn" | "expired")) = choice.as_deref() {
        let title = format!("the supplier says that the certificate is {state}");
        let found = VALIDITY.fail(subject, Severity::High, title);
        return Some(VALIDITY.with_answer(found, subject));
    }
    let is_bad = |status: Status| {
        matches!(
            status,
            Status::Suspended | Status::Withdrawn | Status::Expired
        )
    };
    if let Some((status, at)) = subject
        .paper
        .as_ref()
        .and_then(|paper| paper.reading.status.as_ref())
        && is_bad(*status)
    {
        let title = format!(
            "the document says that the certificate is {}",
            status.word()
        );
        return Some(subject.quote(VALIDITY.fail(subject, Severity::High, title), Some(at)));
    }
    let (letters, _) = subject.letters();
    if let Some((status, quote)) = letters.iter().find_map(|letter| letter.stopped()) {
        let title = format!(
            "the certification body writes that the certificate is {}",
            status.word()
        );
        return Some(VALIDITY.fail(subject, Severity::High, title).quote(quote));
    }
    subject
        .look_ups
        .iter()
        .filter(|look_up| super::register::is_about(subject, look_up))
        .find_map(|look_up| {
            let (status, at) = look_up.status.as_ref()?;
            is_bad(*status).then(|| {
                let title = format!(
                    "the register says that the certificate is {}",
                    status.word()
                );
                VALIDITY
                    .fail(subject, Severity::High, title)
                    .quote(look_up.quote(at))
            })
        })
}

/// True when a certificate that was renewed early ends where the old cycles would have: ISO/IEC 17021-1, 9.6.3.2.4, lets the
/// new term count from the end of the old one, so that it is longer than three years by what was early.
fn ends_a_cycle(first: Option<Date>, issued: Date, end: Date, term: i32) -> bool {
    let Some(first) = first.filter(|first| *first < issued) else {
        return false;
    };
    (2..=10).any(|cycles| {
        let (from, to) = (
            first.add_months(term * (cycles - 1)),
            first.add_months(term * cycles),
        );
        let early = from.days_since(issued);
        to.days_since(end).abs() <= 1 && (0..=EARLY_DAYS).contains(&early)
    })
}

fn in_force(subject: &Subject, start: &Start, end: Date, first: Option<Date>) -> Observation {
    let settings = &subject.settings;
    let left = end.days_since(subject.as_of);
    let issued = start.day;
    let term = i32::from(settings.term_months);
    let published = Date::new(PUBLISHED.0, PUBLISHED.1, 1);
    let observation = if left < 0 {
        VALIDITY.fail(
            subject,
            Severity::High,
            format!("the certificate lapsed on {end}"),
        )
    } else if issued > subject.as_of {
        VALIDITY.fail(
            subject,
            Severity::High,
            format!("the certificate is dated {issued}, after the day of the assessment"),
        )
    } else if published.is_some_and(|published| issued < published)
        && subject.is_about_organisation()
    {
        VALIDITY.fail(
            subject,
            Severity::High,
            format!("the certificate is dated {issued}, before the standard was published"),
        )
    } else if issued.add_months(term) >= end || ends_a_cycle(first, issued, end, term) {
        if left <= i64::from(settings.lapses_soon_days) {
            VALIDITY.partial(
                subject,
                format!("the certificate lapses on {end}, in {left} days"),
            )
        } else {
            VALIDITY.pass(subject, format!("in force until {end}"))
        }
    } else if start.only_first {
        VALIDITY.partial(
            subject,
            "the certificate shows the beginning of certification, but not that of the present cycle",
        )
    } else {
        let title = if term == 36 {
            "the certificate claims to run for more than three years".to_owned()
        } else {
            format!("the certificate claims to run for more than {term} months")
        };
        VALIDITY.fail(subject, Severity::Medium, title)
    };
    observation
        .fact_text("certificate-expires-on", end.to_string())
        .fact_number("certificate-days-left", left, "d")
}
