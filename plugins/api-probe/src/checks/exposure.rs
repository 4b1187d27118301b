//! Pages that are meant for those who run the server, and that answer without a key.
//!
//! A page that is served for everything, also where nothing can be, is none of these. The documentation of an API is published on
//! purpose and is told, not held against anybody.

use assay_sdk::{Exchange, Observation, Severity};
use serde_json::Value;

use super::SEEN;
use crate::{
    answer::{is_html, is_success},
    unanswered::unanswered,
    visit::Visit,
};

const POINT: &str = "management-exposure";

/// What an answer turns out to be.
enum Page {
    /// Figures or internals of the running server.
    Internals(&'static str),
    /// A page of the administration that is not a form to log in.
    Administration,
    /// Documentation of the API.
    Documentation,
}

pub(crate) fn judge(visit: &Visit) -> Observation {
    let host = &visit.host;
    let nowhere = match &host.nowhere {
        Ok(nowhere) => nowhere,
        Err(failure) => return unanswered(POINT, failure),
    };
    let pages: Vec<(&str, &Exchange, Page)> = host
        .management
        .iter()
        .filter_map(|asked| {
            let answer = asked.reply.as_ref().ok()?;
            if !is_success(answer) || is_same(answer, nowhere) {
                return None;
            }
            Some((
                asked.request.url.as_str(),
                answer,
                page(&asked.request.url, answer)?,
            ))
        })
        .collect();
    let internals = pages.iter().find_map(|(url, answer, page)| match page {
        Page::Internals(what) => Some((*url, *answer, *what)),
        Page::Administration | Page::Documentation => None,
    });
    if let Some((url, answer, what)) = internals {
        return Observation::fail(POINT)
            .severity(Severity::Medium)
            .class(SEEN)
            .title(format!("`{url}` shows {what} without a key"))
            .detail(format!(
                "A place where nothing can be was answered with status {}.",
                nowhere.status
            ))
            .remediation("Serve it to those who run the server only.")
            .fact_text("page", url)
            .exchange(answer)
            .exchange(nowhere);
    }
    if let Some((url, answer, _)) = pages
        .iter()
        .find(|(_, _, page)| matches!(page, Page::Administration))
    {
        return Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title(format!("`{url}` serves a page without a key"))
            .remediation("Say what the page is, or serve it to those who run the server only.")
            .exchange(*answer)
            .exchange(nowhere);
    }
    if let Some(failure) = host
        .management
        .iter()
        .find_map(|asked| asked.reply.as_ref().err())
    {
        return unanswered(POINT, failure);
    }
    let documented = host.schemas.iter().any(|schema| schema.value.is_some())
        || pages
            .iter()
            .any(|(_, _, page)| matches!(page, Page::Documentation));
    let pass = Observation::pass(POINT)
        .class(SEEN)
        .title(if documented {
            "nothing but the documentation of the API is open"
        } else {
            "no page of the management is open"
        })
        .fact_yes_no("documentation-public", documented);
    host.management
        .iter()
        .filter_map(|asked| asked.reply.as_ref().ok())
        .fold(pass, |pass, answer| pass.exchange(answer))
}

/// True for a server that serves one page for everything.
fn is_same(answer: &Exchange, nowhere: &Exchange) -> bool {
    is_success(nowhere) && (answer.body == nowhere.body || is_html(answer) && is_html(nowhere))
}

fn page(url: &str, answer: &Exchange) -> Option<Page> {
    let text = answer.text();
    let lower = || text.to_lowercase();
    match url {
        // The text format of Prometheus begins its metrics with these (exposition format, 0.0.4).
        "/metrics" => text
            .lines()
            .any(|line| line.starts_with("# TYPE ") || line.starts_with("# HELP "))
            .then_some(Page::Internals("figures of the running server")),
        "/actuator" => serde_json::from_slice::<Value>(&answer.body)
            .ok()
            .filter(|body| body.get("_links").is_some_and(Value::is_object))
            .map(|_| Page::Internals("the management endpoints of the server")),
        "/debug/pprof/" => (is_html(answer) && text.contains("goroutine") && text.contains("heap"))
            .then_some(Page::Internals("profiles of the running server")),
        "/admin" => {
            let form = [
                "type=\"password\"",
                "type='password'",
                "log in",
                "login",
                "sign in",
            ];
            let is_form = form.iter().any(|words| lower().contains(words));
            (is_html(answer) && !is_form && !text.trim().is_empty()).then_some(Page::Administration)
        }
        _ => {
            let words = ["swagger", "redoc", "openapi", "scalar", "stoplight"];
            words
                .iter()
                .any(|word| lower().contains(word))
                .then_some(Page::Documentation)
        }
    }
}
