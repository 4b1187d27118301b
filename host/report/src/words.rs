//! Words that several formats use.

use assay_domain::{Decision, Quantity};
use assay_scoring::GateStatus;

/// What a decision means, in a sentence.
pub(crate) const fn meaning(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => {
            "the risk that remains is within appetite and nothing stands against it"
        }
        Decision::Conditional => "usable under conditions, each with an owner and a date",
        Decision::Undecided => "too much is not known; what is not known counts as the worst",
        Decision::Reject => "not to be used as it is",
    }
}

/// What something in the catalogue is called: a gate, a scenario or a point; its own id when it is none of them.
pub fn title<'a>(named: &'a str, catalogue: &'a assay_catalogue::Catalogue) -> &'a str {
    let gate = || {
        catalogue
            .policy
            .gates
            .iter()
            .find(|gate| gate.id == named)
            .map(|gate| gate.title.as_str())
    };
    let scenario = || {
        catalogue
            .scenarios
            .iter()
            .find(|one| one.id.as_str() == named)
            .map(|one| one.title.as_str())
    };
    let point = || Some(catalogue.points.get(&named.parse().ok()?)?.title.as_str());
    gate().or_else(scenario).or_else(point).unwrap_or(named)
}

/// How a gate stands.
pub(crate) const fn gate_status(status: GateStatus) -> &'static str {
    match status {
        GateStatus::Passed => "passed",
        GateStatus::NotApplicable => "not applicable",
        GateStatus::Weak => "weak",
        GateStatus::Unknown => "unknown",
        GateStatus::Failed => "failed",
    }
}

/// A decimal number as a person writes it.
pub(crate) fn number(quantity: &Quantity) -> String {
    let decimals = usize::from(quantity.decimals);
    let digits = format!("{:0>1$}", quantity.value.unsigned_abs(), decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let sign = if quantity.value < 0 { "-" } else { "" };
    let point = if decimals > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_with_its_point_where_it_belongs() {
        for (value, decimals, written) in [
            (72, 0, "72"),
            (725, 1, "72.5"),
            (5, 3, "0.005"),
            (-5, 2, "-0.05"),
            (0, 2, "0.00"),
            (i64::MIN, 0, "-9223372036854775808"),
        ] {
            let unit = "hours".into();
            assert_eq!(
                number(&Quantity {
                    value,
                    decimals,
                    unit
                }),
                written
            );
        }
    }
}
