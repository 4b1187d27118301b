//! Questions.

use super::{Place, Problems, grades, text};
use crate::{AnswerKind, Comparison, Measure, Pack, Pattern, Question};

/// Most choices or conditions of a question; the host takes 32 values of a condition.
const MOST: usize = 30;
/// What a question with yes and no is answered with.
const YES_NO: [&str; 2] = ["yes", "no"];

pub(super) fn check(question: &Question, pack: &Pack, place: Place, problems: &mut Problems) {
    text::id(&question.id, place.key("id"), problems);
    text::id(&question.point, place.key("point"), problems);
    if question.text.trim().is_empty() {
        problems.add(place.key("text"), "must not be empty");
    }
    text::prose(&question.text, place.key("text"), problems);
    text::prose(&question.guidance, place.key("guidance"), problems);
    text::prose(&question.evidence, place.key("evidence"), problems);
    text::title(&question.title, place.key("title"), problems);
    text::remediation(&question.remediation, place.key("remediation"), problems);
    choices(question, place, problems);
    show_if(question, pack, place, problems);
    if conditions(question).all(|(_, conditions)| conditions.is_empty()) {
        problems.add(
            place.whole(),
            "no answer leads anywhere: say with `pass`, `partial` or `fail` what an answer amounts to",
        );
    }
    for (key, conditions) in conditions(question) {
        if conditions.len() > MOST {
            problems.add(place.key(key), format!("more than {MOST} conditions"));
        }
    }
    match question.kind {
        AnswerKind::Choice | AnswerKind::YesNo => values(question, place, problems),
        AnswerKind::Number => {
            comparisons(question, place, problems, "a bare number", |measure| {
                *measure == Measure::Count
            });
        }
        AnswerKind::Date => {
            comparisons(
                question,
                place,
                problems,
                "its age in `d` or `months`",
                |measure| matches!(measure, Measure::Days | Measure::Months),
            );
        }
        AnswerKind::Text => patterns(question, place, problems),
    }
}

fn conditions(question: &Question) -> impl Iterator<Item = (&'static str, &Vec<String>)> {
    [
        ("pass", &question.pass),
        ("partial", &question.partial),
        ("fail", &question.fail),
    ]
    .into_iter()
}

fn choices(question: &Question, place: Place, problems: &mut Problems) {
    let wanted = question.kind == AnswerKind::Choice;
    if wanted == question.choices.is_empty() {
        problems.add(
            place.key(if wanted { "kind" } else { "choices" }),
            "kind `choice` needs `choices`, and no other kind has them",
        );
    }
    if question.choices.len() > MOST {
        problems.add(place.key("choices"), format!("more than {MOST} choices"));
    }
    for (number, choice) in question.choices.iter().enumerate() {
        let at = |key: &str| {
            let mut at = place.key("choices");
            at.extend([number.into(), key.into()]);
            at
        };
        text::line(&choice.value, at("value"), problems);
        text::line(&choice.label, at("label"), problems);
        let earlier = &question.choices[..number];
        if earlier.iter().any(|other| other.value == choice.value) {
            problems.add(at("value"), format!("`{}` is there twice", choice.value));
        }
    }
}

/// A condition on another question that is there, and that can be answered like this.
fn show_if(question: &Question, pack: &Pack, place: Place, problems: &mut Problems) {
    let Some(show_if) = &question.show_if else {
        return;
    };
    let at = |key: &str| {
        let mut at = place.key("show-if");
        at.push(key.into());
        at
    };
    let Some(other) = pack
        .questions
        .iter()
        .find(|other| other.id == show_if.question && other.id != question.id)
    else {
        problems.add(
            at("question"),
            format!("the pack has no other question `{}`", show_if.question),
        );
        return;
    };
    if show_if.any_of.is_empty() || show_if.any_of.len() > MOST {
        problems.add(at("any-of"), format!("has to have 1 to {MOST} answers"));
    }
    for value in &show_if.any_of {
        text::line(value, at("any-of"), problems);
        if let Some(known) = values_of(other)
            && !known.contains(&value.as_str())
        {
            problems.add(
                at("any-of"),
                format!(
                    "`{}` cannot be answered with `{value}`: {}",
                    other.id,
                    listed(&known)
                ),
            );
        }
    }
}

/// The answers that can be given, where they are known beforehand.
fn values_of(question: &Question) -> Option<Vec<&str>> {
    match question.kind {
        AnswerKind::Choice => Some(
            question
                .choices
                .iter()
                .map(|choice| choice.value.as_str())
                .collect(),
        ),
        AnswerKind::YesNo => Some(YES_NO.to_vec()),
        AnswerKind::Number | AnswerKind::Date | AnswerKind::Text => None,
    }
}

fn listed(values: &[&str]) -> String {
    format!("its answers are `{}`", values.join("`, `"))
}

/// Conditions that name answers: each of them exists, and none leads to two outcomes.
fn values(question: &Question, place: Place, problems: &mut Problems) {
    let known = values_of(question).unwrap_or_default();
    let mut taken: Vec<(&str, &str)> = Vec::new();
    for (key, conditions) in conditions(question) {
        for value in conditions {
            if !known.contains(&value.as_str()) {
                problems.add(
                    place.key(key),
                    format!("no answer is `{value}`: {}", listed(&known)),
                );
            } else if let Some((other, _)) = taken.iter().find(|(_, taken)| *taken == value) {
                problems.add(
                    place.key(key),
                    format!("`{value}` stands under `{other}` already: an answer has one outcome"),
                );
            } else {
                taken.push((key, value));
            }
        }
    }
}

fn comparisons(
    question: &Question,
    place: Place,
    problems: &mut Problems,
    wanted: &str,
    fits: impl Fn(&Measure) -> bool,
) {
    let read = |conditions: &[String], key: &str, problems: &mut Problems| {
        let mut read = Vec::new();
        for condition in conditions {
            match condition.parse::<Comparison>() {
                Err(error) => problems.add(place.key(key), error.to_string()),
                Ok(comparison) if !fits(&comparison.measure) => problems.add(
                    place.key(key),
                    format!(
                        "`{condition}` does not fit: this kind of answer is compared by {wanted}"
                    ),
                ),
                Ok(comparison) => read.push(comparison),
            }
        }
        read
    };
    let pass = read(&question.pass, "pass", problems);
    let partial = read(&question.partial, "partial", problems);
    let fail = read(&question.fail, "fail", problems);
    grades::unreachable([&pass, &partial, &fail], place, problems);
}

fn patterns(question: &Question, place: Place, problems: &mut Problems) {
    for (key, conditions) in conditions(question) {
        for condition in conditions {
            if let Err(error) = Pattern::new(condition) {
                problems.add(place.key(key), error.to_string());
            }
        }
    }
}
