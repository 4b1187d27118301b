//! A certificate to ISO/IEC 42001: what the answer says beside what the dossier claims and the document shows.
//!
//! Nothing here shows that a certificate is genuine: that takes a look into the issuer's register. What can be found is that
//! a claim does not hold together, and that a document does not show what is claimed.

use assay_sdk::{
    Answer, CertificateClaim, Class, Date, Observation, Outcome, Severity, is_placeholder,
};

use crate::{
    item::{Aspect, Item, chosen},
    questions,
    sheet::Sheet,
};

/// The question that the others about certificates hang on.
pub(crate) const HELD: &str = "certificate-42001";

/// A certificate runs three years (ISO/IEC 17021-1, 9.1.3).
const TERM_MONTHS: i32 = 36;
/// Days before the end from which on it is worth a word.
const LAPSES_SOON_DAYS: i64 = 90;
/// Surveillance is due once a calendar year; the first within twelve months of the decision (ISO/IEC 17021-1, 9.1.3.3).
/// Three months are granted for writing the report.
const SURVEILLANCE_MONTHS: i32 = 15;

/// Words of certificates for persons, which show competence and not a management system.
const PERSONAL: &[&str] = &[
    "lead auditor",
    "lead implementer",
    "internal auditor",
    "foundation",
    "practitioner",
    "training",
    "course",
];

/// A claim with its place in the dossier.
struct Claim<'a> {
    index: usize,
    claim: &'a CertificateClaim,
}

fn about_42001(claim: &CertificateClaim) -> bool {
    claim.standard.contains("42001")
}

fn is_personal(claim: &CertificateClaim) -> bool {
    let standard = claim.standard.to_lowercase();
    PERSONAL.iter().any(|word| standard.contains(word))
}

/// A certificate of an organisation that is not the supplier.
pub(crate) enum Foreign {
    /// To ISO/IEC 42001.
    Aims,
    /// To another standard.
    Other,
}

/// Whether another entity than the supplier holds a claimed certificate. A person holds a personal one, as it should be.
pub(crate) fn foreign_holder(sheet: &Sheet) -> Option<Foreign> {
    let mut foreign = sheet.certificates.iter().filter(|claim| {
        let holder = claim
            .holder
            .as_deref()
            .filter(|holder| !is_placeholder(holder));
        !is_personal(claim) && holder.is_some_and(|holder| !sheet.is_supplier(holder))
    });
    let first = foreign.next()?;
    let aims = about_42001(first) || foreign.any(about_42001);
    Some(if aims { Foreign::Aims } else { Foreign::Other })
}

fn day(text: Option<&String>) -> Option<Date> {
    text.and_then(|text| Date::parse(text).ok())
}

/// The observation of one question about certificates.
pub(crate) fn assess(item: &Item, aspect: Aspect, sheet: &Sheet) -> Observation {
    let held = questions::find(HELD)
        .zip(sheet.answer(HELD))
        .and_then(|(item, answer)| chosen(item.choices(), &answer.value))
        .map(|choice| choice.value);
    let organisation = matches!(held, Some("accredited" | "not-accredited"));
    // The claim that runs longest: an earlier certificate beside its successor is no fault.
    let claim = sheet
        .certificates
        .iter()
        .enumerate()
        .filter(|(_, claim)| about_42001(claim) && !is_personal(claim))
        .max_by_key(|(_, claim)| day(claim.expires_on.as_ref()))
        .map(|(index, claim)| Claim { index, claim });
    let observation = match claim {
        Some(claim) => match held {
            Some(denied) if !organisation => fail(
                item,
                Severity::High,
                "the answer denies the certificate that the dossier claims",
            )
            .detail(format!("The answer to `{HELD}` is `{denied}`."))
            .profile(
                format!("certificates/{}/standard", claim.index),
                &claim.claim.standard,
            ),
            _ => claimed(item, aspect, &claim, sheet),
        },
        None => unclaimed(item, aspect, held, organisation, sheet),
    };
    let observation = cite(observation, HELD, sheet);
    if item.point == HELD {
        observation
    } else {
        cite(observation, item.point, sheet)
    }
}

/// Cites an answer that was given.
fn cite(observation: Observation, question: &str, sheet: &Sheet) -> Observation {
    match sheet.answer(question) {
        Some(_) => observation.answer(question),
        None => observation,
    }
}

fn fail(item: &Item, severity: Severity, title: &str) -> Observation {
    Observation::fail(item.point)
        .severity(severity)
        .title(title)
        .remediation(item.guidance)
}

fn partial(item: &Item, title: impl Into<String>) -> Observation {
    Observation::partial(item.point)
        .title(title)
        .remediation(item.guidance)
}

fn unknown(item: &Item, title: &str) -> Observation {
    Observation::unknown(item.point)
        .title(title)
        .remediation(format!("{} Please send: {}", item.text, item.evidence))
}

/// The dossier claims no certificate of the organisation.
fn unclaimed(
    item: &Item,
    aspect: Aspect,
    held: Option<&str>,
    organisation: bool,
    sheet: &Sheet,
) -> Observation {
    let personal = sheet
        .certificates
        .iter()
        .position(|claim| about_42001(claim) && is_personal(claim));
    if aspect == Aspect::Genuine && (personal.is_some() || held == Some("person")) {
        let found = fail(
            item,
            Severity::Medium,
            "the certificate is a person's: it shows competence, not a management system",
        );
        return match personal {
            Some(index) => found.profile(
                format!("certificates/{index}/standard"),
                &sheet.certificates[index].standard,
            ),
            None => found,
        };
    }
    match held {
        None => unknown(item, "no answer, and no certificate in the dossier"),
        Some(_) if organisation => unknown(
            item,
            "the answer claims a certificate that is not in the dossier",
        )
        .remediation(
            "Enter number, holder, scope, issuer and dates of the certificate into the dossier.",
        ),
        Some(_) => Observation::not_applicable(item.point)
            .title("no certificate is claimed")
            .remediation("Nobody has to hold one; the other questions then carry the weight."),
    }
}

fn claimed(item: &Item, aspect: Aspect, claim: &Claim<'_>, sheet: &Sheet) -> Observation {
    let answer = sheet.answer(item.point);
    let observation = match aspect {
        Aspect::Genuine => genuine(item, claim, sheet),
        Aspect::InForce => in_force(item, claim, answer, sheet.as_of),
        Aspect::Accredited => accredited(item, claim, answer),
        Aspect::Surveillance => surveillance(item, claim, answer, sheet.as_of),
    };
    if observation.outcome == Outcome::Unknown.word() {
        return observation;
    }
    let documented = [Some(HELD), Some(item.point)]
        .into_iter()
        .flatten()
        .filter_map(|question| sheet.answer(question))
        .any(|answer| sheet.attached(answer).found > 0);
    let shown = claim
        .claim
        .document
        .as_deref()
        .is_some_and(|id| sheet.document(id).is_some());
    observation.class(if documented || shown {
        Class::E2
    } else {
        Class::E1
    })
}

/// Cites a field of the claim, if it is there.
fn field(
    observation: Observation,
    claim: &Claim<'_>,
    name: &str,
    value: Option<&String>,
) -> Observation {
    match value {
        Some(value) => observation.profile(format!("certificates/{}/{name}", claim.index), value),
        None => observation,
    }
}

fn genuine(item: &Item, claim: &Claim<'_>, sheet: &Sheet) -> Observation {
    let said = claim.claim;
    let fields = [
        ("number", &said.number),
        ("holder", &said.holder),
        ("scope", &said.scope),
        ("certification-body", &said.certification_body),
    ];
    let blank = |value: &Option<String>| value.as_deref().is_none_or(is_placeholder);
    let missing: Vec<&str> = fields
        .iter()
        .filter(|(_, value)| blank(value))
        .map(|(name, _)| *name)
        .collect();
    let document = said
        .document
        .as_deref()
        .and_then(|id| sheet.document(id))
        .and_then(|found| found.text());
    // What the document does not show, of what can be looked for in it.
    let not_shown: Vec<&str> = match &document {
        Some(text) => fields[..2]
            .iter()
            .filter(|(_, value)| {
                value
                    .as_deref()
                    .is_some_and(|value| !text.as_str().contains(value.trim()))
            })
            .map(|(name, _)| *name)
            .collect(),
        None => Vec::new(),
    };
    let observation = if said
        .holder
        .as_deref()
        .is_some_and(|holder| !is_placeholder(holder) && !sheet.is_supplier(holder))
    {
        fail(
            item,
            Severity::High,
            "the certificate is held by another entity than the supplier",
        )
    } else if !missing.is_empty() {
        partial(item, format!("the claim lacks: {}", missing.join(", ")))
    } else if !not_shown.is_empty() {
        partial(
            item,
            format!("the document does not show: {}", not_shown.join(", ")),
        )
    } else if !said.standard.contains("2023") {
        partial(item, "the claim names no edition of the standard")
    } else {
        Observation::pass(item.point)
            .title("number, holder, scope and issuer are named and fit together")
            .detail("Whether it is genuine only the issuer's register can show.")
    };
    let observation = fields
        .into_iter()
        .fold(observation, |observation, (name, value)| {
            field(observation, claim, name, value.as_ref())
        });
    let number = said
        .number
        .as_deref()
        .map(str::trim)
        .filter(|number| !number.is_empty());
    let place = document.as_ref().zip(number).and_then(|(text, number)| {
        let at = text.as_str().find(number)?;
        Some(text.quote(at..at + number.len()))
    });
    match place {
        Some(quote) => observation.quote(quote),
        None => observation,
    }
}

fn in_force(item: &Item, claim: &Claim<'_>, answer: Option<&Answer>, as_of: Date) -> Observation {
    let said = claim.claim;
    let state = answer
        .and_then(|answer| chosen(item.choices(), &answer.value))
        .map(|choice| choice.value);
    let observation = match (
        day(said.issued_on.as_ref()),
        day(said.expires_on.as_ref()),
        state,
    ) {
        (_, _, Some(state @ ("suspended" | "withdrawn" | "expired"))) => fail(
            item,
            Severity::High,
            &format!("the supplier says that the certificate is {state}"),
        ),
        (None, _, _) | (_, None, _) => {
            unknown(item, "the claim lacks the day of issue or of expiry")
        }
        (Some(issued), Some(expires), _) => {
            let left = expires.days_since(as_of);
            if left < 0 {
                fail(
                    item,
                    Severity::High,
                    &format!("the certificate lapsed on {expires}"),
                )
            } else if issued > as_of {
                fail(
                    item,
                    Severity::High,
                    &format!("the certificate is dated {issued}, after the day of the assessment"),
                )
            } else if issued.add_months(TERM_MONTHS) < expires {
                fail(
                    item,
                    Severity::Medium,
                    "the certificate claims to run for more than three years",
                )
            } else if left <= LAPSES_SOON_DAYS {
                partial(
                    item,
                    format!("the certificate lapses on {expires}, in {left} days"),
                )
            } else {
                Observation::pass(item.point).title(format!("in force until {expires}"))
            }
            .fact_text("certificate-expires-on", expires.to_string())
            .fact_number("certificate-days-left", left, "d")
        }
    };
    let observation = field(observation, claim, "issued-on", said.issued_on.as_ref());
    field(observation, claim, "expires-on", said.expires_on.as_ref())
}

fn accredited(item: &Item, claim: &Claim<'_>, answer: Option<&Answer>) -> Observation {
    let body = claim
        .claim
        .accreditation_body
        .as_ref()
        .filter(|body| !is_placeholder(body));
    let choice = answer
        .and_then(|answer| chosen(item.choices(), &answer.value))
        .map(|choice| choice.value);
    let observation = match (choice, body) {
        (Some("another-standard"), _) => fail(
            item,
            Severity::Medium,
            "the issuer is accredited for another standard only",
        ),
        (Some("not-accredited"), _) => fail(item, Severity::Medium, "the issuer is not accredited"),
        (Some(_), Some(_)) => Observation::pass(item.point)
            .title("the supplier names the accreditation body for ISO/IEC 42001")
            .detail("Whether the accreditation holds only the register of that body can show."),
        (Some(_), None) => partial(
            item,
            "the supplier says accredited, but the claim names no accreditation body",
        ),
        (None, Some(_)) => partial(
            item,
            "an accreditation body is named, but not for which standard",
        ),
        (None, None) => unknown(item, "no accreditation body is named"),
    };
    field(observation, claim, "accreditation-body", body)
}

fn surveillance(
    item: &Item,
    claim: &Claim<'_>,
    answer: Option<&Answer>,
    as_of: Date,
) -> Observation {
    let Some(issued) = day(claim.claim.issued_on.as_ref()) else {
        return unknown(
            item,
            "the claim lacks the day of issue, from which surveillance is counted",
        );
    };
    let last = answer
        .and_then(|answer| Date::parse(answer.value.trim()).ok())
        .filter(|day| *day <= as_of);
    let observation = if !issued.is_older_than(SURVEILLANCE_MONTHS, as_of) {
        Observation::pass(item.point).title("the first surveillance audit is not overdue")
    } else {
        match last {
            None => unknown(item, "no day of a surveillance audit is given"),
            Some(day) if day < issued => fail(
                item,
                Severity::High,
                &format!("the last surveillance audit, on {day}, was before the certificate"),
            ),
            Some(day) if day.is_older_than(SURVEILLANCE_MONTHS, as_of) => fail(
                item,
                Severity::High,
                &format!("the last surveillance audit was on {day}"),
            ),
            Some(day) => {
                Observation::pass(item.point).title(format!("last surveillance audit on {day}"))
            }
        }
    };
    field(
        observation,
        claim,
        "issued-on",
        claim.claim.issued_on.as_ref(),
    )
}
