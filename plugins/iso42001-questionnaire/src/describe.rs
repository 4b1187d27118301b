//! What the plugin says about itself.

use assay_sdk::{Descriptor, Question};

use crate::{
    item::{Item, Kind},
    questions,
};

/// The descriptor: the points and the questions are the tables.
pub(crate) fn descriptor() -> Descriptor {
    let descriptor = Descriptor::new("iso42001-questionnaire", env!("CARGO_PKG_VERSION"))
        .publisher("assay")
        .title("ISO/IEC 42001 questionnaire")
        .summary(
            "Asks an AI supplier about every clause and control of ISO/IEC 42001:2023 and about what a buyer needs beyond \
             it, and judges the answers by what they say, the documents beside them and their age. A question about an AI \
             system holds for all of them, unless it is answered apart under `question.system`.",
        )
        .kind("questionnaire")
        .document("policy", "policies and procedures that answers point to")
        .document("report", "reports that answers point to")
        .capability("answers", "the answers are what is judged")
        .capability("supplier", "names, AI systems and holders of certificates are compared with the answers")
        .capability("documents", "whether the documents beside an answer are there, and how old they are");
    questions::all().fold(descriptor, |descriptor, item| {
        let own = own_control(item.point);
        let mut controls: Vec<&str> = item.controls.to_vec();
        controls.extend(own.as_deref());
        let descriptor = match item.kind {
            // Asked here, judged by the plugin that reads certificates.
            Kind::Certificate(_) => descriptor,
            _ => descriptor.point(item.point, &controls),
        };
        descriptor.question(question(item, &controls))
    })
}

/// The control of a clause: `iso42001-6.1.2` supports `iso42001.6.1.2`.
fn own_control(point: &str) -> Option<String> {
    point
        .strip_prefix("iso42001-")
        .map(|clause| format!("iso42001.{clause}"))
}

fn question(item: &Item, controls: &[&str]) -> Question {
    let (id, text) = (item.point, item.text);
    let question = match item.kind {
        Kind::Choice(_) | Kind::Certificate(..) if !item.choices().is_empty() => {
            Question::choice(id, text)
        }
        Kind::Number(_) => Question::number(id, text),
        Kind::LastDone | Kind::Day | Kind::DayAfter(_) | Kind::Certificate(..) => {
            Question::date(id, text)
        }
        Kind::Choice(_) | Kind::Objective | Kind::Words(_) | Kind::Entity => {
            Question::text(id, text)
        }
    };
    let question = question
        .guidance(item.guidance)
        .evidence(item.evidence)
        .controls(controls);
    let question = item.choices().iter().fold(question, |question, choice| {
        question.option(choice.value, choice.label)
    });
    match item.only_if {
        Some(rule) => question.show_if(rule.question, rule.any_of),
        None => question,
    }
}
