//! Was it looked after every year?

use assay_sdk::{Class, Date, Observation, Severity, Span};

use super::SURVEILLANCE;
use crate::{subject::Subject, surveillance::Visit};

pub(crate) fn judge(subject: &Subject) -> Observation {
    let reading = subject.paper.as_ref().map(|paper| &paper.reading);
    let known =
        |field: Option<&crate::reading::DayField>| field.and_then(|field| field.day?.known());
    let start = known(reading.and_then(|r| r.issued.as_ref()))
        .or_else(|| known(reading.and_then(|r| r.first_issued.as_ref())))
        .or_else(|| subject.claimed_day("issued-on"));
    let Some(start) = start else {
        return SURVEILLANCE
            .unknown("the claim lacks the day of issue, from which surveillance is counted");
    };
    let listed: &[Visit] = reading.map_or(&[], |reading| &reading.visits);
    let (letters, others) = subject.letters();
    let told = letters.iter().flat_map(|letter| {
        let visits = letter.visits.iter();
        visits.map(move |visit| (visit, letter.quote(&visit.at)))
    });
    let told: Vec<_> = told.collect();
    let visits: Vec<&Visit> = listed
        .iter()
        .chain(told.iter().map(|(visit, _)| *visit))
        .collect();
    let observation = by_days(subject, start, &visits);
    let observation = listed
        .iter()
        .fold((observation, None), |(observation, last), visit| {
            // Several visits of one sentence need one quote.
            if last == Some(&visit.at) {
                (observation, last)
            } else {
                (subject.quote(observation, Some(&visit.at)), Some(&visit.at))
            }
        })
        .0;
    let observation = if told.is_empty() {
        observation
    } else {
        let mut quotes: Vec<Span> = told.into_iter().map(|(_, quote)| quote).collect();
        quotes.dedup();
        let alone = by_days(subject, start, &listed.iter().collect::<Vec<_>>());
        let rests_on_letter =
            (&alone.outcome, &alone.title) != (&observation.outcome, &observation.title);
        // Nobody has looked a letter up: it is a document of the supplier, whatever the certificate beside it is.
        let observation = match observation.evidence_class.as_str() {
            "E4" if rests_on_letter => observation.class(Class::E2),
            _ => observation,
        };
        quotes
            .into_iter()
            .fold(observation, |observation, quote| observation.quote(quote))
    };
    let observation =
        others
            .into_iter()
            .fold(observation, |mut observation, (letter, objection)| {
                observation.detail.push_str(&format!(
                    " The letter {} about a surveillance audit does not count: it {objection}.",
                    letter.name
                ));
                match letter.subject() {
                    // It shows why something is missing, and nothing that is met.
                    Some(quote) if observation.outcome != "pass" => observation.quote(quote),
                    _ => observation,
                }
            });
    let issued = reading.and_then(|r| r.issued.as_ref().or(r.first_issued.as_ref()));
    let observation = subject.quote(observation, issued.map(|field| &field.at));
    let observation = subject.cite(observation, "issued-on");
    SURVEILLANCE.with_answer(observation, subject)
}

/// From one audit to the next, and to the day of the assessment, there may lie a year and the grace.
fn by_days(subject: &Subject, start: Date, visits: &[&Visit]) -> Observation {
    let as_of = subject.as_of;
    let settings = &subject.settings;
    let longest =
        i32::from(settings.surveillance_months) + i32::from(settings.surveillance_grace_months);
    if !start.is_older_than(longest, as_of) {
        return SURVEILLANCE.pass(subject, "the first surveillance audit is not overdue");
    }
    let answered = subject
        .answer(SURVEILLANCE.id)
        .and_then(|answer| Date::parse(answer.value.trim()).ok())
        .filter(|day| *day <= as_of);
    if let Some(day) = answered.filter(|day| *day < start) {
        return SURVEILLANCE.fail(
            subject,
            Severity::High,
            format!("the last surveillance audit, on {day}, was before the certificate"),
        );
    }
    let mut done: Vec<Date> = visits
        .iter()
        .filter(|visit| !visit.due && visit.day <= as_of && visit.day > start)
        .map(|visit| visit.day)
        .collect();
    done.extend(answered);
    done.sort();
    let overdue = visits.iter().find(|visit| {
        visit.due
            && visit
                .day
                .is_older_than(i32::from(settings.surveillance_grace_months), as_of)
    });
    let Some(last) = done.last() else {
        return match overdue {
            Some(visit) => SURVEILLANCE.fail(
                subject,
                Severity::High,
                format!(
                    "the surveillance audit that was due on {} is not shown as done",
                    visit.day
                ),
            ),
            None => SURVEILLANCE.unknown("no day of a surveillance audit is given"),
        };
    };
    if last.is_older_than(longest, as_of) {
        return SURVEILLANCE.fail(
            subject,
            Severity::High,
            format!("the last surveillance audit was on {last}"),
        );
    }
    let mut before = start;
    for day in &done {
        if before.is_older_than(longest, *day) {
            return SURVEILLANCE.partial(
                subject,
                format!("no surveillance audit is shown between {before} and {day}"),
            );
        }
        before = *day;
    }
    SURVEILLANCE.pass(subject, format!("last surveillance audit on {last}"))
}
