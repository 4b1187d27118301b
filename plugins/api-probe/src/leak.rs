//! What an answer tells about the inside of a server.
//!
//! Plain searching with conditions, no pattern language: each rule names the look-alike that it must not take for a leak.

use crate::{address::Address, answer::excerpt};

/// What leaked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leak {
    StackTrace,
    Path,
    Query,
    InternalHost,
    Exception,
}

impl Leak {
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::StackTrace => "a stack trace",
            Self::Path => "a path of the server",
            Self::Query => "a message of the database",
            Self::InternalHost => "an internal address",
            Self::Exception => "an exception of a library",
        }
    }
}

/// A leak and the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) leak: Leak,
    pub(crate) text: String,
}

/// Searches a text. `own` is what the request itself contained, and is taken out first: a scanner that did not do so reported
/// its own `/etc/passwd` as a leaked path. `known` are addresses that are no secret, because the client connected to them.
pub(crate) fn find(text: &str, own: &[&str], known: &[&str]) -> Option<Found> {
    let mut text = text.to_owned();
    for own in own.iter().filter(|own| own.len() >= 4) {
        text = text.replace(own, " ");
    }
    let text = unescaped(&text);
    stack_trace(&text)
        .map(|found| (Leak::StackTrace, found))
        .or_else(|| query(&text).map(|found| (Leak::Query, found)))
        .or_else(|| path(&text).map(|found| (Leak::Path, found)))
        .or_else(|| internal_host(&text, known).map(|found| (Leak::InternalHost, found)))
        .or_else(|| exception(&text).map(|found| (Leak::Exception, found)))
        .map(|(leak, found)| Found {
            leak,
            text: excerpt(found),
        })
}

/// In JSON the lines of a trace stand in one.
fn unescaped(text: &str) -> String {
    const BACKSLASH: &str = "\u{0}";
    text.replace("\\\\", BACKSLASH)
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\\"", "\"")
        .replace(BACKSLASH, "\\")
}

fn from<'a>(text: &'a str, marker: &str) -> Option<&'a str> {
    text.find(marker).map(|at| &text[at..])
}

fn stack_trace(text: &str) -> Option<&str> {
    const MARKERS: [&str; 5] = [
        "Traceback (most recent call last)",
        "goroutine 1 [",
        "stack backtrace:",
        "--- End of stack trace",
        "Caused by: java.",
    ];
    // `at handle (server.js:10:5)`, `at com.acme.Api.get(Api.java:42)`: prose that begins with "at" has no line number.
    let frame = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("at ")
            && line
                .split_once('(')
                .is_some_and(|(_, rest)| has_line_number(rest))
    };
    MARKERS
        .iter()
        .find_map(|marker| from(text, marker))
        .or_else(|| text.lines().find(frame))
}

/// True for `name.ext:12`.
fn has_line_number(text: &str) -> bool {
    text.split(':')
        .skip(1)
        .any(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        && text.contains('.')
}

fn query(text: &str) -> Option<&str> {
    const MARKERS: [&str; 10] = [
        "SQLSTATE[",
        "syntax error at or near",
        "You have an error in your SQL syntax",
        "ORA-0",
        "psycopg2.",
        "sqlite3.OperationalError",
        "SQLITE_ERROR",
        "PrismaClient",
        "pymongo.errors",
        "no such table:",
    ];
    MARKERS.iter().find_map(|marker| from(text, marker))
}

/// A path below a folder that servers have. `/static/app.js` is a link, `/v1/chat` a route.
fn path(text: &str) -> Option<&str> {
    const ROOTS: [&str; 9] = [
        "/usr/", "/var/", "/etc/", "/opt/", "/root/", "/proc/", "/srv/", "/home/", "/app/",
    ];
    const SOURCES: [&str; 11] = [
        "py", "js", "ts", "java", "go", "rb", "php", "rs", "cs", "so", "conf",
    ];
    let is_end = |c: char| c.is_whitespace() || "\"'`<>(),;".contains(c);
    if let Some(found) = ["site-packages/", "node_modules/"]
        .iter()
        .find_map(|marker| from(text, marker))
    {
        return Some(found);
    }
    let mut at = 0;
    for token in text.split_inclusive(is_end) {
        let (start, word) = (at, token.trim_end_matches(is_end));
        at += token.len();
        let Some(root) = ROOTS
            .iter()
            .find(|root| word.starts_with(**root) && word.len() > root.len())
        else {
            if is_windows_path(word) {
                return Some(&text[start..]);
            }
            continue;
        };
        let file = word.rsplit('/').next().unwrap_or_default();
        let extension = file
            .split(':')
            .next()
            .unwrap_or_default()
            .rsplit_once('.')
            .map(|(_, extension)| extension);
        let is_source = extension.is_some_and(|extension| SOURCES.contains(&extension));
        // `/home/` and `/app/` begin many links; a file of source code does not.
        let is_link = matches!(*root, "/home/" | "/app/" | "/srv/") && !is_source
            || text[..start].ends_with("=\"");
        if !is_link {
            return Some(&text[start..]);
        }
    }
    None
}

/// `C:\inetpub\wwwroot`.
fn is_windows_path(word: &str) -> bool {
    let mut chars = word.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    drive && chars.as_str().starts_with(":\\") && word.matches('\\').count() >= 2
}

/// A URL to a host that only the inside knows, or a private address with a port. A private address alone may be the
/// client's own, told back.
fn internal_host<'a>(text: &'a str, known: &[&str]) -> Option<&'a str> {
    let is_end = |c: char| c.is_whitespace() || "\"'`<>(),;\\".contains(c);
    let mut at = 0;
    for token in text.split_inclusive(is_end) {
        let (start, word) = (at, token.trim_end_matches(is_end));
        at += token.len();
        let word = word.trim_end_matches(['.', '!', ']', '}']);
        let from_scheme = ["http://", "https://"]
            .iter()
            .find_map(|scheme| from(word, scheme));
        let address = match from_scheme {
            Some(url) => Address::parse(url),
            None => word
                .rsplit_once(':')
                .filter(|(_, port)| {
                    port.bytes().all(|byte| byte.is_ascii_digit()) && !port.is_empty()
                })
                .and_then(|(host, _)| host.parse::<std::net::Ipv4Addr>().ok())
                .map(|_| Address {
                    scheme: "",
                    authority: word,
                    path: "",
                }),
        };
        if address.is_some_and(|address| {
            !known.contains(&address.authority) && is_internal(address.host())
        }) {
            return Some(&text[start..]);
        }
    }
    None
}

fn is_internal(host: &str) -> bool {
    const SUFFIXES: [&str; 7] = [
        ".internal",
        ".local",
        ".svc",
        ".lan",
        ".corp",
        ".intranet",
        ".cluster.local",
    ];
    if let Ok(address) = host.parse::<std::net::Ipv4Addr>() {
        return address.is_private() || address.is_loopback() || address.is_link_local();
    }
    host == "localhost" || host == "[::1]" || SUFFIXES.iter().any(|suffix| host.ends_with(suffix))
}

/// `litellm.BadRequestError:`, `KeyError(`, `java.lang.NullPointerException`. The words of an API's own errors, such as
/// `invalid_request_error`, are no names of classes.
fn exception(text: &str) -> Option<&str> {
    if let Some(found) = ["No module named ", "java.lang.", "System.NullReference"]
        .iter()
        .find_map(|marker| from(text, marker))
    {
        return Some(found);
    }
    let mut from = 0;
    while let Some(at) = text[from..].find([':', '(']).map(|at| from + at) {
        from = at + 1;
        let start = text[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |before| {
                before + text[before..].chars().next().map_or(1, char::len_utf8)
            });
        let word = &text[start..at];
        let is_class = word.ends_with("Error") || word.ends_with("Exception");
        if is_class
            && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
            && word.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return Some(&text[start..]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leak(text: &str) -> Option<Leak> {
        find(text, &[], &["api.acme.example", "localhost:8443"]).map(|found| found.leak)
    }

    #[test]
    fn leaks_are_found() {
        for (text, expected) in [
            (
                r#"{"detail":"Traceback (most recent call last):\n  File \"x.py\""}"#,
                Leak::StackTrace,
            ),
            (
                "TypeError: x\n    at handle (/srv/app/server.js:10:5)",
                Leak::StackTrace,
            ),
            (
                r#"{"trace":"java.io.IOException\n\tat com.acme.Api.get(Api.java:42)"}"#,
                Leak::StackTrace,
            ),
            ("cannot open /var/lib/acme/models.db", Leak::Path),
            (r#"File "/app/routes/chat.py", line 10"#, Leak::Path),
            ("/usr/lib/python3.11/json/decoder.py", Leak::Path),
            (r#"{"file":"C:\\inetpub\\wwwroot\\api"}"#, Leak::Path),
            (r#"ERROR: syntax error at or near "FROM""#, Leak::Query),
            ("http://127.0.0.1:8801/v1", Leak::InternalHost),
            (
                r#"{"upstream":"http://llm.svc.cluster.local/v1"}"#,
                Leak::InternalHost,
            ),
            ("connection to 10.0.3.17:5432 refused", Leak::InternalHost),
            ("https://localhost:9999/", Leak::InternalHost),
            (
                "litellm.BadRequestError: LLM Provider NOT provided",
                Leak::Exception,
            ),
            ("JSONDecodeError('Expecting value')", Leak::Exception),
            ("No module named 'prisma'", Leak::Exception),
        ] {
            assert_eq!(leak(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn look_alikes_are_no_leaks() {
        for text in [
            "",
            r#"{"error":{"message":"Invalid model","type":"invalid_request_error","code":"model_not_found"}}"#,
            r#"{"error":{"message":"We could not parse the JSON body of your request."}}"#,
            r#"{"detail":[{"type":"missing","loc":["body","model"],"msg":"Field required"}]}"#,
            "Not Found: /v1/no-such-route",
            r#"<script src="/app/main.js"></script><a href="/home/docs">Docs</a>"#,
            r#"<link href="/usr/manual">"#,
            "See https://api.acme.example/docs or http://localhost:8443/x",
            "We are at your service (24:7).",
            "Your address is 10.1.2.3",
            "Error: bad request",
            "Internal Server Error",
            "version 10.0.3.17",
            "https://docs.acme.example/errors#ParseError",
        ] {
            assert_eq!(leak(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_request_contained_is_no_leak() {
        let echoed = r#"no such file: ../../etc/passwd, http://169.254.169.254/latest"#;
        assert!(find(echoed, &[], &[]).is_some());
        assert_eq!(
            find(
                echoed,
                &["../../etc/passwd", "http://169.254.169.254/latest"],
                &[]
            ),
            None
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}", odd in "[a-zA-Z:(/\\\\\"' ä.0-9\n]{0,60}") {
            let _ = find(&text, &[], &[]);
            let _ = find(&odd, &["ä/a"], &[]);
        }
    }
}
