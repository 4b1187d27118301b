//! Durations, money and percentages, in digits and in words.

use std::ops::Range;

use crate::pattern::Pattern;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Hours.
    Hour,
    /// Calendar days.
    Day,
    /// Days on which business is done; no contract can say beforehand how many hours they are.
    BusinessDay,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Unit {
    /// The unit as facts name it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "h",
            Self::Day => "d",
            Self::BusinessDay => "business days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Year => "years",
        }
    }
}

/// A length of time that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// Where it stands.
    pub at: Range<usize>,
    /// How many; of a range, the larger end.
    pub count: u32,
    /// The smaller end of a range such as "30 to 60 days"; the same as the count when there is none.
    pub least: u32,
    /// Of what.
    pub unit: Unit,
    /// The word and the digits disagree: "thirty (60) days".
    pub inconsistent: bool,
}

impl Duration {
    /// What the customer can be sure of where a longer time is better, as in a notice: the smaller end of a range.
    #[must_use]
    pub fn surest(&self) -> Self {
        Self {
            count: self.least,
            ..self.clone()
        }
    }

    /// Makes it a range that has `other` at its other end.
    fn widen(&mut self, other: u32) {
        self.least = self.least.min(other);
        self.count = self.count.max(other);
    }

    /// The longest time in hours that it can mean: a business day may have a weekend before it, a month 31 days.
    pub fn hours(&self) -> u64 {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hour => count,
            Unit::Day => count * 24,
            Unit::BusinessDay => (count + 2 * count.div_ceil(5)) * 24,
            Unit::Week => count * 7 * 24,
            Unit::Month => count * 31 * 24,
            Unit::Year => count * 366 * 24,
        }
    }

    /// The same in whole days, rounded down, a month counted as 30 days: for notices, where more is better.
    pub fn days_at_least(&self) -> u64 {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hour => count / 24,
            Unit::Day | Unit::BusinessDay => count,
            Unit::Week => count * 7,
            Unit::Month => count * 30,
            Unit::Year => count * 365,
        }
    }

    /// The same in months, rounded down.
    pub fn months(&self) -> u64 {
        match self.unit {
            Unit::Month => u64::from(self.count),
            Unit::Year => u64::from(self.count) * 12,
            Unit::Hour | Unit::Day | Unit::BusinessDay | Unit::Week => self.days_at_least() / 30,
        }
    }

    /// The count and unit that a fact carries: hours, days, months; weeks become days and years months.
    pub fn fact(&self) -> (i64, &'static str) {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Week => (count * 7, Unit::Day.label()),
            Unit::Year => (count * 12, Unit::Month.label()),
            unit => (count, unit.label()),
        }
    }
}

static DURATION: Pattern = Pattern::new(concat!(
    r"(?:\b(\d{1,4}(?:,\d{3})?)|\((\d{1,4})\)|\b((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    r"[ -](?:one|two|three|four|five|six|seven|eight|nine)|one hundred(?: and)?(?: [a-z]{3,7})?(?:[ -][a-z]{3,5})?|[a-z]{3,9}))",
    r"(?: ?\((\d{1,4}|[a-z][a-z -]{1,30})\))?[ -]",
    r"((?:(?:calendar|rolling|consecutive|full|complete|business|working|banking|prior|additional|more)[ -])*)",
    r"(hours?|hrs?|days?|weeks?|months?|years?)\b",
));

/// Every length of time in plain text, in order.
pub fn durations(text: &str) -> Vec<Duration> {
    if !text.contains("hour")
        && !text.contains("day")
        && !text.contains("week")
        && !text.contains("month")
        && !text.contains("year")
        && !text.contains("hr")
    {
        return Vec::new();
    }
    let mut found: Vec<Duration> = DURATION
        .groups::<7>(text)
        .filter_map(|[all, digits, bracket, word, other, adjectives, unit]| {
            let read = |range: Option<Range<usize>>| range.and_then(|range| value(&text[range]));
            let first = read(digits).or(read(bracket)).or(read(word))?;
            let second = read(other);
            let adjectives = adjectives.map_or("", |range| &text[range]);
            let business = ["business", "working", "banking"]
                .iter()
                .any(|word| adjectives.contains(word));
            let unit = match text[unit?].as_bytes() {
                [b'h', ..] => Unit::Hour,
                [b'd', ..] if business => Unit::BusinessDay,
                [b'd', ..] => Unit::Day,
                [b'w', ..] => Unit::Week,
                [b'm', ..] => Unit::Month,
                _ => Unit::Year,
            };
            Some(Duration {
                at: all?,
                count: second.unwrap_or(first),
                least: second.unwrap_or(first),
                unit,
                inconsistent: second.is_some_and(|second| second != first),
            })
        })
        .collect();
    // "Within a month".
    found.extend(
        SINGLE
            .groups::<4>(text)
            .filter_map(|[all, at, business, unit]| {
                let unit = match text[unit?].as_bytes() {
                    [b'h', ..] => Unit::Hour,
                    [b'd', ..] if business.is_some() => Unit::BusinessDay,
                    [b'd', ..] => Unit::Day,
                    [b'w', ..] => Unit::Week,
                    [b'm', ..] => Unit::Month,
                    _ => Unit::Year,
                };
                Some(Duration {
                    at: at?.start..all?.end,
                    count: 1,
                    least: 1,
                    unit,
                    inconsistent: false,
                })
            }),
    );
    found.sort_by_key(|duration| duration.at.start);
    ranges(text, found)
}

/// Joins the two ends of a range, "30 to 60 days" or "30 days to 60 days", to one length of time.
fn ranges(text: &str, found: Vec<Duration>) -> Vec<Duration> {
    let mut joined: Vec<Duration> = Vec::with_capacity(found.len());
    for mut duration in found {
        let before = &text[..duration.at.start];
        let near = before.len().saturating_sub(60);
        let bare = RANGE_FROM.groups::<5>(&before[near..]).next().and_then(
            |[_, between, number, digits, link]| {
                let number = number?;
                let is_range = between.is_some() || &before[near..][link?] != "and";
                let first = digits
                    .and_then(|digits| value(&before[near..][digits]))
                    .or_else(|| value(&before[near..][number.clone()]))?;
                is_range.then_some((near + number.start, first))
            },
        );
        if let Some((start, first)) = bare {
            duration.at.start = start;
            duration.widen(first);
        } else if let Some(last) = joined.last()
            && last.unit == duration.unit
            && last.at.end <= duration.at.start
        {
            let is_range = match &text[last.at.end..duration.at.start] {
                " to " | "-" | " - " => true,
                " and " => text[..last.at.start].ends_with("between "),
                _ => false,
            };
            if is_range {
                duration.at.start = last.at.start;
                duration.widen(last.count);
                joined.pop();
            }
        }
        joined.push(duration);
    }
    joined
}

/// What stands before the larger end of a range. "And" makes a range only after "between".
static RANGE_FROM: Pattern = Pattern::new(
    r"(between )?\b(\d{1,4}|(?:[a-z]{5,7}-)?[a-z]{3,9})(?: ?\((\d{1,4})\))? ?(to|and|or|-) ?$",
);

static SINGLE: Pattern = Pattern::new(
    r"\b(?:within|for|after|period of|least) (an?) (business |working |banking )?(?:calendar |full )?(hour|day|week|month|year)\b",
);

/// A number in digits or in English words up to 199, or nothing.
fn value(text: &str) -> Option<u32> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', "").parse().ok();
    }
    let mut sum = 0;
    for word in text.split([' ', '-']) {
        sum += match word {
            "and" => 0,
            "one" => 1,
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            "seven" => 7,
            "eight" => 8,
            "nine" => 9,
            "ten" => 10,
            "eleven" => 11,
            "twelve" => 12,
            "thirteen" => 13,
            "fourteen" => 14,
            "fifteen" => 15,
            "sixteen" => 16,
            "seventeen" => 17,
            "eighteen" => 18,
            "nineteen" => 19,
            "twenty" => 20,
            "thirty" => 30,
            "forty" => 40,
            "fifty" => 50,
            "sixty" => 60,
            "seventy" => 70,
            "eighty" => 80,
            "ninety" => 90,
            // "one hundred": the "one" is already in the sum.
            "hundred" => 99,
            _ => return None,
        };
    }
    (sum > 0).then_some(sum)
}

/// An amount of money that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// Where it stands.
    pub at: Range<usize>,
    /// Whole units of the currency.
    pub amount: u64,
    /// ISO 4217 where the text says which; `USD` for a bare dollar sign.
    pub currency: &'static str,
}

static MONEY: Pattern = Pattern::new(concat!(
    r"(us ?\$|\$|usd|eur|gbp|chf|sek|cad|aud|dkk|nok) ?(\d[\d., ]*\d|\d)(?: ?(million|mn|m|thousand|k|billion|bn)\b)?",
    r"|(\d[\d., ]*\d|\d)(?: ?(million|mn|m|thousand|k|billion|bn)\b)? ?(u\.?s\.? dollars|dollars|usd|euros?|eur|pounds(?: sterling)?|gbp|chf|swiss francs|sek|kronor)\b",
));

/// Every amount of money in plain text, in order.
pub fn money(text: &str) -> Vec<Money> {
    let mut found: Vec<Money> = MONEY
        .groups::<7>(text)
        .filter_map(|[all, before, digits, scale, digits2, scale2, after]| {
            let amount = amount(&text[digits.or(digits2)?])?;
            let scale = match scale.or(scale2).map(|range| &text[range]) {
                Some("million" | "mn" | "m") => 1_000_000,
                Some("billion" | "bn") => 1_000_000_000,
                Some("thousand" | "k") => 1_000,
                _ => 1,
            };
            Some(Money {
                at: all?,
                amount: amount.saturating_mul(scale),
                currency: currency(&text[before.or(after)?]),
            })
        })
        .collect();
    for [all, count, scale, after] in IN_WORDS.groups::<4>(text) {
        let (Some(at), Some(count), Some(scale), Some(after)) = (all, count, scale, after) else {
            continue;
        };
        let Some(count) = value(&text[count]) else {
            continue;
        };
        let scale = match &text[scale] {
            "million" => 1_000_000,
            "hundred thousand" => 100_000,
            _ => 1_000,
        };
        let sum = Money {
            at,
            amount: u64::from(count) * scale,
            currency: currency(&text[after]),
        };
        // "One million dollars ($1,000,000)" is one amount.
        let is_repeated = found
            .iter()
            .any(|other| (other.amount, other.currency) == (sum.amount, sum.currency));
        if !is_repeated {
            found.push(sum);
        }
    }
    found.sort_by_key(|sum| sum.at.start);
    found
}

static IN_WORDS: Pattern = Pattern::new(
    r"\b([a-z]{3,9}(?:-[a-z]{3,5})?) (million|hundred thousand|thousand) (u\.?s\.? dollars|dollars|usd|euros?|eur|pounds(?: sterling)?|gbp|chf|swiss francs)\b",
);

/// `10,000`, `10.000`, `10 000` and `50.00`: a last group of one or two digits is a fraction and is left out.
fn amount(digits: &str) -> Option<u64> {
    let mut whole: Vec<&str> = digits.split(['.', ',', ' ']).collect();
    if whole.len() > 1 && whole.last().is_some_and(|last| last.len() < 3) {
        whole.pop();
    }
    whole.concat().parse().ok()
}

fn currency(text: &str) -> &'static str {
    match text {
        "eur" | "euro" | "euros" => "EUR",
        "gbp" | "pounds" | "pounds sterling" => "GBP",
        "chf" | "swiss francs" => "CHF",
        "sek" | "kronor" => "SEK",
        "cad" => "CAD",
        "aud" => "AUD",
        "dkk" => "DKK",
        "nok" => "NOK",
        _ => "USD",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, &'static str)> {
        durations(text)
            .into_iter()
            .map(|duration| (duration.count, duration.unit.label()))
            .collect()
    }

    #[test]
    fn durations_are_read_in_every_spelling() {
        for (text, expected) in [
            ("within seventy-two (72) hours of", (72, "h")),
            ("no later than 72 hours after", (72, "h")),
            ("a 72-hour period", (72, "h")),
            ("thirty days' notice", (30, "d")),
            ("10 (ten) days' notice", (10, "d")),
            ("thirty (30) rolling days", (30, "d")),
            ("ninety (90) calendar days", (90, "d")),
            ("five (5) business days", (5, "business days")),
            ("3 working days", (3, "business days")),
            ("twelve (12) calendar months", (12, "months")),
            ("two weeks", (2, "weeks")),
            ("one hundred and eighty days", (180, "d")),
            ("six-month period", (6, "months")),
            ("one (1) year", (1, "years")),
            ("within a month of", (1, "months")),
            ("within a business day", (1, "business days")),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_range_has_two_ends() {
        for (text, least, most) in [
            ("30 to 60 days' notice", 30, 60),
            ("30-60 days", 30, 60),
            ("thirty (30) to sixty (60) days", 30, 60),
            ("between thirty and ninety days", 30, 90),
            ("between 30 days and 90 days", 30, 90),
            ("30 days to 60 days", 30, 60),
            ("two or three business days", 2, 3),
            ("within 30 days", 30, 30),
        ] {
            let found = durations(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].least, found[0].count), (least, most), "{text}");
            assert_eq!(found[0].surest().count, least, "{text}");
        }
        assert_eq!(durations("within 30 days and 90 days after it").len(), 2);
        assert_eq!(durations("on day 10 and 30 days later")[0].least, 30);
    }

    #[test]
    fn words_that_are_no_numbers_are_no_durations() {
        for text in [
            "business days",
            "several days",
            "these days",
            "many months",
            "per month",
            "within hours",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_word_that_disagrees_with_its_digits_is_marked() {
        let found = durations("within thirty (60) days");
        assert!(found[0].inconsistent);
    }

    #[test]
    fn business_days_may_have_a_weekend_in_them() {
        assert_eq!(durations("within 3 business days")[0].hours(), 120);
        assert_eq!(durations("within 3 days")[0].hours(), 72);
    }

    #[test]
    fn money_is_read_in_every_spelling() {
        for (text, amount, currency) in [
            ("one hundred dollars ($100)", 100, "USD"),
            ("or (b) $50.00.", 50, "USD"),
            ("(ii) 10.000 euros", 10_000, "EUR"),
            ("eur 5 million", 5_000_000, "EUR"),
            ("usd 1,000,000", 1_000_000, "USD"),
            ("gbp 250,000.", 250_000, "GBP"),
            ("100 euros", 100, "EUR"),
            ("two million euros", 2_000_000, "EUR"),
            ("one million dollars ($1,000,000)", 1_000_000, "USD"),
            ("five hundred thousand pounds sterling", 500_000, "GBP"),
        ] {
            let found = money(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                (found[0].amount, found[0].currency),
                (amount, currency),
                "{text}"
            );
        }
    }
}
