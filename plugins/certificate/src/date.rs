//! Dates as certificates write them.

use std::ops::Range;

use assay_sdk::Date;

use crate::pattern::Pattern;

/// A day as it was written, or the reason why it cannot be told which day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// This day.
    Known(Date),
    /// Day and month may be either way round: 12/03/2026.
    Ambiguous(Date, Date),
}

impl Day {
    /// The day, if it is certain.
    pub(crate) const fn known(self) -> Option<Date> {
        match self {
            Self::Known(day) => Some(day),
            Self::Ambiguous(..) => None,
        }
    }

    /// The latest day that may be meant.
    pub(crate) fn latest(self) -> Date {
        match self {
            Self::Known(day) => day,
            Self::Ambiguous(one, other) => one.max(other),
        }
    }
}

/// A day and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) day: Day,
    pub(crate) at: Range<usize>,
}

const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jaenner", "janvier", "januari", "enero", "gennaio",
    ],
    &[
        "february", "feb", "februar", "feevrier", "februari", "febrero", "febbraio",
    ],
    &["march", "mar", "maerz", "mrz", "mars", "maart", "marzo"],
    &["april", "apr", "avril", "abril", "aprile"],
    &["may", "mai", "mei", "mayo", "maggio"],
    &["june", "jun", "juni", "juin", "junio", "giugno"],
    &["july", "jul", "juli", "juillet", "julio", "luglio"],
    &["august", "aug", "aouut", "augustus", "agosto"],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "settembre",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre",
    ],
    &["november", "nov", "novembre", "noviembre"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "deecembre",
        "diciembre",
        "dicembre",
    ],
];

static WRITTEN: Pattern = Pattern::new(
    r"\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}(?:st|nd|rd|th|er|\.)?[ -]{0,3}(?:of )?(?:the )?[a-z]{3,10}\.?,?[ -]{0,3}\d{4}|[a-z]{3,10}\.?[ -]{1,3}\d{1,2}(?:st|nd|rd|th)?,?[ -]{1,3}\d{4})(?:\b|t)",
);

/// Every day of a plain text, in order. Where a document writes one day in the same way that can only be read one way round
/// (31/12/2027), the others of that way are read so too.
pub(crate) fn all(plain: &str) -> Vec<Dated> {
    let found: Vec<(Range<usize>, Written)> = WRITTEN
        .find_all(plain)
        .filter_map(|at| Some((at.clone(), Written::read(&plain[at])?)))
        .collect();
    let order = Order::of(found.iter().map(|(_, written)| written));
    found
        .into_iter()
        .filter_map(|(at, written)| {
            Some(Dated {
                day: written.day(order)?,
                at,
            })
        })
        .collect()
}

/// A day as the signs say it.
enum Written {
    Clear(Date),
    /// Two numbers of at most 31 before the year.
    Pair(u8, u8, u16),
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
    Open,
}

impl Order {
    fn of<'a>(written: impl Iterator<Item = &'a Written>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for one in written {
            if let Written::Pair(a, b, _) = one {
                day_first |= *a > 12;
                month_first |= *b > 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Open,
        }
    }
}

impl Written {
    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty() && !matches!(*part, "of" | "the"))
            .collect();
        let [a, b, c] = parts[..] else {
            return Self::run_together(text);
        };
        let number = |part: &str| part.parse::<u16>().ok();
        let small = |part: &str| {
            part.trim_end_matches(|c: char| c.is_ascii_alphabetic())
                .parse::<u8>()
                .ok()
        };
        if let Some(year) = number(a).filter(|_| a.len() == 4) {
            // An RFC 3339 time may follow: the `t` of `2026-03-12t00:00`.
            return Date::new(year, small(b)?, small(c)?).map(Self::Clear);
        }
        let year = number(c)?;
        if let Some(month) = month(b) {
            return Date::new(year, month, small(a)?).map(Self::Clear);
        }
        if let Some(month) = month(a) {
            return Date::new(year, month, small(b)?).map(Self::Clear);
        }
        let (first, second) = (a.parse().ok()?, b.parse().ok()?);
        // 03.12.2026: where dots are written, the day comes first.
        if text.contains('.') {
            return Date::new(year, second, first).map(Self::Clear);
        }
        Some(Self::Pair(first, second, year))
    }

    /// `12mar2026`.
    fn run_together(text: &str) -> Option<Self> {
        let letters = text.find(|c: char| c.is_ascii_alphabetic())?;
        let digits = letters + text[letters..].find(|c: char| c.is_ascii_digit())?;
        let day = text[..letters].trim().parse().ok()?;
        let year = text[digits..].trim().parse().ok()?;
        let month = month(text[letters..digits].trim_matches([' ', '-', '.', ',']))?;
        Date::new(year, month, day).map(Self::Clear)
    }

    fn day(&self, order: Order) -> Option<Day> {
        match *self {
            Self::Clear(day) => Some(Day::Known(day)),
            Self::Pair(a, b, year) => {
                let (day_first, month_first) = (Date::new(year, b, a), Date::new(year, a, b));
                match (day_first, month_first, order) {
                    (Some(one), Some(other), Order::Open) if one != other => {
                        Some(Day::Ambiguous(one, other))
                    }
                    (Some(day), _, Order::DayFirst | Order::Open)
                    | (_, Some(day), Order::MonthFirst | Order::Open)
                    | (Some(day), None, _)
                    | (None, Some(day), _) => Some(Day::Known(day)),
                    (None, None, _) => None,
                }
            }
        }
    }
}

fn month(word: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plain::folded;

    fn read(text: &str) -> Vec<String> {
        all(&folded(text))
            .into_iter()
            .map(|dated| match dated.day {
                Day::Known(day) => day.to_string(),
                Day::Ambiguous(one, other) => format!("{one} or {other}"),
            })
            .collect()
    }

    #[test]
    fn a_day_is_read_in_every_way_in_which_it_is_written() {
        for text in [
            "2026-03-12",
            "2026-03-12T00:00:00Z",
            "2026/03/12",
            "12 March 2026",
            "12th March, 2026",
            "12th of March 2026",
            "March 12, 2026",
            "Mar. 12 2026",
            "12-Mar-2026",
            "12Mar2026",
            "12.03.2026",
            "12. März 2026",
            "12 mars 2026",
            "the 12 March 2026.",
        ] {
            assert_eq!(read(text), ["2026-03-12"], "{text}");
        }
        assert_eq!(read("03.12.2026"), ["2026-12-03"]);
        assert_eq!(read("31/12/2027"), ["2027-12-31"]);
        assert_eq!(read("12/31/2027"), ["2027-12-31"]);
        assert_eq!(read("05/05/2027"), ["2027-05-05"]);
    }

    #[test]
    fn a_day_that_may_be_two_is_not_guessed() {
        assert_eq!(read("12/03/2026"), ["2026-03-12 or 2026-12-03"]);
        assert_eq!(read("12-03-2026"), ["2026-03-12 or 2026-12-03"]);
        // Another day of the same document settles it.
        assert_eq!(
            read("12/03/2026 to 31/12/2028"),
            ["2026-03-12", "2028-12-31"]
        );
        assert_eq!(
            read("12/03/2026 to 12/31/2028"),
            ["2026-12-03", "2028-12-31"]
        );
    }

    #[test]
    fn what_is_no_day_is_not_one() {
        for text in [
            "ISO/IEC 42001:2023",
            "AI-2025-0042",
            "31 February 2026",
            "12 persons 2026",
            "99/99/2026",
            "March 2026",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9a-z/. -]{0,40}") {
            let _ = all(&text);
        }
    }
}
