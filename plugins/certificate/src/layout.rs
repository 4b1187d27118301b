//! How a certificate is laid out: blocks between empty lines, sentences in them, and the pieces that a label and its value are
//! written in: table cells, lines, columns apart by several spaces.

use std::ops::Range;

use crate::plain::written;

/// What stands after a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// A sentence or a semicolon ends; the thought may go on.
    Sentence,
    /// A line ends.
    Line,
    /// The cell of a table, or a column, ends.
    Cell,
    /// The block ends.
    Block,
}

/// A piece of text between breaks, without white space at its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) at: Range<usize>,
    pub(crate) then: Break,
    /// Row and column, when it is a cell of a table.
    pub(crate) cell: Option<(usize, usize)>,
}

/// The text, cut up.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) pieces: Vec<Piece>,
    /// Sentences, which may run over line ends; a row of a table is one.
    pub(crate) sentences: Vec<Range<usize>>,
}

/// Words after which a full stop does not end a sentence.
const ABBREVIATED: &[&str] = &[
    "no", "nos", "nr", "num", "ltd", "inc", "co", "corp", "cert", "reg", "ref", "ver", "vers",
    "rev", "v", "b", "n", "s", "a", "e", "i", "p", "o", "z", "dr", "mr", "ms", "st", "sp", "bv",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx",
    "incl", "bzw", "ca",
];

impl Layout {
    /// `text` and `plain` are the same text, as written and as it is searched.
    pub(crate) fn of(text: &str, plain: &str) -> Self {
        let mut layout = Self {
            pieces: Vec::new(),
            sentences: Vec::new(),
        };
        let mut block: Option<Range<usize>> = None;
        let mut row = 0;
        let mut at = 0;
        for line in plain.split_inclusive('\n') {
            let range = trim(plain, at..at + line.len());
            at += line.len();
            let shown = &plain[range.clone()];
            if is_rule(shown) {
                // A rule below a table's head ends nothing; an empty line ends a block.
                if shown.is_empty() || !shown.contains('|') {
                    layout.end(text, plain, block.take());
                }
                continue;
            }
            if shown.contains('|') {
                layout.end(text, plain, block.take());
                layout.row(plain, &range, row);
                row += 1;
                continue;
            }
            let start = range.start + marker(shown);
            layout.line(text, plain, start..range.end, row);
            row += 1;
            block = Some(block.map_or(start, |block| block.start)..range.end);
        }
        layout.end(text, plain, block);
        layout
    }

    /// Ends the block: its sentences are known now, and nothing runs over its end.
    fn end(&mut self, text: &str, plain: &str, block: Option<Range<usize>>) {
        let Some(block) = block else { return };
        self.sentences.extend(sentences(text, plain, block));
        if let Some(last) = self.pieces.last_mut() {
            last.then = Break::Block;
        }
    }

    fn row(&mut self, plain: &str, range: &Range<usize>, row: usize) {
        let mut at = range.start;
        let mut column = 0;
        for cell in plain[range.clone()].split('|') {
            let piece = trim(plain, at..at + cell.len());
            at += cell.len() + 1;
            // What stands before the first bar of `| a | b |` is no cell.
            if piece.is_empty() && column == 0 {
                continue;
            }
            if !piece.is_empty() {
                self.pieces.push(Piece {
                    at: piece,
                    then: Break::Cell,
                    cell: Some((row, column)),
                });
            }
            column += 1;
        }
        if let Some(last) = self.pieces.last_mut() {
            last.then = Break::Block;
        }
        self.sentences.push(range.clone());
    }

    fn line(&mut self, text: &str, plain: &str, line: Range<usize>, row: usize) {
        let columns = columns(plain, line);
        let apart = columns.len() > 1;
        for (number, column) in columns.into_iter().enumerate() {
            for sentence in sentences(text, plain, column) {
                let mut at = sentence.start;
                for part in plain[sentence.clone()].split_inclusive(';') {
                    let piece = trim(plain, at..at + part.trim_end_matches(';').len());
                    at += part.len();
                    if !piece.is_empty() {
                        self.pieces.push(Piece {
                            at: piece,
                            then: Break::Sentence,
                            cell: apart.then_some((row, number)),
                        });
                    }
                }
            }
            if let Some(last) = self.pieces.last_mut() {
                last.then = Break::Cell;
            }
        }
        if let Some(last) = self.pieces.last_mut() {
            last.then = Break::Line;
        }
    }
}

/// The range without white space at its ends.
pub(crate) fn trim(plain: &str, range: Range<usize>) -> Range<usize> {
    let shown = &plain[range.clone()];
    let start = range.start + shown.len() - shown.trim_start().len();
    start..start.max(range.start + shown.trim_end().len())
}

/// Nothing but lines and spaces.
fn is_rule(shown: &str) -> bool {
    shown
        .bytes()
        .all(|b| matches!(b, b'-' | b'=' | b'|' | b':' | b' ' | b'+' | b'~' | b'.'))
}

/// Bytes of a list marker: `- `, `+ `, `1. `, `2) `.
fn marker(shown: &str) -> usize {
    let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
    let bytes = shown.as_bytes();
    let dashes = shown.bytes().take_while(|b| *b == b'-').count();
    let length = match (digits, bytes.get(digits)) {
        // A dash that is not ASCII is several in the folded text.
        (0, Some(b'-')) => dashes.min(3),
        (0, Some(b'+')) => 1,
        (1..=2, Some(b'.' | b')')) => digits + 1,
        _ => return 0,
    };
    let rest = &shown[length..];
    let space = rest.len() - rest.trim_start().len();
    // `16. June` is a day and no item.
    let counts = digits > 0
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_ascii_lowercase());
    let day = counts
        && crate::date::all(shown)
            .first()
            .is_some_and(|d| d.at.start == 0);
    if space == 0 || day { 0 } else { length + space }
}

/// Parts of a line that stand apart by a tab or three and more spaces.
fn columns(plain: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut columns = Vec::new();
    let (mut start, mut blanks) = (line.start, 0);
    let bytes = plain.as_bytes();
    for at in line.clone() {
        match bytes[at] {
            b'\t' => blanks += 3,
            b' ' => blanks += 1,
            _ => {
                if blanks >= 3 && start < at {
                    columns.push(trim(plain, start..at));
                    start = at;
                }
                blanks = 0;
            }
        }
    }
    columns.push(trim(plain, start..line.end));
    columns.retain(|column| !column.is_empty());
    columns
}

/// The sentences of a range.
fn sentences(text: &str, plain: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = range.start;
    let bytes = plain.as_bytes();
    for at in range.clone() {
        if bytes[at] != b'.' || at + 1 >= range.end || !bytes[at + 1].is_ascii_whitespace() {
            continue;
        }
        let word = plain[start..at]
            .rsplit(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let next = written(text, at + 1..range.end)
            .trim_start()
            .chars()
            .find(|c| !matches!(c, '*' | '_' | '`' | '"'));
        let opens = next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let counts = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        if opens && !counts && !ABBREVIATED.contains(&word) {
            sentences.push(trim(plain, start..at));
            start = at + 1;
        }
    }
    sentences.push(trim(plain, start..range.end));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}
