//! One expectation of a case, and whether an observation is what it says.

use std::collections::BTreeMap;

use assay_domain::{
    Evidence, FactValue, Observation, PointId, Quantity, ReportedOutcome, Severity, SystemId,
};
use assay_report::trial::ExpectedView;
use assay_toml::{Mistake, Source, Spanned};
use serde::Deserialize;

/// The table `[[expect]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExpectTable {
    point: PointId,
    outcome: ReportedOutcome,
    severity: Option<Severity>,
    system: Option<SystemId>,
    title: Option<String>,
    quote: Option<Spanned<String>>,
    #[serde(default)]
    facts: BTreeMap<String, FactTable>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FactTable {
    YesNo(bool),
    Text(String),
}

/// What has to be seen. What is not named may be anything.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expectation {
    pub(crate) point: PointId,
    outcome: ReportedOutcome,
    severity: Option<Severity>,
    system: Option<SystemId>,
    title: Option<String>,
    quote: Option<String>,
    facts: BTreeMap<String, Value>,
}

/// The value of a fact. `96 h` is a number for a number and a text for a text.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    YesNo(bool),
    Text(String),
}

impl ExpectTable {
    pub(crate) fn read(self, source: &Source) -> Result<Expectation, Mistake> {
        if let Some(quote) = &self.quote
            && quote.get_ref().trim().is_empty()
        {
            let message = "an empty text is in every quote";
            return Err(source.mistake(quote.span(), "quote", message));
        }
        Ok(Expectation {
            point: self.point,
            outcome: self.outcome,
            severity: self.severity,
            system: self.system,
            title: self.title,
            quote: self.quote.map(Spanned::into_inner),
            facts: self
                .facts
                .into_iter()
                .map(|(name, value)| {
                    let value = match value {
                        FactTable::YesNo(yes) => Value::YesNo(yes),
                        FactTable::Text(text) => Value::Text(text),
                    };
                    (name, value)
                })
                .collect(),
        })
    }
}

impl Expectation {
    /// The keys of the case file in which an observation of the same point differs; none when it is what was expected.
    pub(crate) fn differs_in(&self, seen: &Observation) -> Vec<String> {
        let checks = [
            ("outcome", self.outcome == seen.outcome),
            ("severity", self.severity.is_none_or(|s| s == seen.severity)),
            (
                "system",
                self.system
                    .as_ref()
                    .is_none_or(|system| seen.system.as_ref() == Some(system)),
            ),
            (
                "title",
                self.title
                    .as_ref()
                    .is_none_or(|title| seen.title.expose() == title),
            ),
            (
                "quote",
                self.quote.as_ref().is_none_or(|text| quotes(seen, text)),
            ),
        ];
        let keys = checks
            .into_iter()
            .filter(|(_, holds)| !holds)
            .map(|(key, _)| key.to_owned());
        let facts = self
            .facts
            .iter()
            .filter(|(name, value)| !states(seen, name, value))
            .map(|(name, _)| format!("facts.{name}"));
        keys.chain(facts).collect()
    }

    pub(crate) fn matches(&self, seen: &Observation) -> bool {
        self.point == seen.point && self.differs_in(seen).is_empty()
    }

    pub(crate) fn view(&self) -> ExpectedView {
        ExpectedView {
            point: self.point.to_string(),
            outcome: self.outcome.label().to_owned(),
            severity: self.severity.map(|severity| severity.to_string()),
            system: self.system.as_ref().map(ToString::to_string),
            title: self.title.clone(),
            quote: self.quote.clone(),
            facts: self
                .facts
                .iter()
                .map(|(name, value)| {
                    let text = match value {
                        Value::YesNo(yes) => yes.to_string(),
                        Value::Text(text) => text.clone(),
                    };
                    (name.clone(), text)
                })
                .collect(),
        }
    }
}

fn quotes(seen: &Observation, text: &str) -> bool {
    seen.evidence.iter().any(|piece| match piece {
        Evidence::Quote { text: quote, .. } => quote.expose().contains(text),
        _ => false,
    })
}

fn states(seen: &Observation, name: &str, expected: &Value) -> bool {
    seen.facts
        .iter()
        .filter(|fact| fact.name.expose() == name)
        .any(|fact| match (&fact.value, expected) {
            (FactValue::YesNo(seen), Value::YesNo(expected)) => seen == expected,
            (FactValue::Number(seen), Value::Text(expected)) => is_number(seen, expected),
            (FactValue::Text(seen), Value::Text(expected)) => seen.expose() == expected,
            (FactValue::Other(_, seen), Value::Text(expected)) => seen.expose() == expected,
            _ => false,
        })
}

/// True when a number with its unit is what was written: `96 h`, `0.5 %`, or `3` for one without a unit.
fn is_number(seen: &Quantity, written: &str) -> bool {
    let (digits, unit) = written.split_once(' ').unwrap_or((written, ""));
    if unit.trim() != seen.unit.expose() {
        return false;
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(decimals) = u32::try_from(part.len()) else {
        return false;
    };
    let Ok(value) = format!("{whole}{part}").parse::<i128>() else {
        return false;
    };
    // Both on the same number of decimals; what does not fit is not the same number as anything that somebody wrote down.
    let scaled = |value: i128, by: u32| 10_i128.checked_pow(by).and_then(|f| value.checked_mul(f));
    scaled(value, u32::from(seen.decimals))
        .zip(scaled(i128::from(seen.value), decimals))
        .is_some_and(|(written, seen)| written == seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_compared_as_a_number_and_its_unit_as_a_word() {
        let seen = Quantity {
            value: 965,
            decimals: 1,
            unit: "h".into(),
        };
        for (written, same) in [
            ("96.5 h", true),
            ("96.50 h", true),
            ("96 h", false),
            ("96.5", false),
            ("96.5 d", false),
            ("-96.5 h", false),
            ("about 96.5 h", false),
        ] {
            assert_eq!(is_number(&seen, written), same, "{written}");
        }
        let plain = Quantity {
            value: -3,
            decimals: 0,
            unit: "".into(),
        };
        assert!(is_number(&plain, "-3") && !is_number(&plain, "3"));
    }
}
