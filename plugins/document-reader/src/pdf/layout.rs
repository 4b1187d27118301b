//! From painted characters to lines and blocks.
//!
//! Producers paint in reading order, columns included, and only that order tells the columns of a table from those of a
//! page. So it is kept, unless a page was painted in no order at all; then its lines are sorted from top to bottom.

use std::collections::{BTreeMap, HashSet};

use super::{
    glyph::Glyph,
    page::{Page, Sheet},
};
use crate::{Reading, Unreadable};

/// A gap of this share of the font size is a space. Justified text shrinks spaces to about 0.22, kerning stays below 0.1.
const SPACE: f64 = 0.16;
/// A line pitch of this much more than usual starts a paragraph.
const PARAGRAPH: f64 = 1.25;
/// A font of this much more than usual is a heading's.
const HEADING: f64 = 1.14;
/// Characters of a heading.
const MAX_HEADING: usize = 140;

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    text: String,
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    bold: bool,
}

impl Line {
    /// True when it has a letter or a digit.
    pub(super) fn is_readable(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

/// What is usual in a document.
pub(super) struct Style {
    size: f64,
    /// Line pitch as a share of the font size.
    pitch: f64,
    bold: bool,
    /// True when words are divided at line ends by rule, not only where they have a hyphen anyway.
    divides: bool,
    /// Words that stand within lines, hyphens included.
    words: HashSet<String>,
}

impl Style {
    pub(super) fn of(pages: &[Sheet]) -> Self {
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        let mut pitches: BTreeMap<i64, usize> = BTreeMap::new();
        let (mut bold, mut all, mut divided, mut ends) = (0, 0, 0, 0);
        let mut words = HashSet::new();
        for page in pages {
            let lines = &page.lines;
            for line in lines {
                let within = line
                    .text
                    .split(' ')
                    .map(word)
                    .filter(|word| !word.ends_with('-'));
                words.extend(within.filter(|word| word.len() > 3).map(str::to_lowercase));
            }
            for pair in lines.windows(2) {
                let pitch = (pair[0].y - pair[1].y) / pair[0].size;
                if (0.8..2.6).contains(&pitch) && same(pair[0].size, pair[1].size) {
                    *pitches.entry((pitch * 20.0).round() as i64).or_default() += 1;
                }
                let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
                if lower(pair[1].text.chars().next()) {
                    ends += 1;
                    divided += usize::from(is_divided(&pair[0].text));
                }
            }
            for line in lines {
                let length = line.text.len();
                *sizes.entry((line.size * 4.0).round() as i64).or_default() += length;
                all += length;
                bold += if line.bold { length } else { 0 };
            }
        }
        let usual = |counts: &BTreeMap<i64, usize>| {
            counts
                .iter()
                .max_by_key(|(_, count)| **count)
                .map(|(value, _)| *value as f64)
        };
        Self {
            size: usual(&sizes).unwrap_or(40.0) / 4.0,
            pitch: usual(&pitches).unwrap_or(24.0) / 20.0,
            bold: bold * 2 > all,
            // Set without division, a text ends about one line in a hundred with a hyphen.
            divides: divided * 25 > ends,
            words,
        }
    }

    /// True when the hyphen between two parts of a word is there for the end of the line only: the text itself has the whole
    /// word, or has no such compound and divides its words.
    fn is_one_word(&self, left: &str, right: &str) -> bool {
        let has = |word: String| self.words.contains(&word.to_lowercase());
        has(format!("{left}{right}")) || (!has(format!("{left}-{right}")) && self.divides)
    }
}

/// A word without what stands around it.
fn word(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.1 * a.max(b)
}

/// The lines of a page in reading order.
pub(super) fn lines(page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for glyph in page.read() {
        match lines.last_mut() {
            Some(line) if continues(line, glyph) => append(line, glyph),
            _ => lines.push(Line {
                text: glyph.text.clone(),
                x: glyph.x,
                end: glyph.end,
                y: glyph.y,
                size: glyph.size,
                bold: glyph.bold,
            }),
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    if is_disordered(&lines) {
        lines = sorted(lines);
    }
    for line in &mut lines {
        line.text = line.text.trim().to_owned();
    }
    lines
}

fn continues(line: &Line, glyph: &Glyph) -> bool {
    let size = line.size.max(glyph.size);
    let level = (line.y - glyph.y).abs() < 0.45 * size;
    // A step back of more than a character is a new line on the same base line.
    level && glyph.x > line.end - 0.6 * size
}

fn append(line: &mut Line, glyph: &Glyph) {
    let gap = glyph.x - line.end;
    let blank = glyph.text.trim().is_empty();
    if (gap > SPACE * line.size.min(glyph.size) || blank) && !line.text.ends_with(' ') {
        line.text.push(' ');
    }
    // Bold by printing twice: the same character at the same place.
    if !blank {
        line.text.push_str(&glyph.text);
    }
    line.end = line.end.max(glyph.end);
    if glyph.size > line.size {
        line.size = glyph.size;
        line.y = glyph.y;
    }
    line.bold &= glyph.bold || blank;
}

/// True when a page was painted in no order: many steps upwards that are no new column.
fn is_disordered(lines: &[Line]) -> bool {
    let back = lines
        .windows(2)
        .filter(|pair| pair[1].y > pair[0].y + pair[0].size && pair[1].x < pair[0].end)
        .count();
    lines.len() >= 8 && back * 4 > lines.len()
}

/// From top to bottom and left to right; what stands on one base line becomes one line.
fn sorted(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if (row[0].y - line.y).abs() < 0.45 * row[0].size => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows.into_iter()
        .filter_map(|mut row| {
            row.sort_by(|a, b| a.x.total_cmp(&b.x));
            row.into_iter().reduce(|mut left, right| {
                if right.x - left.end > SPACE * left.size {
                    left.text.push(' ');
                }
                left.text.push_str(&right.text);
                left.end = left.end.max(right.end);
                left.bold &= right.bold;
                left
            })
        })
        .collect()
}

/// True for a line that ends within a word.
fn is_divided(line: &str) -> bool {
    let mut last = line.chars().rev();
    matches!(last.next(), Some('-' | '\u{ad}' | '\u{2010}'))
        && last.next().is_some_and(char::is_alphabetic)
}

/// Writes the lines of a page.
pub(super) fn write(
    lines: &[Line],
    style: &Style,
    label: &str,
    reading: &mut Reading,
) -> Result<(), Unreadable> {
    let mut before: Option<&Line> = None;
    for line in lines {
        let heading = is_heading(line, style);
        let joined = match before {
            None => runs_on(&reading.text, &line.text),
            Some(before) => !heading && !is_heading(before, style) && is_close(before, line, style),
        };
        // The lines of one heading are one heading.
        let same_heading = before.is_some_and(|before| {
            heading && is_heading(before, style) && same(before.size, line.size) && {
                let pitch = before.y - line.y;
                pitch > 0.0 && pitch < 1.6 * line.size
            }
        });
        if same_heading {
            reading.push(" ")?;
        } else if joined && !heading {
            join(reading, &line.text, style)?;
        } else {
            reading.block()?;
        }
        if before.is_none() {
            reading.mark(label)?;
        }
        if heading && !same_heading {
            reading.push("# ")?;
        }
        reading.push(&line.text)?;
        before = Some(line);
    }
    Ok(())
}

/// A paragraph that goes on over a page break.
fn runs_on(text: &str, next: &str) -> bool {
    let ends = text
        .trim_end()
        .ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-'));
    ends && next.starts_with(char::is_lowercase)
}

fn join(reading: &mut Reading, next: &str, style: &Style) -> Result<(), Unreadable> {
    let continues = next.starts_with(char::is_lowercase);
    if !(is_divided(&reading.text) && continues) {
        return reading.push("\n");
    }
    let whole = reading.text.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
    let left = word(whole.rsplit([' ', '\n']).next().unwrap_or_default());
    let right = word(next.split(' ').next().unwrap_or_default());
    let soft = !reading.text.ends_with('-');
    if soft || style.is_one_word(left, right) {
        reading.text.pop();
    }
    Ok(())
}

/// True when a line goes on with the paragraph of the line before.
fn is_close(before: &Line, line: &Line, style: &Style) -> bool {
    let pitch = before.y - line.y;
    let size = before.size.max(line.size);
    if pitch < -0.5 * size {
        // A new column: the paragraph goes on when its sentence does.
        return runs_on(&before.text, &line.text);
    }
    let near = pitch < style.pitch * PARAGRAPH * size + 0.5;
    let indented = line.x > before.x + 0.8 * size
        && before.text.ends_with(['.', ';', ':', '?', '!'])
        && before.end < line.end;
    near && !indented
}

fn is_heading(line: &Line, style: &Style) -> bool {
    let short = line.text.chars().count() <= MAX_HEADING;
    let wordy = line.text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let large = line.size > style.size * HEADING;
    let bold = line.bold && !style.bold && line.text.chars().count() <= 90;
    short && wordy && (large || bold) && !line.text.ends_with(['.', ',', ';'])
}
