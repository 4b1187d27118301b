//! Evidence ages: past its class's months it drops one class, past twice that it is nothing.

use assay_catalogue::Freshness;
use assay_domain::EvidenceClass;
use jiff::{ToSpan, civil::Date};

/// The class that is left of evidence of a day. Evidence from after the day of the assessment was not there yet.
pub(super) fn aged(
    class: EvidenceClass,
    collected: Date,
    as_of: Date,
    freshness: &Freshness,
) -> EvidenceClass {
    if collected > as_of {
        return EvidenceClass::E0;
    }
    let Some(months) = freshness.0.get(&class) else {
        return class;
    };
    let past = |months: u32| {
        collected
            .checked_add(i64::from(months).months())
            .is_ok_and(|fresh_until| as_of > fresh_until)
    };
    if past(months.saturating_mul(2)) {
        EvidenceClass::E0
    } else if past(*months) {
        class.weaker()
    } else {
        class
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_document_of_a_year_and_a_day_is_worth_less_and_of_two_years_and_a_day_nothing() {
        let freshness = Freshness([(EvidenceClass::E2, 12)].into());
        let written = date(2024, 3, 1);
        let left = |as_of| aged(EvidenceClass::E2, written, as_of, &freshness);
        assert_eq!(left(date(2025, 3, 1)), EvidenceClass::E2);
        assert_eq!(left(date(2025, 3, 2)), EvidenceClass::E1);
        assert_eq!(left(date(2026, 3, 1)), EvidenceClass::E1);
        assert_eq!(left(date(2026, 3, 2)), EvidenceClass::E0);
        assert_eq!(
            left(date(2024, 2, 29)),
            EvidenceClass::E0,
            "dated after the assessment"
        );
    }
}
