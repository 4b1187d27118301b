//! What a pack says of itself.

use assay_sdk::{Descriptor, Question};
use check_pack_format::{AnswerKind, Built, Pack, Question as Asked};

/// The description of a pack; `probing` tells whether this component can send requests.
pub fn describe(built: &Built, probing: bool) -> Descriptor {
    let pack = &built.pack;
    let mut descriptor = Descriptor::new(&pack.pack.id, &pack.pack.version)
        .publisher(&pack.pack.publisher)
        .title(&pack.pack.title)
        .summary(&pack.pack.summary)
        .kind(kind(pack))
        .capability(
            "answers",
            "what the supplier answered to the questions of the pack",
        )
        .capability(
            "documents",
            "the text in which clauses of the pack are looked for",
        )
        .capability(
            "supplier",
            "a document has to name the supplier before it is read",
        )
        .capability("log", "to say which documents were refused");
    if probing {
        descriptor = descriptor.capability("probe", "the requests of the pack");
    }
    for point in pack.answered() {
        let controls = controls(built, point);
        descriptor = descriptor.point(point, &controls);
    }
    for question in &pack.questions {
        descriptor =
            descriptor.question(asked(question).controls(&controls(built, &question.point)));
    }
    for kind in kinds(pack) {
        descriptor = descriptor.document(kind, "clauses of the pack are looked for in it");
    }
    descriptor
}

/// The kinds of document that clauses are looked for in, each once.
pub(crate) fn kinds(pack: &Pack) -> Vec<&str> {
    let mut kinds: Vec<&str> = pack
        .clauses
        .iter()
        .flat_map(|clause| &clause.documents)
        .map(String::as_str)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn controls<'a>(built: &'a Built, point: &str) -> Vec<&'a str> {
    let controls = built.controls.get(point);
    controls.into_iter().flatten().map(String::as_str).collect()
}

fn kind(pack: &Pack) -> &'static str {
    match (
        pack.questions.is_empty(),
        pack.clauses.is_empty(),
        pack.probes.is_empty(),
    ) {
        (false, true, true) => "questionnaire",
        (true, false, true) => "contract",
        (true, true, false) => "probe",
        _ => "pack",
    }
}

fn asked(question: &Asked) -> Question {
    let new = match question.kind {
        AnswerKind::Choice => Question::choice,
        AnswerKind::YesNo => Question::yes_no,
        AnswerKind::Number => Question::number,
        AnswerKind::Date => Question::date,
        AnswerKind::Text => Question::text,
    };
    let mut asked = new(&question.id, &question.text)
        .guidance(&question.guidance)
        .evidence(&question.evidence);
    for choice in &question.choices {
        asked = asked.option(&choice.value, &choice.label);
    }
    if let Some(show_if) = &question.show_if {
        let any_of: Vec<&str> = show_if.any_of.iter().map(String::as_str).collect();
        asked = asked.show_if(&show_if.question, &any_of);
    }
    asked
}
