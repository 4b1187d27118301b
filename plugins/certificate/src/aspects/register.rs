//! Was it looked up, and what did the register say?

use assay_sdk::{Observation, Severity};

use super::REGISTER;
use crate::{pattern::Pattern, reading::Status, register::LookUp, subject::Subject};

/// A certificate that says where it can be looked up. That is an offer and no look-up.
static POINTER: Pattern = Pattern::new(
    r"\b(?:register|registry|directory|database|certsearch|verif\w+|validat\w+|authenticity|check(?:ed)?)\b[^\n]{0,120}?(?:https?://|www\.|certsearch)",
);

/// True when the look-up shows the number of this certificate, or the certificate has none that could be compared.
pub(crate) fn is_about(subject: &Subject, look_up: &LookUp) -> bool {
    subject
        .numbers()
        .iter()
        .any(|number| look_up.place_of(number).is_some())
}

pub(crate) fn judge(subject: &Subject) -> Observation {
    if let Some(look_up) = subject
        .look_ups
        .iter()
        .find(|look_up| is_about(subject, look_up))
    {
        return looked_up(subject, look_up);
    }
    if let Some(look_up) = subject
        .look_ups
        .iter()
        .find(|look_up| look_up.not_found.is_some())
        && let Some(at) = &look_up.not_found
    {
        return REGISTER
            .fail(
                subject,
                Severity::High,
                "the register does not have the certificate",
            )
            .quote(look_up.quote(at));
    }
    if let Some(look_up) = subject.look_ups.first() {
        let start = look_up.plain.len() - look_up.plain.trim_start().len();
        let end = look_up.plain[start..]
            .find('\n')
            .map_or(look_up.plain.len(), |at| start + at);
        return REGISTER
            .partial(subject, "a register was looked into, but the number of this certificate is not in what it gave")
            .quote(look_up.quote(&(start..end)));
    }
    let pointer = subject
        .paper
        .as_ref()
        .and_then(|paper| POINTER.find(&paper.plain));
    match pointer {
        Some(at) => subject.quote(
            REGISTER.unknown("the certificate says where it can be looked up; nobody has put the result into the dossier"),
            Some(&at),
        ),
        None => REGISTER.unknown("nobody has looked the certificate up in a register"),
    }
}

fn looked_up(subject: &Subject, look_up: &LookUp) -> Observation {
    let months = i32::from(subject.settings.register_months);
    let observation = match (&look_up.status, look_up.day()) {
        _ if look_up.not_found.is_some() => REGISTER.fail(
            subject,
            Severity::High,
            "the register does not have the certificate",
        ),
        (Some((status @ (Status::Suspended | Status::Withdrawn | Status::Expired), _)), _) => {
            REGISTER.fail(
                subject,
                Severity::High,
                format!(
                    "the register says that the certificate is {}",
                    status.word()
                ),
            )
        }
        (Some((Status::Valid, _)), Some(day)) if day > subject.as_of => REGISTER.partial(
            subject,
            format!("the register was looked into on {day}, after the day of the assessment"),
        ),
        (Some((Status::Valid, _)), Some(day)) if day.is_older_than(months, subject.as_of) => {
            REGISTER.partial(
                subject,
                format!("the register was looked into on {day}, more than {months} months ago"),
            )
        }
        (Some((Status::Valid, _)), Some(day)) => {
            REGISTER.pass(subject, format!("the register had it as valid on {day}"))
        }
        (Some((Status::Valid, _)), None) => REGISTER.partial(
            subject,
            "a register has it as valid, on a day that cannot be told",
        ),
        (Some((Status::Other, _)) | None, _) => {
            REGISTER.partial(subject, "a register has it, but its state cannot be told")
        }
    };
    let places = [
        subject
            .numbers()
            .iter()
            .find_map(|number| look_up.place_of(number)),
        look_up.status.as_ref().map(|(_, at)| at.clone()),
        look_up.not_found.clone(),
        look_up.on.as_ref().map(|on| on.at.clone()),
    ];
    places
        .into_iter()
        .flatten()
        .fold(observation, |observation, at| {
            observation.quote(look_up.quote(&at))
        })
}
