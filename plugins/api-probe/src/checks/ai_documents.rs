//! Documents about an AI service at addresses of their own. None has to be there; one that is there has to be readable.

use assay_sdk::{Exchange, Observation, Severity};
use serde_json::Value;

use super::SEEN;
use crate::{
    answer::{is_html, is_success},
    unanswered::unanswered,
    visit::Visit,
};

const POINT: &str = "ai-documents";

pub(crate) fn judge(visit: &Visit) -> Option<Observation> {
    if !visit.first_of_host {
        return None;
    }
    let host = &visit.host;
    let nowhere = match &host.nowhere {
        Ok(nowhere) => nowhere,
        Err(failure) => return Some(unanswered(POINT, failure)),
    };
    let answers: Vec<(&str, &Exchange)> = host
        .documents
        .iter()
        .filter_map(|asked| Some((asked.request.url.as_str(), asked.reply.as_ref().ok()?)))
        .collect();
    // A page in the place of a document is a page for everything.
    let is_page_for_all = |answer: &Exchange| is_success(nowhere) && answer.body == nowhere.body;
    let there: Vec<_> = answers
        .iter()
        .filter(|(_, answer)| {
            is_success(answer)
                && !is_html(answer)
                && !answer.body.is_empty()
                && !is_page_for_all(answer)
        })
        .collect();
    if let Some((url, answer)) = there.iter().find(|(url, answer)| !is_readable(url, answer)) {
        return Some(
            Observation::partial(POINT)
                .severity(Severity::Info)
                .class(SEEN)
                .title(format!("`{url}` cannot be read"))
                .remediation("Mend the document, or take it away.")
                .exchange(*answer),
        );
    }
    if there.is_empty()
        && let Some(failure) = host
            .documents
            .iter()
            .find_map(|asked| asked.reply.as_ref().err())
    {
        return Some(unanswered(POINT, failure));
    }
    let names: Vec<&str> = there.iter().map(|(url, _)| *url).collect();
    let pass = Observation::pass(POINT)
        .class(SEEN)
        .title(if names.is_empty() {
            "none is published, and none has to be".to_owned()
        } else {
            format!("published and readable: {}", names.join(", "))
        })
        .fact_text("documents", names.join(", "));
    Some(
        answers
            .iter()
            .fold(pass, |pass, (_, answer)| pass.exchange(*answer)),
    )
}

fn is_readable(url: &str, answer: &Exchange) -> bool {
    if url.ends_with(".txt") {
        return std::str::from_utf8(&answer.body).is_ok();
    }
    serde_json::from_slice::<Value>(&answer.body)
        .is_ok_and(|body| body.is_object() || body.is_array())
}
