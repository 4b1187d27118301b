//! Whether a question is asked at all.

use assay_sdk::{Observation, Severity};

use crate::{
    item::{Item, OnlyIf, Otherwise, chosen, milder},
    questions,
    sheet::Sheet,
};

/// What the answer to another question says about this one.
pub(crate) enum Branch {
    /// It is asked.
    Asked,
    /// The other question has to be answered first.
    Open(OnlyIf),
    /// It is not asked: the other answer, as chosen, and the id under which it stands.
    Closed {
        rule: OnlyIf,
        because: &'static str,
        question: String,
    },
}

/// Reads the answer that a question hangs on, for one system or for the supplier as a whole.
pub(crate) fn branch(item: &Item, system: Option<&str>, sheet: &Sheet) -> Branch {
    let Some(rule) = item.only_if else {
        return Branch::Asked;
    };
    let own = system.map(|system| format!("{}.{system}", rule.question));
    let question = own
        .filter(|id| sheet.written(id).is_some())
        .unwrap_or_else(|| rule.question.to_owned());
    let choices = questions::find(rule.question).map_or(&[][..], Item::choices);
    let value = sheet
        .answer(&question)
        .and_then(|answer| chosen(choices, &answer.value));
    match value {
        None => Branch::Open(rule),
        Some(choice) if rule.any_of.contains(&choice.value) => Branch::Asked,
        Some(choice) => Branch::Closed {
            rule,
            because: choice.value,
            question,
        },
    }
}

/// What follows from the other answer for a question that is not asked. Never a pass.
pub(crate) fn closed(item: &Item, rule: OnlyIf, because: &str, question: &str) -> Observation {
    let why = format!("Not asked, because the answer to `{question}` is `{because}`.");
    match rule.otherwise {
        Otherwise::Missing => Observation::fail(item.point)
            .severity(milder(item.severity).max(Severity::Low))
            .title("what it rests on is not in place")
            .remediation(format!(
                "Put in place what `{}` asks for, then send: {}",
                rule.question, item.evidence
            )),
        Otherwise::NotApplicable => Observation::not_applicable(item.point)
            .title("the supplier says that it does not apply")
            .remediation("The buyer has to agree, with a reason and a second person."),
    }
    .detail(why)
    .answer(question)
}
