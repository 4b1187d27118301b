//! Every question that plugins ask a supplier.

use std::collections::{BTreeMap, BTreeSet};

use assay_domain::{Answer, Descriptor, Question, QuestionId, SupplierId, Untrusted};

/// The questions to one supplier, and what it answered already.
#[derive(Debug, Clone)]
pub struct Form {
    /// Who is asked.
    pub supplier: SupplierId,
    /// Its name.
    pub name: Untrusted,
    /// The questions by who asks them; each question once, with the first plugin that asks it.
    pub sections: Vec<Section>,
    /// What is answered already.
    pub answers: BTreeMap<QuestionId, Answer>,
}

/// The questions of one plugin.
#[derive(Debug, Clone)]
pub struct Section {
    /// What the plugin calls itself.
    pub title: Untrusted,
    /// Its questions, in its order.
    pub questions: Vec<Question>,
}

impl Form {
    /// The form of what plugins ask.
    pub fn new<'a>(
        supplier: SupplierId,
        name: Untrusted,
        plugins: impl IntoIterator<Item = &'a Descriptor>,
        answers: BTreeMap<QuestionId, Answer>,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let sections = plugins.into_iter().map(|plugin| Section {
            title: plugin.title.clone(),
            questions: plugin
                .questions
                .iter()
                .filter(|question| seen.insert(question.id.clone()))
                .cloned()
                .collect(),
        });
        let sections = sections.filter(|section| !section.questions.is_empty());
        Self {
            supplier,
            name,
            sections: sections.collect(),
            answers,
        }
    }

    /// All questions, in the order of the form.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// How many of the questions have an answer that says something, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let answered = self.questions().filter(|question| {
            let answer = self.answers.get(&question.id);
            answer.is_some_and(|answer| !answer.is_placeholder())
        });
        (answered.count(), self.questions().count())
    }
}
