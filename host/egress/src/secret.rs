//! Credentials: read here, injected after every check, and looked for in everything that comes back.
//!
//! What keeps a secret safe is that it goes only to its own endpoint. Redaction is the net below: it finds the secret as it
//! is and in the usual encodings, also mixed, but a server that wants to return it in a form of its own making can.

use std::{collections::BTreeMap, env, fs};

use assay_domain::{Credential, CredentialSource, Endpoint, EndpointId};
use base64::Engine as _;
use http::HeaderValue;
use regex::bytes::{Regex, RegexBuilder};
use secrecy::{ExposeSecret as _, SecretString};

/// What stands in place of a secret.
const REDACTED: &[u8] = b"[redacted]";

/// Bounds of a secret in characters. A shorter one could not be told from ordinary text; a longer one would not fit into a
/// header that servers accept.
const MIN_LEN: usize = 8;
const MAX_LEN: usize = 4096;

/// Longest encoding of one character that is looked for: `\u0041`, `&quot;`.
const MAX_EXPANSION: usize = 6;

/// The secrets of a run by endpoint and name. One that could not be read keeps the reason for whoever asks for it.
#[derive(Default)]
pub(crate) struct Vault {
    values: BTreeMap<(EndpointId, String), Result<SecretString, String>>,
    patterns: Vec<Regex>,
    longest: usize,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The patterns hold the secrets, so nothing derived may be printed.
        write!(f, "Vault({} secrets)", self.values.len())
    }
}

impl Vault {
    /// Reads every secret of the endpoints, so that each can be redacted even from answers to requests without one: a
    /// server that got it once can return it later.
    pub(crate) fn open(endpoints: &[Endpoint]) -> Self {
        let mut vault = Self::default();
        for endpoint in endpoints {
            for credential in &endpoint.credentials {
                let value = read(&credential.source).and_then(|secret| {
                    vault.patterns.push(pattern(&secret)?);
                    vault.longest = vault
                        .longest
                        .max(secret.expose_secret().len() * MAX_EXPANSION);
                    Ok(secret)
                });
                vault
                    .values
                    .insert((endpoint.id.clone(), credential.name.clone()), value);
            }
        }
        vault
    }

    /// The header value of a credential.
    pub(crate) fn header(
        &self,
        endpoint: &EndpointId,
        credential: &Credential,
    ) -> Result<HeaderValue, String> {
        let name = &credential.name;
        let Some(value) = self.values.get(&(endpoint.clone(), name.clone())) else {
            return Err(format!(
                "credential `{name}` of endpoint `{endpoint}` was not read"
            ));
        };
        let secret = value.as_ref().map_err(|problem| {
            format!("credential `{name}` of endpoint `{endpoint}`: {problem}")
        })?;
        let mut header = HeaderValue::from_str(&format!(
            "{}{}",
            credential.prefix,
            secret.expose_secret()
        ))
        .map_err(|_| {
            format!(
                "credential `{name}` of endpoint `{endpoint}`: its prefix cannot stand in a header"
            )
        })?;
        header.set_sensitive(true);
        Ok(header)
    }

    /// How many bytes after a cut must be known so that a secret across the cut is still found.
    pub(crate) fn lookahead(&self) -> usize {
        self.longest
    }

    /// The bytes before `keep`, every secret that begins there replaced. Bytes after `keep` are read and never returned.
    pub(crate) fn redact(&self, bytes: &[u8], keep: usize) -> Vec<u8> {
        let mut found: Vec<_> = self
            .patterns
            .iter()
            .flat_map(|pattern| pattern.find_iter(bytes))
            .map(|found| found.range())
            .collect();
        found.sort_by_key(|range| range.start);
        let keep = keep.min(bytes.len());
        let mut clean = Vec::with_capacity(keep);
        let mut at = 0;
        for range in found.into_iter().filter(|range| range.start < keep) {
            if range.start >= at {
                clean.extend_from_slice(&bytes[at..range.start]);
                clean.extend_from_slice(REDACTED);
            }
            at = at.max(range.end);
        }
        if at < keep {
            clean.extend_from_slice(&bytes[at..keep]);
        }
        clean
    }

    pub(crate) fn redact_text(&self, text: &str) -> String {
        if self.patterns.is_empty() {
            return text.to_owned();
        }
        String::from_utf8_lossy(&self.redact(text.as_bytes(), text.len())).into_owned()
    }
}

fn read(source: &CredentialSource) -> Result<SecretString, String> {
    let secret = match source {
        CredentialSource::Env(name) => env::var(name).map_err(|_| {
            format!(
                "the environment variable {name} is not set: set it to the secret and run again"
            )
        })?,
        CredentialSource::File(path) => fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?,
    };
    let trimmed = secret.trim();
    if !(MIN_LEN..=MAX_LEN).contains(&trimmed.len()) {
        return Err(format!(
            "the secret has {} characters: {MIN_LEN} to {MAX_LEN} can be kept out of what comes back",
            trimmed.len()
        ));
    }
    if !trimmed.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Err(
            "the secret has characters that a header cannot carry: use visible ASCII in one line"
                .to_owned(),
        );
    }
    Ok(trimmed.into())
}

/// Finds a secret: character by character as it is or escaped for a URL, JSON or HTML, or the whole of it in hexadecimal or
/// Base64 at any of the three alignments that it has inside a longer text.
fn pattern(secret: &SecretString) -> Result<Regex, String> {
    let bytes = secret.expose_secret().as_bytes();
    let characters: String = bytes.iter().copied().map(character).collect();
    let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let alternatives: Vec<String> = [characters, hexadecimal]
        .into_iter()
        .chain((0..3).map(|offset| base64(bytes, offset)))
        .collect();
    RegexBuilder::new(&alternatives.join("|"))
        .case_insensitive(true)
        .unicode(false)
        .size_limit(64 << 20)
        .build()
        .map_err(|_| "the secret is too long to be kept out of what comes back".to_owned())
}

fn character(byte: u8) -> String {
    let literal = regex::escape(char::from(byte).encode_utf8(&mut [0; 4]));
    let named = match byte {
        b'&' => "|&amp;",
        b'<' => "|&lt;",
        b'>' => "|&gt;",
        b'"' => "|&quot;",
        b'\'' => "|&apos;",
        b' ' => "|\\+",
        _ => "",
    };
    format!(
        r"(?:\\?{literal}|%{byte:02x}|\\u00{byte:02x}|\\x{byte:02x}|&#{byte};|&#x{byte:02x};{named})"
    )
}

/// The characters of a Base64 text that depend on the secret alone, when `offset` bytes modulo three stand before it.
fn base64(bytes: &[u8], offset: usize) -> String {
    let padded = [&[0; 2][..offset], bytes].concat();
    let encoded = base64::engine::general_purpose::STANDARD_NO_PAD.encode(&padded);
    let certain = (offset * 8).div_ceil(6)..padded.len() * 8 / 6;
    encoded[certain].replace('+', r"[+-]").replace('/', r"[/_]")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vault(secret: &str) -> Vault {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        fs::write(&path, format!("{secret}\n")).unwrap();
        let endpoint = crate::tests::endpoint("https://a.example/");
        let credentials = vec![Credential {
            name: "main".into(),
            header: "authorization".into(),
            prefix: "Bearer ".into(),
            source: CredentialSource::File(path),
        }];
        Vault::open(&[Endpoint {
            credentials,
            ..endpoint
        }])
    }

    fn encodings(secret: &str) -> Vec<String> {
        let standard = base64::engine::general_purpose::STANDARD;
        let percent = |upper: bool| -> String {
            secret
                .bytes()
                .map(|b| {
                    if upper {
                        format!("%{b:02X}")
                    } else {
                        format!("%{b:02x}")
                    }
                })
                .collect()
        };
        vec![
            secret.to_owned(),
            format!("Bearer {secret}"),
            secret.to_ascii_uppercase(),
            standard.encode(secret),
            standard.encode(format!("user:{secret}")),
            standard.encode(format!("u:{secret}:x")),
            base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(format!("xy{secret}")),
            percent(true),
            percent(false),
            url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            secret.bytes().map(|b| format!("{b:02X}")).collect(),
            serde_json::to_string(secret).unwrap(),
            secret.bytes().map(|b| format!("\\u{b:04x}")).collect(),
            secret.bytes().map(|b| format!("&#{b};")).collect(),
            secret
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;"),
            secret.replace('/', "\\/"),
        ]
    }

    #[test]
    fn a_secret_is_found_in_every_usual_encoding() {
        let secret = "sk-A1b2/+\"<&>\\ c3~d4";
        let vault = vault(secret);
        for echoed in encodings(secret) {
            let body = format!("before {echoed} after");
            let clean = vault.redact_text(&body);
            assert!(clean.contains("[redacted]"), "{echoed} stayed in {clean}");
            assert!(
                clean.starts_with("before ") && clean.ends_with(" after"),
                "{clean}"
            );
            // What stays is what stood beside the secret: `Bearer `, quotes, the first Base64 digits of `user:`.
            let left = clean.len() - "before ".len() - "[redacted]".len() - " after".len();
            assert!(left <= 10, "{echoed}: {clean}");
        }
    }

    #[test]
    fn a_secret_across_the_cut_leaves_no_first_half() {
        let vault = vault("sk-0123456789");
        assert_eq!(vault.redact(b"xx sk-0123456789 yy", 9), b"xx [redacted]");
        assert_eq!(
            vault.redact(b"sk-0123456789sk-0123456789", 5),
            b"[redacted]"
        );
        assert_eq!(
            vault.redact(b"ab sk-0123456789 sk-012345", 4),
            b"ab [redacted]"
        );
        assert_eq!(vault.redact(b"ab sk-0123456789", 3), b"ab ");
    }

    #[test]
    fn what_cannot_be_a_secret_says_why() {
        let credential = |source| Credential {
            name: "main".into(),
            header: "authorization".into(),
            prefix: String::new(),
            source,
        };
        let ask = |credential: Credential| {
            let endpoint = crate::tests::endpoint("https://a.example/");
            let id = endpoint.id.clone();
            let vault = Vault::open(&[Endpoint {
                credentials: vec![credential.clone()],
                ..endpoint
            }]);
            vault.header(&id, &credential)
        };
        let missing = ask(credential(CredentialSource::Env(
            "ASSAY_TEST_NO_SUCH_VARIABLE".into(),
        )))
        .unwrap_err();
        assert!(
            missing.contains("ASSAY_TEST_NO_SUCH_VARIABLE is not set"),
            "{missing}"
        );
        let absent = ask(credential(CredentialSource::File(
            "/nonexistent/key".into(),
        )))
        .unwrap_err();
        assert!(absent.contains("/nonexistent/key"), "{absent}");
        // Cargo sets this one for every test.
        assert!(ask(credential(CredentialSource::Env("CARGO_PKG_NAME".into()))).is_ok());
        let dir = tempfile::tempdir().unwrap();
        for (content, expected) in [
            ("short", "5 characters"),
            ("two\nlines in it", "one line"),
            ("schlüssel-123", "ASCII"),
        ] {
            let path = dir.path().join("key");
            fs::write(&path, content).unwrap();
            let problem = ask(credential(CredentialSource::File(path))).unwrap_err();
            assert!(problem.contains(expected), "{problem}");
            assert!(!problem.contains(content), "{problem} shows the secret");
        }
    }

    #[test]
    fn debug_output_shows_no_secret() {
        let vault = vault("sk-0123456789");
        assert!(!format!("{vault:?}").contains("0123"));
    }

    proptest! {
        #[test]
        fn redaction_finds_any_secret_anywhere(
            secret in "[!-~]{8,40}",
            before in "[ -~]{0,20}",
            which in 0_usize..16,
        ) {
            let vault = vault(&secret);
            let echoed = encodings(&secret).swap_remove(which);
            let clean = vault.redact_text(&format!("{before}{echoed}"));
            prop_assert!(clean.contains("[redacted]"), "{} in {}", echoed, clean);
        }
    }
}
