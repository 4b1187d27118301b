//! Which headers a guest may set.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::failure::{Failure, shown};

/// Bounds of a guest's own headers.
const MAX_HEADERS: usize = 64;
const MAX_HEADER_BYTES: usize = 16 * 1024;

/// Headers that belong to the gate. Framing and hop-by-hop headers (RFC 9110, section 7.6.1) could smuggle a second request
/// or reroute the first; a content coding or a byte range would let a server return the secret in a form that redaction
/// does not see.
const RESERVED: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "if-range",
    "keep-alive",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

/// Why a header belongs to the gate, or none when a guest or a credential may use it.
pub(crate) fn reserved(name: &HeaderName) -> bool {
    RESERVED.contains(&name.as_str()) || name.as_str().starts_with("proxy-")
}

/// Parses the headers of a guest. The types of `http` admit no CR, LF or NUL.
pub(crate) fn parse(headers: &[(String, String)]) -> Result<HeaderMap, Failure> {
    let bytes: usize = headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    if headers.len() > MAX_HEADERS || bytes > MAX_HEADER_BYTES {
        return Err(Failure::invalid(format!(
            "{} headers with {bytes} bytes are too many: at most {MAX_HEADERS} with {MAX_HEADER_BYTES} bytes",
            headers.len()
        )));
    }
    let mut parsed = HeaderMap::new();
    for (name, value) in headers {
        let name: HeaderName = name
            .parse()
            .map_err(|_| Failure::invalid(format!("`{}` is not a header name", shown(name))))?;
        if reserved(&name) {
            return Err(Failure::invalid(format!(
                "header `{name}` is set by the host, a plugin may not set it"
            )));
        }
        let value = HeaderValue::from_str(value).map_err(|_| {
            Failure::invalid(format!(
                "the value of header `{name}` has characters that a header cannot carry: use visible ASCII in one line"
            ))
        })?;
        parsed.append(name, value);
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use assay_domain::ProbeFailureKind;

    use super::*;

    fn one(name: &str, value: &str) -> Result<HeaderMap, Failure> {
        parse(&[(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn a_guest_cannot_smuggle_a_second_request() {
        for (name, value) in [
            ("x-a", "1\r\nhost: evil.example"),
            ("x-a", "1\n"),
            ("x-a", "\u{0}"),
            ("x-a\r\nhost", "evil.example"),
            ("x a", "1"),
            ("", "1"),
            ("Host", "evil.example"),
            ("Content-Length", "0"),
            ("Transfer-Encoding", "chunked"),
            ("connection", "authorization"),
            ("Proxy-Authorization", "x"),
            ("proxy-connection", "keep-alive"),
            ("TE", "trailers"),
            ("Upgrade", "h2c"),
            ("Expect", "100-continue"),
            ("accept-encoding", "gzip"),
            ("Range", "bytes=0-3"),
        ] {
            let refused = one(name, value).unwrap_err();
            assert_eq!(
                refused.kind,
                ProbeFailureKind::InvalidRequest,
                "{name:?}: {value:?}"
            );
            assert!(!refused.message.contains('\n'), "{:?}", refused.message);
        }
        assert!(one("X-Probe", "1").is_ok());
        assert!(one("Authorization", "Bearer made-up").is_ok());
    }

    #[test]
    fn header_floods_are_refused() {
        assert!(parse(&vec![("x".into(), "y".into()); 65]).is_err());
        assert!(one("x", &"y".repeat(16 * 1024)).is_err());
    }
}
