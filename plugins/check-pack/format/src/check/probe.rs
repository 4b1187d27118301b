//! Probes.

use super::{Place, Problems, text};
use crate::{Expect, Key, Pattern, Probe};

/// The methods of a request that looks; what changes something at the supplier is not for a pack.
const METHODS: [&str; 4] = ["GET", "HEAD", "OPTIONS", "POST"];
/// Most of anything in a request or a condition.
const MOST: usize = 20;
const LONGEST_BODY: usize = 8_000;

/// Headers in which a secret would lie open in the pack, or which belong to the host.
const NOT_HERE: [&str; 9] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
    "api-key",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
];

pub(super) fn check(probe: &Probe, place: Place, problems: &mut Problems) {
    text::id(&probe.id, place.key("id"), problems);
    text::id(&probe.point, place.key("point"), problems);
    text::title(&probe.title, place.key("title"), problems);
    text::remediation(&probe.remediation, place.key("remediation"), problems);
    request(probe, place, problems);
    if probe.conditions().next().is_none() {
        problems.add(
            place.whole(),
            "no reply leads anywhere: say with `pass`, `partial` or `fail` what a reply amounts to",
        );
    }
    for (key, expect) in probe.conditions() {
        condition(expect, &place.key(key), problems);
        if probe.method == "HEAD" && expect.reads_body() {
            problems.add(place.key(key), "a reply to HEAD has no body");
        }
    }
    let order = [
        ("fail", &probe.fail),
        ("partial", &probe.partial),
        ("pass", &probe.pass),
    ];
    for (later, (key, one)) in order.iter().enumerate() {
        let same = |(_, other): &&(&str, &Option<Expect>)| one.is_some() && other == one;
        if let Some((earlier, _)) = order[..later].iter().find(same) {
            problems.add(
                place.key(key),
                format!("is never reached: `{earlier}` is tried before it and asks the same"),
            );
        }
    }
}

fn request(probe: &Probe, place: Place, problems: &mut Problems) {
    if !METHODS.contains(&probe.method.as_str()) {
        problems.add(
            place.key("method"),
            format!("`{}` is not one of {}", probe.method, METHODS.join(", ")),
        );
    }
    let tame = |c: u8| c.is_ascii_graphic() && !matches!(c, b'#' | b'\\' | b'"' | b'<' | b'>');
    let path = probe.path.as_str();
    if !path.starts_with('/')
        || path.starts_with("//")
        || path.split(['/', '?']).any(|part| part == "..")
        || path.len() > 500
        || !path.bytes().all(tame)
    {
        problems.add(
            place.key("path"),
            "has to be a path that starts with `/` and stays below the base URL of the endpoint",
        );
    }
    if probe.headers.len() > MOST {
        problems.add(place.key("headers"), format!("more than {MOST} headers"));
    }
    for (name, value) in &probe.headers {
        let mut at = place.key("headers");
        at.push(name.as_str().into());
        header_name(name, at.clone(), problems);
        if NOT_HERE.contains(&name.to_ascii_lowercase().as_str()) {
            problems.add(
                at,
                "does not belong into a pack: for a secret write credential = \"declared\", and the host adds it",
            );
        } else if value.len() > 1_000 || !value.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
            problems.add(at, "has to be visible ASCII in one line");
        }
    }
    match &probe.body {
        Some(_) if probe.method != "POST" => {
            problems.add(place.key("body"), "only POST has a body");
        }
        Some(body) if body.len() > LONGEST_BODY => {
            problems.add(place.key("body"), format!("more than {LONGEST_BODY} bytes"));
        }
        _ => {}
    }
}

fn condition(expect: &Expect, place: &[Key], problems: &mut Problems) {
    let at = |key: &str| [place, &[key.into()]].concat();
    if expect.is_empty() {
        problems.add(place.to_vec(), "asks nothing, so that every reply would do");
    }
    for (key, length) in [
        ("status", expect.status.len()),
        ("header", expect.header.len()),
        ("header-absent", expect.header_absent.len()),
        ("body-contains", expect.body_contains.len()),
        ("body-absent", expect.body_absent.len()),
        ("json", expect.json.len()),
    ] {
        if length > MOST {
            problems.add(at(key), format!("more than {MOST}"));
        }
    }
    for status in &expect.status {
        if !(100..=599).contains(status) {
            problems.add(at("status"), format!("{status} is no status of HTTP"));
        }
    }
    for (name, pattern) in &expect.header {
        let at = [at("header"), vec![name.as_str().into()]].concat();
        header_name(name, at.clone(), problems);
        if let Err(error) = Pattern::new(pattern) {
            problems.add(at, error.to_string());
        }
    }
    for name in &expect.header_absent {
        header_name(name, at("header-absent"), problems);
    }
    for (key, texts) in [
        ("body-contains", &expect.body_contains),
        ("body-absent", &expect.body_absent),
    ] {
        for text in texts {
            if text.is_empty() || text.len() > 1_000 {
                problems.add(at(key), "has to be a text of 1 to 1000 bytes");
            }
        }
    }
    if let Some(Err(error)) = expect.body_matches.as_deref().map(Pattern::new) {
        problems.add(at("body-matches"), error.to_string());
    }
    for (pointer, value) in &expect.json {
        let at = [at("json"), vec![pointer.as_str().into()]].concat();
        if !(pointer.is_empty() || pointer.starts_with('/')) || pointer.len() > 500 {
            problems.add(
                at.clone(),
                "is no JSON pointer: write \"/data/0/id\" for the id of the first of data",
            );
        }
        if value.is_array() || value.is_object() {
            problems.add(
                at,
                "can be compared with a text, a number, true or false only",
            );
        }
    }
}

fn header_name(name: &str, at: Vec<Key>, problems: &mut Problems) {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if name.is_empty() || name.len() > 100 || !name.bytes().all(token) {
        problems.add(at, format!("`{name}` is no name of a header"));
    }
}
