//! What one clause says: values and polarity, not keywords.

use std::ops::Range;

pub use assay_sdk::{Outcome, Severity};

use crate::actor::Party;
use crate::number::Duration;

/// Whether the party that is bound has to, is free to, or is forbidden to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modality {
    /// It must not.
    MustNot,
    /// It may.
    May,
    /// It must.
    Must,
}

impl Modality {
    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MustNot => "must-not",
            Self::May => "may",
            Self::Must => "must",
        }
    }
}

/// What holds when the buyer does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It happens unless the buyer objects.
    On,
    /// It does not happen unless the buyer asks for it.
    Off,
}

impl Switch {
    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

/// For which plans a clause holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// The clause names none.
    Any,
    /// Only for those who do not pay, or for private persons.
    Free,
    /// For some that pay: paid, business, enterprise or API plans.
    Paid,
    /// Named both free and paid ones.
    All,
}

impl Plan {
    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Any => "not named",
            Self::Free => "free",
            Self::Paid => "paid",
            Self::All => "free and paid",
        }
    }

    /// Whether a customer can be under both.
    pub const fn overlaps(self, other: Self) -> bool {
        !matches!(
            (self, other),
            (Self::Free, Self::Paid) | (Self::Paid, Self::Free)
        )
    }
}

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit.
    Number(i64, &'static str),
    /// A text.
    Text(String),
    /// Yes or no.
    YesNo(bool),
}

/// One clause as it was understood.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Which part of the topic it is about, for example changes of the terms or of the service. Only clauses about the same
    /// part can contradict each other.
    pub subject: &'static str,
    /// Who is bound.
    pub bound: Party,
    /// Must, may or must not.
    pub modality: Modality,
    /// What holds when the buyer does nothing, where that matters.
    pub default: Option<Switch>,
    /// What is taken out of it, in the same sentence or the next.
    pub exceptions: Vec<&'static str>,
    /// Which data.
    pub data: Option<&'static str>,
    /// Which plan.
    pub plan: Plan,
    /// From when a time runs, or on what the clause depends.
    pub trigger: Option<&'static str>,
    /// Numbers and texts that were read, by name.
    pub values: Vec<(&'static str, Value)>,
    /// True when it says nothing definite ("without undue delay"): a definite clause about the same part then counts alone.
    pub is_vague: bool,
    /// What it amounts to.
    pub outcome: Outcome,
    /// How bad, unless it is a pass.
    pub severity: Severity,
    /// In a few words: the reading of the clause.
    pub reading: String,
    /// What a reader should know besides.
    pub notes: Vec<String>,
    /// The sentences, as ranges of the plain text, the decisive one first.
    pub quotes: Vec<Range<usize>>,
}

impl Clause {
    /// A clause that binds the supplier, without values yet.
    pub(crate) fn new(
        outcome: Outcome,
        severity: Severity,
        reading: impl Into<String>,
        quote: Range<usize>,
    ) -> Self {
        Self {
            subject: "",
            bound: Party::Supplier,
            modality: Modality::Must,
            default: None,
            exceptions: Vec::new(),
            data: None,
            plan: Plan::Any,
            trigger: None,
            values: Vec::new(),
            is_vague: false,
            outcome,
            severity,
            reading: reading.into(),
            notes: Vec::new(),
            quotes: vec![quote],
        }
    }

    /// Adds a number, and marks the clause when its word and digits disagree.
    pub(crate) fn with_duration(mut self, name: &'static str, duration: &Duration) -> Self {
        let (count, unit) = duration.fact();
        self.values.push((name, Value::Number(count, unit)));
        if duration.inconsistent {
            self.worsen(Outcome::Partial, Severity::Low);
            self.notes
                .push("the number in words and the number in digits disagree".to_owned());
        }
        self
    }

    pub(crate) fn with_text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.values.push((name, Value::Text(text.into())));
        self
    }

    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(crate) fn vague(mut self) -> Self {
        self.is_vague = true;
        self
    }

    /// Lowers the outcome if it was better, and raises the severity if it was milder.
    pub(crate) fn worsen(&mut self, outcome: Outcome, severity: Severity) {
        if self.outcome < outcome {
            self.outcome = outcome;
            self.severity = severity;
        }
    }

    /// Appends a quote unless it is there.
    pub(crate) fn quote(&mut self, range: Range<usize>) {
        if !self.quotes.contains(&range) {
            self.quotes.push(range);
        }
    }
}
