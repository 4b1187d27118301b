//! The supplier's answers.

use assay_domain::{Answer, QuestionId};

use crate::{bindings::answers as wit, state::RunState};

impl wit::Host for RunState {
    fn get(&mut self, question: String) -> wasmtime::Result<Option<wit::Answer>> {
        Ok(self.answer("answers.get", &question, |inputs| {
            let id: QuestionId = question.parse().ok()?;
            inputs.answers.get(&id).map(answer)
        })?)
    }

    fn all(&mut self) -> wasmtime::Result<Vec<wit::Answer>> {
        Ok(self.answer("answers.all", &(), |inputs| {
            inputs.answers.values().map(answer).collect()
        })?)
    }
}

fn answer(answer: &Answer) -> wit::Answer {
    wit::Answer {
        question: answer.question.to_string(),
        value: answer.value.expose().to_owned(),
        comment: answer
            .comment
            .as_ref()
            .map(|comment| comment.expose().to_owned()),
        documents: answer.documents.clone(),
        answered_on: answer.answered_on.map(|day| day.to_string()),
        answered_by: answer
            .answered_by
            .as_ref()
            .map(|who| who.expose().to_owned()),
        extra: Vec::new(),
    }
}
