//! Whether a key is taken from the URL, where it ends up in logs, histories and referrers. The real key is never put there: the
//! description of the API says so, or its answer to a made-up one does.

use assay_sdk::{Exchange, Observation, Severity};
use serde_json::Value;

use super::{SEEN, openapi};
use crate::{
    answer::{Refusal, is_success, refusal},
    unanswered::unanswered,
    visit::Visit,
};

const POINT: &str = "key-in-url";
const ASK: &str = "Take keys from a header only.";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let answer = match &visit.key_in_url {
        Ok(answer) => answer,
        Err(failure) => return unanswered(POINT, failure),
    };
    let without = visit.no_key.list.as_ref().ok();
    if let Some(without) = without
        && is_success(answer)
        && !answer.body.is_empty()
        && refusal(without) == Refusal::Proper
    {
        return fail("a made-up key in the URL opens what is closed without one")
            .detail("The key was made up for this check and never given out.")
            .exchange(answer)
            .exchange(without);
    }
    if let Some((schema, source)) = openapi::schema(visit)
        && let Some(name) = query_scheme(schema)
    {
        let fail = fail("the API says that it takes a key from the URL")
            .detail(format!(
                "The description of the API has the query parameter `{name}` as a key."
            ))
            .fact_text("parameter", name);
        return match source {
            openapi::Source::Served(exchange) => fail.exchange(exchange),
            openapi::Source::Dossier(_) => fail.exchange(answer),
        };
    }
    // A server that reads the URL tells a wrong key from a missing one; one that does not answers as if there were none. Only
    // where the two differ in a header does it say anything that they do not differ here.
    let wrong = visit.wrong_key.list.as_ref().ok();
    match (without, wrong) {
        (Some(without), Some(wrong)) if refused(without) && differ(without, wrong) => {
            if differ(without, answer) && !differ(wrong, answer) {
                Observation::partial(POINT)
                    .severity(Severity::Medium)
                    .class(SEEN)
                    .title("a made-up key in the URL is answered as a wrong key, so keys are read from there")
                    .remediation(ASK)
                    .exchange(answer)
                    .exchange(without)
                    .exchange(wrong)
            } else {
                Observation::pass(POINT)
                    .class(SEEN)
                    .title("a key in the URL is not looked at")
                    .detail("A wrong key in a header is answered in another way than a missing one; a wrong key in the URL is answered like a missing one.")
                    .exchange(answer)
                    .exchange(without)
                    .exchange(wrong)
            }
        }
        _ if openapi::schema(visit).is_some_and(|(schema, _)| has_schemes(schema)) => {
            Observation::pass(POINT)
                .class(SEEN)
                .confidence(8_000)
                .title("the API describes keys in headers only")
                .exchange(answer)
        }
        _ => Observation::unknown(POINT)
            .title("not seen: the server answers a wrong key as it answers none")
            .detail("Whether a key in the URL would be accepted can only be told with a valid one, which is never put there.")
            .remediation("Ask whether the API takes keys from the URL.")
            .exchange(answer),
    }
}

fn fail(title: &str) -> Observation {
    Observation::fail(POINT)
        .severity(Severity::Medium)
        .class(SEEN)
        .title(title)
        .remediation(ASK)
}

fn refused(answer: &Exchange) -> bool {
    (400..=599).contains(&answer.status)
}

/// Status, or the words of the refusal without what varies from request to request.
fn differ(one: &Exchange, other: &Exchange) -> bool {
    one.status != other.status || words(one) != words(other)
}

/// The words of an answer: letters only, so that ids, times and the key itself do not count.
fn words(exchange: &Exchange) -> Vec<String> {
    let text = exchange.text().replace(crate::visit::MADE_UP_KEY, " ");
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect()
}

fn schemes(schema: &Value) -> Option<&serde_json::Map<String, Value>> {
    schema
        .pointer("/components/securitySchemes")
        .or_else(|| schema.get("securityDefinitions"))?
        .as_object()
}

fn has_schemes(schema: &Value) -> bool {
    schemes(schema).is_some_and(|schemes| !schemes.is_empty())
}

/// The name of a query parameter that carries a key.
fn query_scheme(schema: &Value) -> Option<String> {
    schemes(schema)?.values().find_map(|scheme| {
        let is = |key: &str, value: &str| scheme.get(key).and_then(Value::as_str) == Some(value);
        (is("type", "apiKey") && is("in", "query")).then(|| {
            scheme
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or("?")
                .to_owned()
        })
    })
}
