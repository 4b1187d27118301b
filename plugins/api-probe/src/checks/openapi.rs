//! The description of the API by itself: where one is, and whether what is served keeps to it.
//!
//! Only what a client relies on is checked: required fields, types, and values of enumerations. Fields that the description does
//! not know are how APIs grow, and are no finding.

use assay_sdk::{Exchange, Observation, Severity};
use serde_json::Value;

use super::SEEN;
use crate::{
    address::Address,
    answer::{excerpt, is_success},
    dossier::is_openapi,
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "openapi-conformance";
/// References within references; the deepest of the published descriptions has about ten.
const DEEPEST: u8 = 24;

/// Where a description comes from.
pub(super) enum Source<'a> {
    /// The server publishes it.
    Served(&'a Exchange),
    /// A document of the dossier, by its name.
    Dossier(&'a str),
}

/// The description of the API: the dossier's if it has one, else the server's own.
pub(super) fn schema(visit: &Visit) -> Option<(&Value, Source<'_>)> {
    if let Some((name, schema)) = &visit.dossier.schema {
        return Some((schema, Source::Dossier(name)));
    }
    visit
        .host
        .schemas
        .iter()
        .filter_map(|schema| schema.value.as_deref().zip(schema.reply.as_ref().ok()))
        .map(|(value, exchange)| (value, Source::Served(exchange)))
        .next()
}

/// The description in an answer.
pub(crate) fn read(exchange: &Exchange) -> Option<Value> {
    if !is_success(exchange) || exchange.truncated {
        return None;
    }
    let value: Value = serde_json::from_slice(&exchange.body).ok()?;
    is_openapi(&value).then_some(value)
}

pub(crate) fn judge(visit: &Visit) -> Observation {
    let main = match &visit.main {
        Ok(main) => main,
        Err(failure) => return unanswered(POINT, failure),
    };
    let Some((schema, source)) = schema(visit) else {
        return unclear(
            POINT,
            main,
            "not seen: no description of the API is served or in the dossier",
            "Ask for the OpenAPI document of the contracted version, and put it into `evidence/` as a `.json` file.",
        );
    };
    let (list, chat) = if visit.is_openai() {
        ("models", Some("chat/completions"))
    } else {
        ("", None)
    };
    let chat_answer = visit
        .chat
        .as_ref()
        .and_then(|(_, reply)| reply.as_ref().ok());
    let calls = [
        Some(("get", list, main)),
        chat.zip(chat_answer)
            .map(|(route, answer)| ("post", route, answer)),
    ];
    let mut checked = Vec::new();
    let mut undocumented = None;
    for (method, route, answer) in calls.into_iter().flatten() {
        let Some(operation) = operation(schema, visit, method, route) else {
            continue;
        };
        match described(schema, operation, answer.status) {
            Described::Body(body) => {
                let value = serde_json::from_slice::<Value>(&answer.body);
                let violated = match &value {
                    _ if answer.truncated => continue,
                    Ok(value) => violation(schema, body, value, "", DEEPEST),
                    Err(_) => Some("the answer is not JSON".to_owned()),
                };
                if let Some(violated) = violated {
                    let fail = Observation::fail(POINT)
                        .severity(Severity::Medium)
                        .class(SEEN)
                        .title(format!(
                            "an answer breaks the description: {}",
                            excerpt(&violated)
                        ))
                        .remediation(
                            "Serve what the description promises, or describe what is served.",
                        )
                        .fact_text("operation", format!("{method} {route}"))
                        .exchange(answer);
                    return cite(fail, &source);
                }
                checked.push(answer);
            }
            Described::Nothing => {}
            Described::NoStatus => undocumented = Some((method, route, answer)),
        }
    }
    if let Some((method, route, answer)) = undocumented {
        let weak = Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title(format!(
                "{method} {route}: status {} is not described",
                answer.status
            ))
            .remediation("Describe every status that is served.")
            .exchange(answer);
        return cite(weak, &source);
    }
    let Some(first) = checked.first() else {
        return unclear(
            POINT,
            main,
            "not seen: the description says nothing about the answers that were seen",
            "Ask for a description of the answers of the contracted version.",
        );
    };
    let pass = Observation::pass(POINT)
        .class(SEEN)
        .title(format!("{} answers keep to the description", checked.len()))
        .exchange(*first);
    cite(pass, &source)
}

fn cite(observation: Observation, source: &Source<'_>) -> Observation {
    match source {
        Source::Served(exchange) => observation.exchange(*exchange),
        Source::Dossier(name) => observation.fact_text("description", *name),
    }
}

/// The operation that a route below the base URL is described as. Descriptions begin their paths at the host, at a server URL
/// of their own, or at the base.
fn operation<'a>(schema: &'a Value, visit: &Visit, method: &str, route: &str) -> Option<&'a Value> {
    let base = Address::parse(&visit.endpoint.base_url)?.path;
    let base = base.split(['?', '#']).next()?.trim_end_matches('/');
    let whole = if route.is_empty() {
        base.to_owned()
    } else {
        format!("{base}/{route}")
    };
    let paths = schema.get("paths")?.as_object()?;
    // The longest tail of the path that is described.
    (0..whole.len())
        .filter(|at| whole[*at..].starts_with('/'))
        .find_map(|at| paths.get(&whole[at..])?.get(method))
}

enum Described<'a> {
    /// A schema for the body.
    Body(&'a Value),
    /// The status is described and its body is not.
    Nothing,
    /// The status is not described.
    NoStatus,
}

fn described<'a>(schema: &'a Value, operation: &'a Value, status: u16) -> Described<'a> {
    let class = format!("{}XX", status / 100);
    let responses = operation.get("responses");
    let found = [status.to_string(), class, "default".to_owned()]
        .iter()
        .find_map(|key| responses?.get(key.as_str()));
    let Some(response) = found.and_then(|found| resolved(schema, found)) else {
        return Described::NoStatus;
    };
    let body = response
        .pointer("/content/application~1json/schema")
        .or_else(|| response.get("schema"));
    match body.filter(|body| body.as_object().is_some_and(|body| !body.is_empty())) {
        Some(body) => Described::Body(body),
        None => Described::Nothing,
    }
}

/// What a `$ref` within the document points to.
fn resolved<'a>(schema: &'a Value, mut value: &'a Value) -> Option<&'a Value> {
    for _ in 0..DEEPEST {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Some(value);
        };
        value = schema.pointer(reference.strip_prefix('#')?)?;
    }
    None
}

/// The first rule that a value breaks, in words. What this does not understand it does not hold against the value.
fn violation(root: &Value, schema: &Value, value: &Value, at: &str, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let schema = resolved(root, schema)?;
    let place = if at.is_empty() { "the answer" } else { at };
    if value.is_null() && may_be_null(schema) {
        return None;
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array)
        && let Some(violated) = all
            .iter()
            .find_map(|one| violation(root, one, value, at, depth))
    {
        return Some(violated);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(any) = schema.get(key).and_then(Value::as_array)
            && !any.is_empty()
            && any
                .iter()
                .all(|one| violation(root, one, value, at, depth).is_some())
        {
            return Some(format!("{place} is none of the alternatives"));
        }
    }
    if let Some(types) = types(schema)
        && !types.iter().any(|one| is_of_type(value, one))
    {
        return Some(format!("{place} is not of type {}", types.join(" or ")));
    }
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        return Some(format!(
            "{place} is not one of the values that are described"
        ));
    }
    if let Some(fields) = value.as_object() {
        let required = schema.get("required").and_then(Value::as_array);
        let missing = required
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .find(|field| !fields.contains_key(*field));
        if let Some(missing) = missing {
            return Some(format!("{place} has no `{missing}`, which is required"));
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        return properties.into_iter().flatten().find_map(|(name, inner)| {
            violation(
                root,
                inner,
                fields.get(name)?,
                &format!("{at}.{name}"),
                depth,
            )
        });
    }
    let items = schema.get("items")?;
    value
        .as_array()?
        .iter()
        .find_map(|item| violation(root, items, item, &format!("{at}[]"), depth))
}

fn may_be_null(schema: &Value) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

/// One type, or several as of OpenAPI 3.1.
fn types(schema: &Value) -> Option<Vec<&str>> {
    match schema.get("type")? {
        Value::String(one) => Some(vec![one]),
        Value::Array(several) => Some(several.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        // 1.0 is an integer as well (JSON Schema, 6.1.1).
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => true,
    }
}
