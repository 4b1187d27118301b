//! From an answer to an observation.

use assay_sdk::{Answer, Class, Date, FactValue, Observation, Outcome, Severity};

use crate::{
    branch::{self, Branch},
    comment::{self, Doubt},
    item::{Item, Kind, milder},
    judge::{Verdict, judge},
    sheet::{Attached, FRESH_MONTHS, Sheet},
};

/// Every observation of one question: one for the supplier, or one for each system when systems were answered apart. None for a
/// question about a certificate, which is judged where certificates are read.
pub(crate) fn assess(item: &Item, sheet: &Sheet) -> Vec<Observation> {
    if let Kind::Certificate(_) = item.kind {
        return Vec::new();
    }
    let targets = sheet.targets(item).into_iter();
    let observations = targets.map(|(question, system)| {
        let observation = one(item, &question, system, sheet);
        match system {
            Some(system) => observation.system(system),
            None => observation,
        }
    });
    observations.collect()
}

fn one(item: &Item, question: &str, system: Option<&str>, sheet: &Sheet) -> Observation {
    let branch = branch::branch(item, system, sheet);
    match (sheet.answer(question), branch) {
        (Some(answer), Branch::Asked | Branch::Open(_)) => answered(item, question, answer, sheet),
        (None, Branch::Asked) => silent(item, question, sheet),
        (None, Branch::Open(rule)) => silent(item, question, sheet).detail(format!(
            "Whether it is asked depends on `{}`, which is open as well.",
            rule.question
        )),
        (
            None,
            Branch::Closed {
                rule,
                because,
                question: other,
            },
        ) => branch::closed(item, rule, because, &other),
        // Both cannot be right, and which one is wrong only the supplier can say.
        (
            Some(_),
            Branch::Closed {
                because,
                question: other,
                ..
            },
        ) => Observation::unknown(item.point)
            .title("the answer contradicts another answer")
            .detail(format!(
                "`{question}` is answered although the answer to `{other}` is `{because}`."
            ))
            .remediation(format!("Correct `{other}` or `{question}`."))
            .answer(question)
            .answer(other),
    }
}

/// Nothing was said, or nothing that says something.
fn silent(item: &Item, question: &str, sheet: &Sheet) -> Observation {
    let observation = Observation::unknown(item.point).remediation(ask(item));
    match sheet.written(question) {
        None => observation.title("no answer"),
        Some(_) => observation
            .title("the answer is a placeholder")
            .answer(question),
    }
}

/// What to ask when nothing is known.
fn ask(item: &Item) -> String {
    format!("{} Please send: {}", item.text, item.evidence)
}

fn answered(item: &Item, question: &str, answer: &Answer, sheet: &Sheet) -> Observation {
    let mut verdict = judge(item, &answer.value, sheet);
    let attached = sheet.attached(answer);
    let mut notes = Vec::new();
    take_back(item, answer, &mut verdict, &mut notes);
    look_at_dates(answer, &attached, sheet.as_of, &mut verdict, &mut notes);
    look_at_documents(answer, &attached, &mut notes);
    if item.dated {
        match attached.newest {
            Some(day) => verdict
                .more
                .push(("dated", FactValue::Text(day.to_string()))),
            None if verdict.outcome == Outcome::Pass => {
                verdict.outcome = Outcome::Partial;
                verdict.severity = milder(item.severity);
                notes.push("No document with a date is beside the answer.".to_owned());
            }
            None => {}
        }
    }
    if item.per_system && sheet.systems.len() > 1 && question == item.point {
        notes.push(format!(
            "One answer for {} AI systems.",
            sheet.systems.len()
        ));
    }
    let class = match verdict.outcome {
        Outcome::Unknown => Class::E0,
        _ if attached.found > 0 && !item.claim => Class::E2,
        _ => Class::E1,
    };
    let remediation = match verdict.outcome {
        Outcome::Pass if class >= Class::E2 || item.claim => String::new(),
        Outcome::Pass => format!("Attach: {}", item.evidence),
        Outcome::NotApplicable => {
            "The buyer has to agree, with a reason and a second person.".to_owned()
        }
        Outcome::Unknown => ask(item),
        Outcome::Partial | Outcome::Fail => {
            format!("{} Please send: {}", item.guidance, item.evidence)
        }
    };
    let observation = Observation::new(item.point, verdict.outcome)
        .severity(verdict.severity)
        .class(class)
        .title(verdict.title)
        .detail(notes.join(" "))
        .remediation(remediation)
        .answer(question);
    let observation = match verdict.fact {
        Some(fact) => observation.fact(item.point, fact),
        None => observation,
    };
    let more = verdict.more.into_iter();
    more.fold(observation, |observation, (name, fact)| {
        observation.fact(name, fact)
    })
}

/// A comment beside a good answer may say the opposite.
fn take_back(item: &Item, answer: &Answer, verdict: &mut Verdict, notes: &mut Vec<String>) {
    let doubt = answer.comment.as_deref().and_then(comment::doubt);
    let Some((doubt, phrase)) = doubt.filter(|_| verdict.outcome == Outcome::Pass) else {
        return;
    };
    (verdict.outcome, verdict.severity) = match doubt {
        Doubt::Part => (Outcome::Partial, milder(item.severity)),
        Doubt::Whole => (Outcome::Fail, item.severity),
    };
    notes.push(format!(
        "The comment takes the answer back: it says \"{phrase}\"."
    ));
}

/// An answer counts as fresh when it, or a document beside it, is at most twelve months old. Without any date the host
/// decides; it is noted.
fn look_at_dates(
    answer: &Answer,
    attached: &Attached,
    as_of: Date,
    verdict: &mut Verdict,
    notes: &mut Vec<String>,
) {
    if !matches!(verdict.outcome, Outcome::Pass | Outcome::Partial) {
        return;
    }
    let Some(day) = answer
        .answered_on
        .as_deref()
        .and_then(|day| Date::parse(day).ok())
    else {
        notes.push("The answer has no date.".to_owned());
        return;
    };
    let is_fresh = |day: Date| day <= as_of && !day.is_older_than(FRESH_MONTHS, as_of);
    if is_fresh(day) {
        return;
    }
    notes.push(if day > as_of {
        format!("The answer is dated {day}, after the day of the assessment.")
    } else {
        format!("The answer was given on {day}, more than {FRESH_MONTHS} months ago.")
    });
    if verdict.outcome == Outcome::Pass && !attached.newest.is_some_and(is_fresh) {
        verdict.outcome = Outcome::Partial;
        verdict.severity = Severity::Low;
        notes.push("Please confirm that it still holds.".to_owned());
    }
}

fn look_at_documents(answer: &Answer, attached: &Attached, notes: &mut Vec<String>) {
    if !attached.missing.is_empty() {
        notes.push(format!(
            "{} of the documents that it points to are missing or empty.",
            attached.missing.len()
        ));
    }
    if attached.found > 0 && attached.newest.is_none() {
        notes.push("None of the documents has a date.".to_owned());
    }
    // The words of the choice, however it was spelt.
    if attached.found == 0 && answer.value.to_lowercase().contains("evidenced") {
        notes.push("It says that evidence is attached, but none is.".to_owned());
    }
}
