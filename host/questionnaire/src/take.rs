//! What of that which came back is an answer.

use std::collections::BTreeMap;

use assay_domain::{Answer, Question, QuestionId, Untrusted};
use assay_report::encode::csv::Cell;
use jiff::civil::Date;

use crate::{Form, Given, Map, Returned, map::folded};

/// So often has the same text to stand in boxes for free text to be a filler, and in more than half of them.
const REPEATED: usize = 4;

/// What became of something that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A new answer.
    New,
    /// It is in the dossier already.
    Unchanged,
    /// It takes the place of another, because that was asked for.
    Replaced,
    /// The dossier has another answer, which stays.
    Conflict,
    /// It says nothing: a filler, or the same text in most boxes. The question stays unanswered.
    Dummy,
    /// It is none of the answers that the question allows.
    Refused,
    /// No plugin asks this question.
    Unasked,
}

impl Outcome {
    /// A word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Replaced => "replaced",
            Self::Conflict => "conflict",
            Self::Dummy => "says nothing",
            Self::Refused => "not an answer",
            Self::Unasked => "not asked",
        }
    }

    /// True when a person should look.
    pub const fn needs_a_look(self) -> bool {
        matches!(self, Self::Conflict | Self::Dummy | Self::Refused)
    }
}

/// What was decided on one thing that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The id in the file.
    pub id: Untrusted,
    /// Our question, when there is one.
    pub question: Option<QuestionId>,
    /// What was written.
    pub value: Untrusted,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, and what was left out, for a person.
    pub notes: Vec<Untrusted>,
    /// The answer as it goes into the dossier, for those that do.
    answer: Option<Answer>,
}

/// What was decided on a whole file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taking {
    /// In the order of the file; what was left blank is not among them.
    pub taken: Vec<Taken>,
    /// How many were left blank.
    pub blank: usize,
}

impl Taking {
    /// Answers to be written.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.taken.iter().filter_map(|taken| taken.answer.as_ref())
    }

    /// How many have this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.taken
            .iter()
            .filter(|taken| taken.outcome == outcome)
            .count()
    }
}

/// Decides. `documents` are the ids of the files in `evidence/`; a day after `today` is not believed.
pub fn take(
    returned: &Returned,
    form: &Form,
    map: &Map,
    documents: &[&str],
    today: Date,
    replace: bool,
) -> Taking {
    let desk = Desk {
        form,
        map,
        documents,
        today,
        replace,
        repeated: repeated(returned, form, map),
    };
    let mut taking = Taking::default();
    let mut answered: BTreeMap<QuestionId, usize> = BTreeMap::new();
    for given in &returned.given {
        if given.value.is_blank() {
            taking.blank += 1;
            continue;
        }
        let mut taken = desk.decide(given);
        // Two rows for one question: the second is held against the first, whatever the dossier had.
        if let Some(question) = taken.question.clone().filter(|_| taken.answer.is_some()) {
            if let Some(first) = answered.get(&question) {
                let same = taking.taken[*first]
                    .answer
                    .as_ref()
                    .map(|first| &first.value)
                    == taken.answer.as_ref().map(|second| &second.value);
                taken.outcome = if same {
                    Outcome::Unchanged
                } else {
                    Outcome::Conflict
                };
                taken.answer = None;
                taken
                    .notes
                    .push("the file answers this question twice".into());
            } else {
                answered.insert(question, taking.taken.len());
            }
        }
        taking.taken.push(taken);
    }
    taking
}

struct Desk<'a> {
    form: &'a Form,
    map: &'a Map,
    documents: &'a [&'a str],
    today: Date,
    replace: bool,
    /// A text that stands in most boxes.
    repeated: Option<String>,
}

impl Desk<'_> {
    fn decide(&self, given: &Given) -> Taken {
        let mut taken = Taken {
            id: given.id.clone(),
            question: None,
            value: given.value.clone(),
            outcome: Outcome::Unasked,
            notes: Vec::new(),
            answer: None,
        };
        let Some((question, value)) = resolve(given, self.form, self.map) else {
            return taken;
        };
        taken.question = Some(question.id.clone());
        let mut answer = Answer {
            question: question.id.clone(),
            value: value.clone(),
            comment: given.comment.clone(),
            documents: Vec::new(),
            answered_on: given.answered_on,
            answered_by: given.answered_by.clone(),
        };
        if is_free(question) && self.repeated.as_deref() == Some(&folded(value.expose())) {
            taken.outcome = Outcome::Dummy;
            taken
                .notes
                .push("the same text stands in most boxes".into());
            return taken;
        }
        // `y` is an answer to a question of yes and no, and a filler everywhere else.
        let canonical = canonical(question, value.expose());
        if let Ok(value) = &canonical {
            answer.value = value.as_str().into();
        }
        if answer.is_placeholder() {
            taken.outcome = Outcome::Dummy;
            return taken;
        }
        if let Err(expected) = canonical {
            taken.outcome = Outcome::Refused;
            taken.notes.push(format!("expected {expected}").into());
            return taken;
        }
        for name in &given.documents {
            match self.documents.iter().find(|id| *id == &name.expose()) {
                Some(id) => answer.documents.push((*id).to_owned()),
                None => taken
                    .notes
                    .push(format!("no `{}` in evidence/: left out", name.expose()).into()),
            }
        }
        if let Some(day) = answer.answered_on.filter(|day| *day > self.today) {
            answer.answered_on = None;
            taken
                .notes
                .push(format!("dated {day}, after today: the date is left out").into());
        }
        taken.outcome = match self.form.answers.get(&question.id) {
            // First, because a table shows hidden characters as text: a filler of them must not come back as an answer.
            Some(before) if says_the_same(before, &answer) => Outcome::Unchanged,
            // A filler in the dossier is no answer that could be lost.
            Some(before) if before.is_placeholder() => Outcome::Replaced,
            Some(_) if self.replace => Outcome::Replaced,
            Some(before) => {
                taken
                    .notes
                    .push(format!("the dossier says “{}”", before.value.expose()).into());
                Outcome::Conflict
            }
            None => Outcome::New,
        };
        if matches!(taken.outcome, Outcome::New | Outcome::Replaced) {
            taken.answer = Some(answer);
        }
        taken
    }
}

/// Our question, and the answer in our words.
fn resolve<'a>(given: &Given, form: &'a Form, map: &Map) -> Option<(&'a Question, Untrusted)> {
    let find = |id: &str| form.questions().find(|question| question.id.as_str() == id);
    if let Some(link) = map.link(given.id.expose()) {
        let value = link.values.get(&folded(given.value.expose()));
        let value = value.map_or_else(|| given.value.clone(), |value| value.as_str().into());
        return Some((find(link.to.as_str())?, value));
    }
    let question = given.ours.then(|| find(given.id.expose()))??;
    Some((question, given.value.clone()))
}

fn is_free(question: &Question) -> bool {
    question.choices.is_empty() && question.answer_kind.expose() == "text"
}

/// A text that stands in most of the boxes for free text.
fn repeated(returned: &Returned, form: &Form, map: &Map) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut boxes = 0;
    for given in returned
        .given
        .iter()
        .filter(|given| !given.value.is_blank())
    {
        if let Some((question, value)) = resolve(given, form, map)
            && is_free(question)
        {
            boxes += 1;
            *counts.entry(folded(value.expose())).or_default() += 1;
        }
    }
    let (text, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= REPEATED && count * 2 > boxes).then_some(text)
}

/// The answer as the question wants it, or what it wants.
fn canonical(question: &Question, value: &str) -> Result<String, String> {
    let value = value.trim();
    if !question.choices.is_empty() {
        let chosen = question.choices.iter().find(|choice| {
            [&choice.value, &choice.label]
                .into_iter()
                .any(|word| folded(word.expose()) == folded(value))
        });
        return chosen
            .map(|choice| choice.value.expose().to_owned())
            .ok_or_else(|| {
                let values = question.choices.iter().map(|choice| choice.value.expose());
                values.collect::<Vec<_>>().join(", ")
            });
    }
    match question.answer_kind.expose() {
        "yes-no" => match folded(value).as_str() {
            "yes" | "y" | "true" => Ok("yes".to_owned()),
            "no" | "n" | "false" => Ok("no".to_owned()),
            _ => Err("yes or no".to_owned()),
        },
        // `48 hours` and `100 %` are what people write; the plugin reads the unit.
        "number" => {
            let has_digit = value.contains(|c: char| c.is_ascii_digit());
            has_digit
                .then(|| value.to_owned())
                .ok_or_else(|| "a number, with its unit".to_owned())
        }
        "date" => {
            let day = value.get(..10).unwrap_or(value);
            let day: Result<Date, _> = day.parse();
            day.map(|day| day.to_string())
                .map_err(|_| "a date as 2026-01-31".to_owned())
        }
        _ => Ok(value.to_owned()),
    }
}

/// True when both say the same to a person: a table folds white space and marks hidden characters, and that is no other answer.
fn says_the_same(before: &Answer, after: &Answer) -> bool {
    let same = |a: &Untrusted, b: &Untrusted| seen(a) == seen(b);
    let comment = |answer: &Answer| answer.comment.as_ref().map(seen);
    same(&before.value, &after.value)
        && (after.comment.is_none() || comment(before) == comment(after))
        && after
            .documents
            .iter()
            .all(|document| before.documents.contains(document))
}

fn seen(text: &Untrusted) -> String {
    let cell = Cell::of(text);
    let text = String::from_utf8_lossy(cell.as_ref()).into_owned();
    folded(text.strip_prefix('\'').unwrap_or(&text))
}
