//! Building a plugin's description of itself.

use crate::{CapabilityWish, Choice, Condition, DeclaredPoint, Descriptor, DocumentWish, Question};

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A descriptor is built by naming the plugin and adding what it answers and needs.
impl Descriptor {
    /// `id` is lower-case words joined by hyphens, `version` a semantic version: `env!("CARGO_PKG_VERSION")`.
    pub fn new(id: &str, version: &str) -> Self {
        Self {
            id: id.to_owned(),
            version: version.to_owned(),
            publisher: String::new(),
            title: String::new(),
            summary: String::new(),
            kind: String::new(),
            points: Vec::new(),
            questions: Vec::new(),
            documents: Vec::new(),
            capabilities: Vec::new(),
            settings_schema: String::new(),
            extra: Vec::new(),
        }
    }

    /// Who publishes the plugin. A claim: the host treats a plugin whose digest nobody vouched for like the supplier's own.
    #[must_use]
    pub fn publisher(mut self, publisher: &str) -> Self {
        self.publisher = publisher.to_owned();
        self
    }

    /// One line.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        self.title = title.to_owned();
        self
    }

    /// A few sentences.
    #[must_use]
    pub fn summary(mut self, summary: &str) -> Self {
        self.summary = summary.to_owned();
        self
    }

    /// `questionnaire`, `probe`, `contract` or another word.
    #[must_use]
    pub fn kind(mut self, kind: &str) -> Self {
        self.kind = kind.to_owned();
        self
    }

    /// Declares a check point that the plugin answers, with the controls that an answer supports. An observation of a
    /// point that is not declared is dropped and held against the plugin.
    #[must_use]
    pub fn point(mut self, point: &str, controls: &[&str]) -> Self {
        self.points.push(DeclaredPoint {
            point: point.to_owned(),
            controls: owned(controls),
        });
        self
    }

    /// Adds a question that the plugin needs answered.
    #[must_use]
    pub fn question(mut self, question: Question) -> Self {
        self.questions.push(question);
        self
    }

    /// Names a kind of document that the plugin would read, and why.
    #[must_use]
    pub fn document(mut self, kind: &str, why: &str) -> Self {
        self.documents.push(DocumentWish {
            kind: kind.to_owned(),
            why: why.to_owned(),
        });
        self
    }

    /// Names an imported interface, and why the plugin needs it. For people: the host reads the imports themselves.
    #[must_use]
    pub fn capability(mut self, interface: &str, why: &str) -> Self {
        let wish = CapabilityWish {
            interface: interface.to_owned(),
            why: why.to_owned(),
        };
        self.capabilities.push(wish);
        self
    }

    /// The JSON Schema of the settings.
    #[must_use]
    pub fn settings_schema(mut self, schema: &str) -> Self {
        self.settings_schema = schema.to_owned();
        self
    }
}

/// A question is built by naming its id, its kind of answer and its text.
impl Question {
    fn new(id: &str, kind: &str, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            text: text.to_owned(),
            guidance: String::new(),
            answer_kind: kind.to_owned(),
            choices: Vec::new(),
            evidence: String::new(),
            show_if: None,
            controls: Vec::new(),
            extra: Vec::new(),
        }
    }

    /// A question with choices; add them with [`Question::option`].
    pub fn choice(id: &str, text: &str) -> Self {
        Self::new(id, "choice", text)
    }

    /// A question that is answered with yes or no.
    pub fn yes_no(id: &str, text: &str) -> Self {
        Self::new(id, "yes-no", text)
    }

    /// A question that is answered with a number.
    pub fn number(id: &str, text: &str) -> Self {
        Self::new(id, "number", text)
    }

    /// A question that is answered with a date, `YYYY-MM-DD`.
    pub fn date(id: &str, text: &str) -> Self {
        Self::new(id, "date", text)
    }

    /// A question that is answered in words.
    pub fn text(id: &str, text: &str) -> Self {
        Self::new(id, "text", text)
    }

    /// Adds a choice: what is written into the answer file, and what a person reads.
    #[must_use]
    pub fn option(mut self, value: &str, label: &str) -> Self {
        self.choices.push(Choice {
            value: value.to_owned(),
            label: label.to_owned(),
        });
        self
    }

    /// What a good answer looks like.
    #[must_use]
    pub fn guidance(mut self, guidance: &str) -> Self {
        self.guidance = guidance.to_owned();
        self
    }

    /// The evidence that should come with it, in words.
    #[must_use]
    pub fn evidence(mut self, evidence: &str) -> Self {
        self.evidence = evidence.to_owned();
        self
    }

    /// Asks it only if another question has one of these answers.
    #[must_use]
    pub fn show_if(mut self, question: &str, any_of: &[&str]) -> Self {
        self.show_if = Some(Condition {
            question: question.to_owned(),
            any_of: owned(any_of),
        });
        self
    }

    /// The controls behind it.
    #[must_use]
    pub fn controls(mut self, controls: &[&str]) -> Self {
        self.controls = owned(controls);
        self
    }
}
