//! One question, as data.

use assay_sdk::Severity;

use crate::number::{Bound, Number, Unit};

/// A question. Its id is the id of the check point that it answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    pub(crate) point: &'static str,
    /// The controls that an answer supports; for a clause or control of the standard, itself.
    pub(crate) controls: &'static [&'static str],
    pub(crate) text: &'static str,
    /// What a good answer looks like.
    pub(crate) guidance: &'static str,
    /// The evidence that should come with it; also what is asked for when the answer falls short.
    pub(crate) evidence: &'static str,
    pub(crate) kind: Kind,
    pub(crate) only_if: Option<OnlyIf>,
    /// How bad a plain no is.
    pub(crate) severity: Severity,
    /// It may be answered for each AI system apart.
    pub(crate) per_system: bool,
    /// A pass needs a document with a date beside it.
    pub(crate) dated: bool,
    /// It repeats what only a contract can show, so that documents beside the answer do not raise it.
    pub(crate) claim: bool,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// With one of these choices.
    Choice(&'static [Choice]),
    /// With a number.
    Number(Number),
    /// With the day on which something was last done; at most twelve months ago is good.
    LastDone,
    /// With a day that has passed; how long ago does not matter.
    Day,
    /// The same, and not before the day that another question is answered with.
    DayAfter(&'static str),
    /// With a measurable objective: a number, an owner and a day.
    Objective,
    /// In words, which have to hold something.
    Words(Words),
    /// With the registered name of the supplier.
    Entity,
    /// About a certificate to ISO/IEC 42001, with one of these choices or else with a day. The answer is judged by the plugin
    /// `certificate`, beside what the dossier claims and the document shows.
    Certificate(&'static [Choice]),
}

/// A choice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) label: &'static str,
    pub(crate) meaning: Meaning,
}

/// What a choice means for the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Pass,
    Partial,
    /// Not yet: a fail, one step milder than a plain no.
    Planned,
    /// A fail as bad as the question says.
    No,
    /// A fail that is worse or milder than a plain no.
    Fail(Severity),
    /// The supplier says that it does not apply. Only the buyer can agree to that.
    NotApplicable,
}

/// What an answer in words has to hold.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Words {
    /// At least so many words.
    AtLeast(usize),
    /// An address, a telephone number or a web address.
    Contact,
    /// Each of these parts; a part is there when one of its words is.
    Parts(&'static [(&'static str, &'static [&'static str])]),
}

/// The question makes sense only if another has one of these answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnlyIf {
    pub(crate) question: &'static str,
    pub(crate) any_of: &'static [&'static str],
    pub(crate) otherwise: Otherwise,
}

/// What follows for a question that is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Otherwise {
    /// It rests on something that is not there: without a policy nobody reviews it.
    Missing,
    /// It does not apply, says the supplier.
    NotApplicable,
}

/// The choices for "do you do this?".
pub(crate) const PRACTICE: &[Choice] = &[
    choice(
        "implemented-and-evidenced",
        "In place, with the evidence attached",
        Meaning::Pass,
    ),
    choice(
        "implemented",
        "In place, without evidence attached",
        Meaning::Pass,
    ),
    choice("partly", "In place in part", Meaning::Partial),
    choice("planned", "Planned or in preparation", Meaning::Planned),
    choice("no", "Not in place", Meaning::No),
];

/// The choices of [`PRACTICE`] that say that there is something.
pub(crate) const IN_PLACE: &[&str] = &["implemented-and-evidenced", "implemented", "partly"];

/// [`PRACTICE`] with the claim that it does not apply.
pub(crate) const PRACTICE_IF_APPLICABLE: &[Choice] = &[
    PRACTICE[0],
    PRACTICE[1],
    PRACTICE[2],
    PRACTICE[3],
    PRACTICE[4],
    choice(
        "does-not-apply",
        "Does not apply; say why in the comment",
        Meaning::NotApplicable,
    ),
];

pub(crate) const fn choice(value: &'static str, label: &'static str, meaning: Meaning) -> Choice {
    Choice {
        value,
        label,
        meaning,
    }
}

/// A practice: is it in place?
pub(crate) const fn practice(
    point: &'static str,
    text: &'static str,
    guidance: &'static str,
    evidence: &'static str,
) -> Item {
    Item {
        point,
        controls: &[],
        text,
        guidance,
        evidence,
        kind: Kind::Choice(PRACTICE),
        only_if: None,
        severity: Severity::Medium,
        per_system: false,
        dated: false,
        claim: false,
    }
}

impl Item {
    pub(crate) const fn controls(mut self, controls: &'static [&'static str]) -> Self {
        self.controls = controls;
        self
    }

    pub(crate) const fn answered_by(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    pub(crate) const fn number(mut self, unit: Unit, pass: Bound, partial: Bound) -> Self {
        self.kind = Kind::Number(Number {
            unit,
            pass,
            partial,
        });
        self
    }

    pub(crate) const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(crate) const fn per_system(mut self) -> Self {
        self.per_system = true;
        self
    }

    pub(crate) const fn dated(mut self) -> Self {
        self.dated = true;
        self
    }

    pub(crate) const fn claim(mut self) -> Self {
        self.claim = true;
        self
    }

    pub(crate) const fn only_if(
        mut self,
        question: &'static str,
        any_of: &'static [&'static str],
        otherwise: Otherwise,
    ) -> Self {
        self.only_if = Some(OnlyIf {
            question,
            any_of,
            otherwise,
        });
        self
    }

    /// The choices, or none when it is answered otherwise.
    pub(crate) const fn choices(&self) -> &'static [Choice] {
        match self.kind {
            Kind::Choice(choices) | Kind::Certificate(choices) => choices,
            Kind::Number(_)
            | Kind::LastDone
            | Kind::Day
            | Kind::DayAfter(_)
            | Kind::Objective
            | Kind::Words(_)
            | Kind::Entity => &[],
        }
    }
}

/// The choice that an answer names, however it is spelt: `Implemented`, `implemented and evidenced`. A plain yes to a
/// practice is "in place" without evidence.
pub(crate) fn chosen<'a>(choices: &'a [Choice], value: &str) -> Option<&'a Choice> {
    let words: Vec<String> = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let folded = words.join("-");
    let practice = choices.iter().any(|choice| choice.value == "implemented");
    let meant = match folded.as_str() {
        "yes" | "true" if practice => "implemented",
        "partially" | "partial" if practice => "partly",
        "false" if practice => "no",
        folded => folded,
    };
    choices.iter().find(|choice| choice.value == meant)
}

/// One step milder.
pub(crate) const fn milder(severity: Severity) -> Severity {
    match severity {
        Severity::Critical => Severity::High,
        Severity::High => Severity::Medium,
        Severity::Medium => Severity::Low,
        Severity::Low | Severity::Info => Severity::Info,
    }
}
