//! Moves the days that are written in the examples. Evidence ages, certificates run out; the demonstration moves every day by as many
//! days as have passed since the examples were written, so that it shows the same on any day.

use jiff::{Span, ToSpan, civil::Date};

/// The day for which the examples were written.
pub(super) const WRITTEN_FOR: Date = Date::constant(2026, 11, 20);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Moves every day of a file. In a text a day is `2026-06-16` or `16 June 2026`; in any other file only the first, which stays as long
/// as it was: places inside a PDF are counted in bytes.
pub(super) fn moved(contents: &[u8], today: Date) -> Vec<u8> {
    let days = WRITTEN_FOR
        .until(today)
        .map_or(0, |span: Span| span.get_days());
    let is_text = std::str::from_utf8(contents).is_ok() && !contents.starts_with(b"%PDF");
    let mut out = Vec::with_capacity(contents.len());
    let mut rest = contents;
    while let Some((first, after)) = rest.split_first() {
        // The 16 of 2016 begins no day.
        let begins = out.last().is_none_or(|last: &u8| !last.is_ascii_digit());
        let read = begins
            .then(|| numbers(rest).or_else(|| is_text.then(|| words(rest)).flatten()))
            .flatten();
        let new = read.and_then(|read| Some((read, read.day.checked_add(days.days()).ok()?)));
        match new {
            Some((read, day)) => {
                out.extend(read.form.write(day).bytes());
                rest = &rest[read.length..];
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// A day as it stands in a file.
#[derive(Clone, Copy)]
struct Written {
    day: Date,
    length: usize,
    form: Form,
}

#[derive(Clone, Copy)]
enum Form {
    Numbers,
    Words,
}

impl Form {
    fn write(self, day: Date) -> String {
        match self {
            Self::Numbers => day.to_string(),
            Self::Words => {
                let month = usize::try_from(day.month() - 1)
                    .ok()
                    .and_then(|month| MONTHS.get(month))
                    .expect("a month is a number from 1 to 12");
                format!("{} {month} {}", day.day(), day.year())
            }
        }
    }
}

/// `2026-06-16`
fn numbers(rest: &[u8]) -> Option<Written> {
    let word = std::str::from_utf8(rest.get(..10)?).ok()?;
    Some(Written {
        day: word.parse().ok()?,
        length: 10,
        form: Form::Numbers,
    })
}

/// `16 June 2026`
fn words(rest: &[u8]) -> Option<Written> {
    // The longest is `30 September 2026`.
    let line = &rest[..rest.len().min(17)];
    let line = line.utf8_chunks().next()?.valid();
    let (day, after) = line.split_once(' ')?;
    let (month, after) = after.split_once(' ')?;
    let month = MONTHS.iter().position(|known| *known == month)?;
    let year = after.get(..4)?;
    let day = Date::new(
        year.parse().ok()?,
        i8::try_from(month + 1).ok()?,
        day.parse().ok()?,
    )
    .ok()?;
    Some(Written {
        day,
        length: line.len() - after.len() + 4,
        form: Form::Words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(contents: &str, days: i32) -> String {
        let today = WRITTEN_FOR.checked_add(days.days()).unwrap();
        String::from_utf8(moved(contents.as_bytes(), today)).unwrap()
    }

    #[test]
    fn days_move_with_the_day_and_nothing_else_does() {
        let kept = "dated = 2026-11-01 # of 2026, €12-34, notes-2026-09, ISO/IEC 42001:2023, until 3 May 2026.\n";
        assert_eq!(text(kept, 0), kept);
        assert_eq!(
            text(kept, 40),
            "dated = 2026-12-11 # of 2026, €12-34, notes-2026-09, ISO/IEC 42001:2023, until 12 June 2026.\n"
        );
        assert_eq!(
            text("30 September 2026|1 May 2026", 1),
            "1 October 2026|2 May 2026"
        );
        assert_eq!(
            text("in 12 June meetings, 45 June 2026", 1),
            "in 12 June meetings, 45 June 2026"
        );
    }

    #[test]
    fn what_is_no_text_keeps_its_length() {
        let pdf = b"%PDF-1.4\n(2026-11-01 and 9 May 2026) Tj \xff";
        let later = moved(pdf, WRITTEN_FOR.checked_add(40.days()).unwrap());
        assert_eq!(later, b"%PDF-1.4\n(2026-12-11 and 9 May 2026) Tj \xff");
    }
}
