//! Evidence ages: past its class's months it drops one class, past twice that it is nothing.

use assay_domain::{Ageing, EvidenceClass};
use jiff::{ToSpan, civil::Date};

use crate::Freshness;

/// What is left of independent assurance whose validity has ended: the supplier's word that it once held.
const LAPSED: EvidenceClass = EvidenceClass::E1;

impl Freshness {
    /// The class that is left of evidence of a day. Evidence from after the day that is asked about was not there yet.
    pub fn aged(&self, class: EvidenceClass, collected: Date, as_of: Date) -> EvidenceClass {
        if collected > as_of {
            return EvidenceClass::E0;
        }
        let past = |falls: Option<Date>| falls.is_some_and(|day| as_of >= day);
        let [weaker, nothing] = self.falls(class, collected);
        if past(nothing) {
            EvidenceClass::E0
        } else if past(weaker) {
            class.weaker()
        } else {
            class
        }
    }

    /// The same for evidence that may also end by a date of its own: a certificate that has lapsed proves nothing any more.
    pub fn class_on(&self, ageing: &Ageing, as_of: Date) -> EvidenceClass {
        let class = self.aged(ageing.class, ageing.since, as_of);
        if ageing.until.is_some_and(|last| as_of > last) {
            class.min(LAPSED)
        } else {
            class
        }
    }

    /// The first day after this one on which the evidence is worth less than before; none when it stays as it is.
    pub fn next_fall(&self, ageing: &Ageing, after: Date) -> Option<Date> {
        let lapse = ageing.until.and_then(|last| last.tomorrow().ok());
        let now = self.class_on(ageing, after);
        self.falls(ageing.class, ageing.since)
            .into_iter()
            .chain([lapse])
            .flatten()
            .filter(|day| *day > after && self.class_on(ageing, *day) < now)
            .min()
    }

    /// The days from which evidence is one class weaker, and nothing.
    fn falls(&self, class: EvidenceClass, collected: Date) -> [Option<Date>; 2] {
        let Some(months) = self.0.get(&class) else {
            return [None, None];
        };
        // The last fresh day is the one with the same number; a sum that no calendar holds never comes.
        let day_after = |months: u32| {
            collected
                .checked_add(i64::from(months).months())
                .and_then(Date::tomorrow)
                .ok()
        };
        [day_after(*months), day_after(months.saturating_mul(2))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn a_year() -> Freshness {
        Freshness([(EvidenceClass::E2, 12), (EvidenceClass::E4, 12)].into())
    }

    #[test]
    fn a_document_of_a_year_and_a_day_is_worth_less_and_of_two_years_and_a_day_nothing() {
        let written = date(2024, 3, 1);
        let left = |as_of| a_year().aged(EvidenceClass::E2, written, as_of);
        assert_eq!(left(date(2025, 3, 1)), EvidenceClass::E2);
        assert_eq!(left(date(2025, 3, 2)), EvidenceClass::E1);
        assert_eq!(left(date(2026, 3, 1)), EvidenceClass::E1);
        assert_eq!(left(date(2026, 3, 2)), EvidenceClass::E0);
        assert_eq!(
            left(date(2024, 2, 29)),
            EvidenceClass::E0,
            "dated after the day asked about"
        );
    }

    #[test]
    fn a_lapsed_certificate_is_the_supplier_s_word_from_the_day_after_its_last() {
        let ageing = Ageing {
            class: EvidenceClass::E4,
            since: date(2026, 1, 1),
            until: Some(date(2026, 6, 30)),
        };
        assert_eq!(
            a_year().class_on(&ageing, date(2026, 6, 30)),
            EvidenceClass::E4
        );
        assert_eq!(
            a_year().class_on(&ageing, date(2026, 7, 1)),
            EvidenceClass::E1
        );
        assert_eq!(
            a_year().next_fall(&ageing, date(2026, 2, 1)),
            Some(date(2026, 7, 1))
        );
        assert_eq!(
            a_year().next_fall(&ageing, date(2026, 7, 1)),
            Some(date(2028, 1, 2)),
            "and then to nothing"
        );
    }
}
