//! What answers amount to.

use assay_sdk::{Date, Observation, Run, is_placeholder};
use check_pack_format::{AnswerKind, Comparison, Decimal, Measure, Outcome, Pattern, Question};
use contract_terms::text::Text;

use crate::finding::{self, Finding};

/// No age is counted beyond this: a date of the year 1 is old enough after a hundred years.
const OLDEST_MONTHS: i32 = 1_200;

/// Judges the answer to a question. The answer is cited and never repeated.
pub(crate) fn judge(question: &Question, run: &Run) -> Finding {
    let title = finding::title(&question.title, &question.id);
    let silent = |why: &str| Finding::Silent {
        point: question.point.clone(),
        reason: format!("The question `{}` {why}.", question.id),
        remediation: question.remediation.clone(),
    };
    let Some(answer) = run.answer(&question.id) else {
        return silent("has no answer");
    };
    if is_placeholder(&answer.value) {
        return silent("has an answer that is a placeholder");
    }
    if concludes_nothing(question, &answer.value) {
        return silent("has an answer from which the pack concludes nothing");
    }
    let amounts = match question.kind {
        AnswerKind::Choice | AnswerKind::YesNo => by_value(question, &answer.value),
        AnswerKind::Number => by_number(question, &answer.value),
        AnswerKind::Date => by_age(question, &answer.value, run.as_of()),
        AnswerKind::Text => by_words(question, &answer.value),
    };
    let observation = match amounts {
        Ok(outcome) => {
            let word = match outcome {
                Outcome::Pass => "answered as expected",
                Outcome::Partial => "answered as expected in part",
                Outcome::Fail => "answered otherwise than expected",
            };
            finding::observation(&question.point, outcome, question.severity)
                .title(format!("{title}: {word}"))
        }
        Err(why) => Observation::unknown(question.point.as_str()).title(format!("{title}: {why}")),
    };
    Finding::Seen(
        observation
            .remediation(question.remediation.as_str())
            .answer(question.id.as_str()),
    )
}

/// True for an answer that can be chosen and has no outcome: it leads to another question.
fn concludes_nothing(question: &Question, value: &str) -> bool {
    let value = value.trim();
    let is_choice = match question.kind {
        AnswerKind::Choice => {
            let mut choices = question.choices.iter();
            choices.any(|choice| choice.value.eq_ignore_ascii_case(value))
        }
        AnswerKind::YesNo => ["yes", "no"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(value)),
        AnswerKind::Number | AnswerKind::Date | AnswerKind::Text => false,
    };
    is_choice && by_value(question, value).is_err()
}

/// An outcome, or why there is none.
type Amounts = Result<Outcome, &'static str>;

const NOWHERE: &str = "the answer is none that the pack knows";

fn conditions(question: &Question, outcome: Outcome) -> &[String] {
    match outcome {
        Outcome::Pass => &question.pass,
        Outcome::Partial => &question.partial,
        Outcome::Fail => &question.fail,
    }
}

fn by_value(question: &Question, value: &str) -> Amounts {
    let value = value.trim();
    finding::worst(|outcome| {
        let mut values = conditions(question, outcome).iter();
        values.any(|known| known.eq_ignore_ascii_case(value))
    })
    .ok_or(NOWHERE)
}

fn by_number(question: &Question, value: &str) -> Amounts {
    let number = Decimal::parse(value.trim()).ok_or("the answer is no number")?;
    compared(question, |_| number)
}

fn by_age(question: &Question, value: &str, today: Date) -> Amounts {
    let date = Date::parse(value.trim()).map_err(|_| "the answer is no date")?;
    let days = u64::try_from(today.days_since(date)).map_err(|_| "the date lies in the future")?;
    let months = (0..OLDEST_MONTHS)
        .find(|months| !date.is_older_than(*months, today))
        .unwrap_or(OLDEST_MONTHS);
    compared(question, |measure| match measure {
        Measure::Months => Decimal::whole(u64::try_from(months).unwrap_or_default()),
        _ => Decimal::whole(days),
    })
}

fn compared(question: &Question, value: impl Fn(&Measure) -> Decimal) -> Amounts {
    finding::graded(|outcome| {
        let conditions = conditions(question, outcome);
        !conditions.is_empty()
            && conditions.iter().all(|condition| {
                condition
                    .parse::<Comparison>()
                    .is_ok_and(|comparison| comparison.holds(value(&comparison.measure)))
            })
    })
    .ok_or(NOWHERE)
}

/// Patterns read an answer as they read a document.
fn by_words(question: &Question, value: &str) -> Amounts {
    let text = Text::read(value);
    finding::worst(|outcome| {
        let mut patterns = conditions(question, outcome).iter();
        patterns.any(|pattern| Pattern::new(pattern).is_ok_and(|it| it.is_in(text.plain())))
    })
    .ok_or(NOWHERE)
}
