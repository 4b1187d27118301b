//! One question to a model, and what it said.

use assay_sdk::{Exchange, Failure, Recorded, TlsFacts};
use serde_json::{Value, json};

/// How a request names the limit of its answer and whether it may steer the sampling: newer models refuse what older ones
/// want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `max_tokens`, `temperature`, `seed`.
    Classic,
    /// `max_completion_tokens` and nothing else: models that reason take no temperature.
    Plain,
}

/// One question.
#[derive(Debug, Clone)]
pub(crate) struct Chat {
    messages: Vec<(&'static str, String)>,
    most_tokens: u32,
    /// 0 or 1: without floating point there is nothing between, and nothing between is needed.
    temperature: u8,
    seed: u32,
}

impl Chat {
    /// One message of a user, at temperature 0.
    pub(crate) fn ask(question: impl Into<String>) -> Self {
        Self {
            messages: vec![("user", question.into())],
            most_tokens: 48,
            temperature: 0,
            seed: 1,
        }
    }

    /// Puts instructions before everything else.
    pub(crate) fn instructed(mut self, instructions: impl Into<String>) -> Self {
        self.messages.insert(0, ("system", instructions.into()));
        self
    }

    /// Goes on with what the model said and the next message of the user.
    pub(crate) fn then(mut self, said: impl Into<String>, question: impl Into<String>) -> Self {
        self.messages.push(("assistant", said.into()));
        self.messages.push(("user", question.into()));
        self
    }

    pub(crate) fn most_tokens(mut self, tokens: u32) -> Self {
        self.most_tokens = tokens;
        self
    }

    /// Another try of the same question: at temperature 1, so that tries differ, and with a seed, so that a server that
    /// honours seeds gives the same tries again.
    pub(crate) fn repetition(mut self, seed: u32) -> Self {
        self.temperature = 1;
        self.seed = seed;
        self
    }

    pub(crate) fn body(&self, model: &str, dialect: Dialect) -> Value {
        let messages: Vec<Value> = self
            .messages
            .iter()
            .map(|(role, content)| json!({"role": role, "content": content}))
            .collect();
        match dialect {
            Dialect::Classic => json!({
                "model": model, "messages": messages, "max_tokens": self.most_tokens,
                "temperature": self.temperature, "seed": self.seed,
            }),
            Dialect::Plain => json!({
                "model": model, "messages": messages,
                // What a model thinks before it answers counts against this limit.
                "max_completion_tokens": self.most_tokens.saturating_mul(20),
            }),
        }
    }
}

/// What came of one question.
#[derive(Debug, Clone)]
pub(crate) struct Trial {
    pub(crate) reply: Result<Exchange, Failure>,
    /// What the model said, when the request was served.
    pub(crate) said: Option<Said>,
}

/// What a model said. A stranger's text: it is compared and counted, never followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) text: String,
    /// The API itself says that the model declined.
    pub(crate) declined: bool,
}

impl Trial {
    pub(crate) fn new(reply: Result<Exchange, Failure>) -> Self {
        let said = reply.as_ref().ok().and_then(read);
        Self { reply, said }
    }

    /// The text, or an empty one when there is none.
    pub(crate) fn text(&self) -> &str {
        self.said.as_ref().map_or("", |said| &said.text)
    }

    pub(crate) fn is_served(&self) -> bool {
        self.said.is_some()
    }
}

impl Recorded for Trial {
    fn id(&self) -> &str {
        match &self.reply {
            Ok(exchange) => exchange.id(),
            Err(failure) => failure.id(),
        }
    }

    fn tls(&self) -> Option<&TlsFacts> {
        match &self.reply {
            Ok(exchange) => exchange.tls(),
            Err(failure) => failure.tls(),
        }
    }
}

/// Only a served answer counts as something that the model said: an error may repeat our own words. An answer that was cut
/// at the cap is no JSON any more and is not read.
fn read(exchange: &Exchange) -> Option<Said> {
    if !(200..300).contains(&exchange.status) || exchange.truncated {
        return None;
    }
    let body: Value = serde_json::from_slice(&exchange.body).ok()?;
    let choice = body.get("choices")?.as_array()?.first()?;
    let message = choice.get("message")?;
    let refusal = message.get("refusal").and_then(Value::as_str);
    let text = match message.get("content") {
        Some(Value::String(text)) => text.clone(),
        // A list of parts, of which some are text.
        Some(Value::Array(parts)) => parts
            .iter()
            .filter_map(|part| part.get("text")?.as_str())
            .collect(),
        // Nothing was said: that counts as no answer, unless the API says that the model declined.
        _ => refusal?.to_owned(),
    };
    let filtered = choice.get("finish_reason").and_then(Value::as_str) == Some("content_filter");
    Some(Said {
        text,
        declined: filtered || refusal.is_some_and(|refusal| !refusal.is_empty()),
    })
}
