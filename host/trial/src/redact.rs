//! What of an exchange does not go into a file that people keep and hand on.
//!
//! The egress gate puts a secret in and takes it out of everything that comes back; what is left are headers that carry somebody's
//! access by themselves: cookies and tokens of sessions, keys that a plugin made up.

/// What stands in place of a value.
const REDACTED: &str = "[redacted]";

/// Headers that carry access.
const CREDENTIALS: [&str; 6] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
    "api-key",
    "x-goog-api-key",
];
/// Endings of such headers.
const ENDINGS: [&str; 2] = ["-token", "-secret"];

/// Headers as they are kept.
pub(crate) fn headers(headers: &[(String, String)]) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.clone(), header(name, value)))
        .collect()
}

fn header(name: &str, value: &str) -> String {
    let name = name.to_ascii_lowercase();
    if name == "set-cookie" {
        return cookie(value);
    }
    let is_credential =
        CREDENTIALS.contains(&name.as_str()) || ENDINGS.iter().any(|ending| name.ends_with(ending));
    if is_credential {
        REDACTED.to_owned()
    } else {
        value.to_owned()
    }
}

/// The name of a cookie and its attributes say something about the server, its value is a session.
fn cookie(value: &str) -> String {
    let (pair, attributes) = value.split_at(value.find(';').unwrap_or(value.len()));
    let name = pair.split('=').next().unwrap_or_default();
    format!("{name}={REDACTED}{attributes}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_access_is_left_out_and_what_tells_something_stays() {
        for (name, value, kept) in [
            ("Authorization", "Bearer sk-1", "[redacted]"),
            ("X-Amz-Security-Token", "abc", "[redacted]"),
            (
                "Set-Cookie",
                "sid=abc; Secure; HttpOnly",
                "sid=[redacted]; Secure; HttpOnly",
            ),
            ("x-ratelimit-remaining-tokens", "149984", "149984"),
            ("content-type", "text/plain", "text/plain"),
        ] {
            assert_eq!(header(name, value), kept, "{name}");
        }
    }
}
