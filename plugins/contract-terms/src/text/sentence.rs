//! Where sentences end.

use std::ops::Range;

/// No sentence is longer than this, in bytes of plain text: a quote has to be readable, and text without any full stop
/// must not become one sentence of 300,000 characters.
const LONGEST: usize = 4_000;

/// Words before whose full stop a sentence does not end.
const ABBREVIATIONS: [&str; 26] = [
    "e.g", "i.e", "inc", "ltd", "corp", "co", "no", "nos", "art", "arts", "sec", "vs", "approx",
    "mr", "mrs", "ms", "dr", "cf", "etc", "al", "cal", "civ", "fig", "para", "l.l.c", "l.p",
];

/// Cuts one block of plain text, case kept, into sentences.
pub(super) fn sentences(block: &str) -> Vec<Range<usize>> {
    let bytes = block.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = end_of_stop(bytes, at);
        if end > at && ends_here(block, start, at, end) {
            cut(block, start..end, &mut found);
            start = end;
            while bytes.get(start) == Some(&b' ') {
                start += 1;
            }
            at = start;
        } else {
            at = end.max(at + 1);
        }
    }
    cut(block, start..bytes.len(), &mut found);
    found
}

/// One past a full stop, question or exclamation mark at `at` and the quotes and brackets that close with it; `at` itself
/// when there is none.
fn end_of_stop(bytes: &[u8], at: usize) -> usize {
    if !matches!(bytes[at], b'.' | b'!' | b'?') {
        return at;
    }
    let mut end = at + 1;
    while matches!(
        bytes.get(end),
        Some(b'"' | b'\'' | b')' | b'.' | b'?' | b'!')
    ) {
        end += 1;
    }
    end
}

fn ends_here(block: &str, start: usize, stop: usize, end: usize) -> bool {
    let bytes = block.as_bytes();
    let Some(b' ') = bytes.get(end) else {
        return false;
    };
    let next = bytes.get(end + 1).copied().unwrap_or(b' ');
    if !(next.is_ascii_uppercase()
        || next.is_ascii_digit()
        || matches!(next, b'"' | b'(' | b'\'' | b'_' | b'$'))
    {
        return false;
    }
    let so_far = &block[start..stop];
    // A clause number is the beginning of its sentence, not a sentence.
    if !has_word(so_far) {
        return false;
    }
    if bytes[stop] != b'.' {
        return true;
    }
    let word = so_far
        .rsplit([' ', '(', '"'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let is_initial = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let is_initials = word.len() >= 3 && word.split('.').all(|part| part.len() == 1);
    !(is_initial || is_initials || ABBREVIATIONS.contains(&word.as_str()))
}

fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| word.len() >= 2 && !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

fn cut(block: &str, mut range: Range<usize>, found: &mut Vec<Range<usize>>) {
    while range.len() > LONGEST {
        let window = &block[range.start..range.start + LONGEST];
        let at = window
            .rfind("; ")
            .or_else(|| window.rfind(' '))
            .map_or(LONGEST, |at| at + 1);
        found.push(range.start..range.start + at);
        range.start += at;
    }
    if !range.is_empty() {
        found.push(range);
    }
}
