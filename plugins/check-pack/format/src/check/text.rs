//! Texts and ids.

use super::Problems;
use crate::Key;

/// Longest id, as the host has it.
const LONGEST_ID: usize = 64;
/// Longest line in bytes.
const LONGEST_LINE: usize = 200;
/// Longest text in bytes: a question or a remediation is a paragraph, not a page.
const LONGEST_PROSE: usize = 2_000;

/// An id as the host takes it.
pub(super) fn id(id: &str, at: Vec<Key>, problems: &mut Problems) {
    let ok = (1..=LONGEST_ID).contains(&id.len())
        && id.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    if !ok {
        let shown: String = id.chars().take(40).collect();
        problems.add(
            at,
            format!(
                "`{shown}` is no id: use 1 to {LONGEST_ID} lower-case letters, digits, `-`, `_` and `.`, starting with a letter or digit"
            ),
        );
    }
}

/// A line that has to say something.
pub(super) fn line(text: &str, at: Vec<Key>, problems: &mut Problems) {
    if text.trim().is_empty() {
        problems.add(at, "must not be empty");
    } else if text.len() > LONGEST_LINE || text.contains('\n') {
        problems.add(
            at,
            format!("has to be one line of at most {LONGEST_LINE} bytes"),
        );
    }
}

/// A line that may be left out.
pub(super) fn title(text: &str, at: Vec<Key>, problems: &mut Problems) {
    if !text.is_empty() {
        line(text, at, problems);
    }
}

/// A text that may be empty.
pub(super) fn prose(text: &str, at: Vec<Key>, problems: &mut Problems) {
    if text.len() > LONGEST_PROSE {
        problems.add(
            at,
            format!("{} bytes are too long: at most {LONGEST_PROSE}", text.len()),
        );
    }
}

/// What to do about it: a finding without it leaves the supplier alone.
pub(super) fn remediation(text: &str, at: Vec<Key>, problems: &mut Problems) {
    if text.trim().is_empty() {
        problems.add(
            at,
            "must not be empty: say what the supplier has to do or send",
        );
    } else {
        prose(text, at, problems);
    }
}
