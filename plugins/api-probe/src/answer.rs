//! What an answer amounts to, whatever the check.

use assay_sdk::Exchange;

/// How a server met a request that it should refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It did not refuse.
    None,
    /// 401 or 403: as HTTP wants it (RFC 9110, 15.5).
    Proper,
    /// Refused with another status. A 400 or 500 to a missing key is a refusal, not an open door: LiteLLM without its
    /// database answers 500 to no key and 400 to a wrong one, and a scanner that took that for "accepted" was wrong nine times.
    Poor,
    /// Nothing can be said: not there, moved, or busy.
    Unclear,
}

/// How this answer refuses.
pub(crate) fn refusal(exchange: &Exchange) -> Refusal {
    match exchange.status {
        200..=299 => Refusal::None,
        401 | 403 => Refusal::Proper,
        404 | 405 | 410 | 429 | 502..=504 => Refusal::Unclear,
        400..=599 => Refusal::Poor,
        _ => Refusal::Unclear,
    }
}

pub(crate) fn is_success(exchange: &Exchange) -> bool {
    (200..=299).contains(&exchange.status)
}

/// The media type without parameters, lower case.
pub(crate) fn media_type(exchange: &Exchange) -> String {
    let value = exchange.header("content-type").unwrap_or_default();
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// True for a page, by its type or, where a server does not declare it right, by how it begins.
pub(crate) fn is_html(exchange: &Exchange) -> bool {
    let start: String = exchange
        .text()
        .trim_start()
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    media_type(exchange) == "text/html"
        || start.starts_with("<!doctype html")
        || start.starts_with("<html")
}

/// Text of a server as a title or detail repeats it: short, one line.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
