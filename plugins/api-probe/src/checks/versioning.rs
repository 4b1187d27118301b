//! Whether the version of the API can be told: from its path, a header, or its description.

use assay_sdk::{Exchange, Observation, Severity};
use serde_json::Value;

use super::{SEEN, openapi};
use crate::{address::Address, answer::excerpt, unanswered::unanswered, visit::Visit};

const POINT: &str = "versioning";
const HEADERS: [&str; 7] = [
    "api-version",
    "x-api-version",
    "openai-version",
    "anthropic-version",
    "x-ms-api-version",
    "api-supported-versions",
    "x-version",
];

pub(crate) fn judge(visit: &Visit) -> Observation {
    let main = match &visit.main {
        Ok(main) => main,
        Err(failure) => return unanswered(POINT, failure),
    };
    let pass = |where_: &str, version: &str| {
        Observation::pass(POINT)
            .class(SEEN)
            .title(format!("{where_} tells the version"))
            .fact_text("version", excerpt(version))
    };
    let path = Address::parse(&visit.endpoint.base_url).map_or("", |address| address.path);
    if let Some(version) = path
        .split(['/', '?', '&', '='])
        .find(|part| is_version(part))
    {
        return pass("the path", version).exchange(main);
    }
    let header = |exchange: &'_ Exchange| {
        HEADERS
            .iter()
            .find_map(|name| exchange.header(name).map(str::to_owned))
    };
    if let Some((exchange, version)) = visit
        .exchanges()
        .find_map(|exchange| Some((exchange, header(exchange)?)))
    {
        return pass("a header", &version).exchange(exchange);
    }
    if let Some((schema, source)) = openapi::schema(visit)
        && let Some(version) = schema.pointer("/info/version").and_then(Value::as_str)
    {
        let pass = pass("the description of the API", version);
        return match source {
            openapi::Source::Served(exchange) => pass.exchange(exchange),
            openapi::Source::Dossier(_) => pass.exchange(main),
        };
    }
    Observation::partial(POINT)
        .severity(Severity::Low)
        .class(SEEN)
        .title("neither path nor header nor description tells a version")
        .remediation("Put the version of the API into its path or a header.")
        .exchange(main)
}

/// `v1`, `v2beta`, `2026-02-01`.
fn is_version(part: &str) -> bool {
    let mut chars = part.chars();
    let numbered =
        matches!(chars.next(), Some('v' | 'V')) && chars.next().is_some_and(|c| c.is_ascii_digit());
    numbered || (part.len() >= 10 && assay_sdk::Date::parse(part.get(..10).unwrap_or("")).is_ok())
}
