//! Days, without a clock.

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    shown: String,
}

impl std::fmt::Display for DateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not a date of the form YYYY-MM-DD", self.shown)
    }
}

impl std::error::Error for DateError {}

/// A day of the Gregorian calendar, years 1 to 9999. Small on purpose: a date library would be half of a plugin's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day, or none when the calendar has no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let ok = year >= 1
            && year <= 9999
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= days_of(year, month);
        if ok {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// Reads `YYYY-MM-DD`, or the day of an RFC 3339 time such as `2026-03-01T00:00:00Z`.
    ///
    /// # Errors
    /// The text is of another form, or the calendar has no such day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        Self::read(text).ok_or_else(|| DateError {
            shown: text.chars().take(40).flat_map(char::escape_debug).collect(),
        })
    }

    fn read(text: &str) -> Option<Self> {
        let (day, time) = text.split_at_checked(10)?;
        if !time.is_empty() && !time.starts_with(['T', 't', ' ']) {
            return None;
        }
        let number = |part: &str| {
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        if day.as_bytes()[4] != b'-' || day.as_bytes()[7] != b'-' {
            return None;
        }
        let (year, month, day) = (
            number(day.get(..4)?)?,
            number(day.get(5..7)?)?,
            number(day.get(8..)?)?,
        );
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }

    /// The same day of the month some months later (or earlier, when negative); the last day of a shorter month.
    /// Beyond the years 1 to 9999 it stops at their edge.
    pub fn add_months(self, months: i32) -> Self {
        let all = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let all = all.clamp(12, 9999 * 12 + 11);
        let (year, month) = ((all / 12) as u16, (all % 12) as u8 + 1);
        Self {
            year,
            month,
            day: self.day.min(days_of(year, month)),
        }
    }

    /// True when more than `months` months lie between this day and the later day `now`.
    pub fn is_older_than(self, months: i32, now: Self) -> bool {
        self.add_months(months) < now
    }

    /// Days since 0000-03-01, counted in years that begin in March so that a leap day comes last.
    const fn number(self) -> i64 {
        let (year, month) = if self.month > 2 {
            (self.year as i64, self.month as i64 - 3)
        } else {
            (self.year as i64 - 1, self.month as i64 + 9)
        };
        // From March on, months before the m-th have (153 m + 2) / 5 days.
        year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day as i64
            - 1
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_a_date_library(a in 1_i16..=9999, b in 0_u16..366, c in 1_i16..=9999, d in 0_u16..366, m in -60_i32..60) {
            let day = |year, n: u16| jiff::civil::date(year, 1, 1).checked_add(jiff::Span::new().days(n.min(364))).unwrap();
            let (x, y) = (day(a, b), day(c, d));
            let (ours, others) = (Date::parse(&x.to_string()).unwrap(), Date::parse(&y.to_string()).unwrap());
            prop_assert_eq!(ours.to_string(), x.to_string());
            prop_assert_eq!(ours.days_since(others), i64::from(y.until(x).unwrap().get_days()));
            prop_assert_eq!(ours < others, x < y);
            if let Ok(moved) = x.checked_add(jiff::Span::new().months(m)) && moved.year() >= 1 {
                prop_assert_eq!(ours.add_months(m).to_string(), moved.to_string());
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,24}") {
            let _ = Date::parse(&text);
        }
    }

    #[test]
    fn a_day_that_the_calendar_does_not_have_is_refused() {
        for text in [
            "",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-01-01",
            "2026-1-01",
            "2026/01/01",
            "+026-01-01",
            "2026-01-01x",
            "ä026-01-1",
            "0000-01-01",
        ] {
            assert!(Date::parse(text).is_err(), "{text:?} was read as a day");
        }
        assert_eq!(
            Date::parse("2024-02-29"),
            Ok(Date::new(2024, 2, 29).unwrap())
        );
        assert_eq!(
            Date::parse("2026-03-01T23:59:59Z").unwrap().to_string(),
            "2026-03-01"
        );
    }

    #[test]
    fn twelve_months_are_not_yet_more_than_twelve_months() {
        let answered = Date::parse("2025-03-01").unwrap();
        assert!(!answered.is_older_than(12, Date::parse("2026-03-01").unwrap()));
        assert!(answered.is_older_than(12, Date::parse("2026-03-02").unwrap()));
    }
}
