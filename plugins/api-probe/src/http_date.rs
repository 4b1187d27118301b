//! Dates as HTTP writes them.

use assay_sdk::Date;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The day of `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), which is what servers must send.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let year = parts.next()?.parse().ok()?;
    let time = parts.next()?;
    let is_time = time.len() == 8 && time.bytes().filter(|byte| *byte == b':').count() == 2;
    (is_time && parts.next()? == "GMT").then_some(())?;
    Date::new(year, u8::try_from(month).ok()?, day)
}

/// The day in UTC of seconds since 1970, from 1970 to 9999.
pub(crate) fn of_unix(seconds: i64) -> Option<Date> {
    let mut left = u32::try_from(seconds.checked_div(86_400)?).ok()?;
    for year in 1970..=9_999_u16 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = if leap { 366 } else { 365 };
        if left >= length {
            left -= length;
            continue;
        }
        for month in 1..=12_u8 {
            let days = (28..=31_u8)
                .rev()
                .find(|day| Date::new(year, month, *day).is_some())?;
            if left < u32::from(days) {
                return Date::new(year, month, u8::try_from(left).ok()? + 1);
            }
            left -= u32::from(days);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_read() {
        assert_eq!(
            parse("Sun, 06 Nov 1994 08:49:37 GMT"),
            Date::new(1994, 11, 6)
        );
        for text in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun, 31 Feb 2026 00:00:00 GMT",
            "2026-01-01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(of_unix(0), Date::new(1970, 1, 1));
        assert_eq!(of_unix(951_782_400), Date::new(2000, 2, 29));
        assert_eq!(of_unix(-1), Date::new(1970, 1, 1));
        assert_eq!(of_unix(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn seconds_and_days_agree(days in 0_i64..200_000) {
            let day = of_unix(days * 86_400 + 5).unwrap();
            prop_assert_eq!(day.days_since(Date::new(1970, 1, 1).unwrap()), days);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let _ = parse(&text);
        }
    }
}
