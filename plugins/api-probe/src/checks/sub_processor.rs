//! Whether an answer shows that somebody else's model stands behind the API whom the dossier does not name.
//!
//! The shape of an API says nothing: most speak OpenAI's, and a gateway calls any server of that shape `openai`. What counts is a
//! header that only one company's service sends, the address of such a service, or a gateway that names what it forwards to.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::excerpt,
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "sub-processor-hints";

/// Somebody behind the API, by one of the words of his names.
struct Hint<'a> {
    /// Lower case; any of them in the dossier discloses him.
    names: Vec<String>,
    shown: String,
    exchange: &'a Exchange,
}

/// Beginnings of headers, and whose service sends them.
const HEADERS: [(&str, &[&str]); 14] = [
    ("openai-organization", &["openai"]),
    ("openai-processing-ms", &["openai"]),
    ("openai-version", &["openai"]),
    ("anthropic-ratelimit-", &["anthropic"]),
    ("anthropic-organization-id", &["anthropic"]),
    ("x-amzn-bedrock-", &["bedrock", "amazon", "aws"]),
    ("azureml-model-", &["azure", "microsoft"]),
    ("apim-request-id", &["azure", "microsoft"]),
    ("x-groq-", &["groq"]),
    ("x-together-", &["together"]),
    ("fireworks-", &["fireworks"]),
    ("x-fireworks-", &["fireworks"]),
    ("mistral-correlation-id", &["mistral"]),
    ("cf-aig-", &["cloudflare"]),
];

/// Hosts of services, and whose they are.
const HOSTS: [(&str, &[&str]); 13] = [
    ("api.openai.com", &["openai"]),
    ("openai.azure.com", &["azure", "microsoft"]),
    ("api.anthropic.com", &["anthropic"]),
    ("generativelanguage.googleapis.com", &["google", "gemini"]),
    ("aiplatform.googleapis.com", &["google", "vertex"]),
    ("bedrock-runtime", &["bedrock", "amazon", "aws"]),
    ("api.mistral.ai", &["mistral"]),
    ("api.cohere", &["cohere"]),
    ("api.groq.com", &["groq"]),
    ("api.together.", &["together"]),
    ("openrouter.ai", &["openrouter"]),
    ("api.deepseek.com", &["deepseek"]),
    ("router.huggingface.co", &["hugging face", "huggingface"]),
];

pub(crate) fn judge(visit: &Visit) -> Observation {
    let hints: Vec<Hint<'_>> = visit.exchanges().flat_map(hints).collect();
    let dossier = &visit.dossier;
    let known = |names: &[String]| {
        let told = dossier.disclosed.iter().chain(&dossier.own_names);
        told.clone()
            .any(|told| names.iter().any(|name| told.contains(name.as_str())))
    };
    if let Some(hint) = hints.iter().find(|hint| !known(&hint.names)) {
        return Observation::partial(POINT)
            .severity(Severity::Medium)
            .class(SEEN)
            .title(format!("somebody else's model shows who is not disclosed: {}", hint.names[0]))
            .detail(format!(
                "Found: {}. Neither the sub-processors nor the upstream models of the dossier name it.",
                hint.shown
            ))
            .remediation("Name every model and provider behind the API, and where it runs.")
            .fact_text("hint", &hint.shown)
            .exchange(hint.exchange);
    }
    if let Some(hint) = hints.first() {
        return Observation::pass(POINT)
            .class(SEEN)
            .title("whoever shows behind the API is disclosed")
            .fact_text("hint", &hint.shown)
            .exchange(hint.exchange);
    }
    let main = match &visit.main {
        Ok(main) => main,
        Err(failure) => return unanswered(POINT, failure),
    };
    if !visit.exchanges().any(crate::answer::is_success) {
        return unclear(
            POINT,
            main,
            "not seen: no answer with content",
            "Name a credential for the endpoint, and assess again.",
        );
    }
    let answers = visit
        .chat
        .as_ref()
        .and_then(|(_, reply)| reply.as_ref().ok());
    let pass = Observation::pass(POINT)
        .class(SEEN)
        // Nobody has to show himself.
        .confidence(6_000)
        .title("no answer shows anybody behind the API")
        .detail("A provider behind an API need not show; this rules out nothing.")
        .exchange(main);
    answers
        .into_iter()
        .fold(pass, |pass, answer| pass.exchange(answer))
}

fn hints(exchange: &Exchange) -> Vec<Hint<'_>> {
    let hint = |names: &[&str], shown: String| Hint {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        shown,
        exchange,
    };
    let mut found = Vec::new();
    for (name, value) in &exchange.headers {
        let lower = name.to_ascii_lowercase();
        if let Some((_, names)) = HEADERS.iter().find(|(stem, _)| lower.starts_with(stem)) {
            found.push(hint(names, format!("header {lower}")));
        }
        if let Some((host, names)) = host_in(value) {
            found.push(hint(names, format!("{lower}: {host}")));
        }
        // LiteLLM tells its client what it forwarded to; `openai/` there is the shape of the API, not the company.
        if lower == "x-litellm-model-name" {
            let model = value.rsplit('/').next().unwrap_or(value).to_lowercase();
            if !model.is_empty() {
                found.push(hint(&[&model], format!("{lower}: {}", excerpt(value))));
            }
        }
    }
    // Errors quote whom the gateway could not reach.
    if exchange.status >= 400
        && let Some((host, names)) = host_in(&exchange.text())
    {
        found.push(hint(names, format!("an error names {host}")));
    }
    found
}

fn host_in(text: &str) -> Option<(&'static str, &'static [&'static str])> {
    let text = text.to_lowercase();
    HOSTS
        .iter()
        .find(|(host, _)| text.contains(host))
        .map(|(host, names)| (*host, *names))
}
