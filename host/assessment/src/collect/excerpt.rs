//! A request and its answer in a few lines, as a person reads them below a finding.
//!
//! The record holds all of it; this is what matters of it. What differs each time an unchanged server is asked (dates, ids of
//! requests, times) is left out or masked, so that the same server gives the same lines.

use std::sync::LazyLock;

use assay_domain::{Exchange, HandshakeAcceptance, HandshakeOffer, ProbeRequest};
use regex::Regex;

/// Longest excerpt of a body, in characters: the first lines of a stack trace, not a page.
const BODY: usize = 400;
/// Longest value of one header.
const HEADER: usize = 200;

/// Headers of an answer that say something about the server and stay the same.
const TELLING: [&str; 24] = [
    "content-type",
    "cache-control",
    "location",
    "server",
    "via",
    "www-authenticate",
    "allow",
    "vary",
    "strict-transport-security",
    "x-content-type-options",
    "x-powered-by",
    "x-aspnet-version",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "ratelimit-policy",
    "x-ratelimit-limit",
    "x-ratelimit-limit-requests",
    "deprecation",
    "sunset",
    "link",
    "api-version",
    "openai-version",
];
/// Beginnings of such headers that gateways of models add.
const TELLING_STEMS: [&str; 3] = ["x-litellm-model", "llm_provider", "x-envoy-upstream"];

/// What is another one each time: UUIDs, long numbers and digests, times of day, long words of letters and digits.
static VARYING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        [0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}
        | \b[0-9a-fA-F]{16,}\b
        | \d{4}-\d\d-\d\d[T\x20]\d\d:\d\d[0-9:.Z+-]*
        | \b\d{7,}(?:\.\d+)?\b
        | \b(?:chatcmpl|cmpl|req|resp|msg|gen|trace|run)[-_][0-9A-Za-z_-]{8,}",
    )
    .expect("the pattern is a constant")
});

/// Text without what varies.
pub(super) fn steady(text: &str) -> String {
    VARYING.replace_all(text, "\u{2026}").into_owned()
}

/// The request as it was sent. A credential is named; the host adds its value and nobody else sees it.
pub(super) fn request(request: &ProbeRequest) -> String {
    let mut lines: Vec<String> = request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", cut(value, HEADER)))
        .collect();
    if let Some(name) = &request.credential {
        lines.push(format!("[credential `{name}`, added by the host]"));
    }
    if let Some(body) = &request.body {
        lines.push(String::new());
        lines.push(self::body(body));
    }
    lines.join("\n")
}

/// The answer: the headers that tell something, and the beginning of the body.
pub(super) fn answer(exchange: &Exchange) -> String {
    let mut lines: Vec<String> = exchange
        .headers
        .iter()
        .filter(|(name, _)| tells(&name.to_ascii_lowercase()))
        .map(|(name, value)| format!("{name}: {}", cut(&steady(value), HEADER)))
        .collect();
    if !exchange.body.is_empty() {
        lines.push(String::new());
        lines.push(steady(&body(&exchange.body)));
    }
    lines.join("\n")
}

/// The cipher suites of an offer.
pub(super) fn offer(offer: &HandshakeOffer) -> String {
    let suites: Vec<String> = offer
        .cipher_suites
        .iter()
        .map(|suite| format!("0x{suite:04x}"))
        .collect();
    cut(&format!("cipher suites {}", suites.join(" ")), BODY)
}

/// What a server chose, beside version and cipher suite.
pub(super) fn acceptance(acceptance: &HandshakeAcceptance) -> String {
    let chain = acceptance.tls.chain.iter().map(|one| {
        format!(
            "certificate {} ({}, {})",
            one.subject, one.key, one.signature
        )
    });
    let group = acceptance
        .dh_bits
        .map(|bits| format!("Diffie-Hellman group of {bits} bits"));
    cut(&chain.chain(group).collect::<Vec<_>>().join("\n"), BODY)
}

fn tells(name: &str) -> bool {
    TELLING.contains(&name) || TELLING_STEMS.iter().any(|stem| name.starts_with(stem))
}

fn body(bytes: &[u8]) -> String {
    cut(&String::from_utf8_lossy(bytes), BODY)
}

fn cut(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('\u{2026}');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_varies_is_masked_and_what_a_finding_rests_on_is_not() {
        for (text, shown) in [
            (
                r#"{"id":"chatcmpl-9fA8s7d6f5","created":1764023101,"model":"m"}"#,
                r#"{"id":"…","created":…,"model":"m"}"#,
            ),
            (
                "trace 4bf92f3577b34da6a3ce929d0e0e4736 at 2026-11-25T10:00:00.123Z",
                "trace … at …",
            ),
            ("id 0b8e2a44-8d3f-4e0a-9a77-1f1e2d3c4b5a", "id …"),
            (
                "File \"/srv/app/routes.py\", line 118",
                "File \"/srv/app/routes.py\", line 118",
            ),
            ("no-such-model-8f2c61d0", "no-such-model-8f2c61d0"),
            ("claude-3-5-sonnet-20241022x", "claude-3-5-sonnet-20241022x"),
        ] {
            assert_eq!(steady(text), shown);
        }
    }
}
