//! An API on loopback that behaves as a case needs it, and well otherwise.

use std::{
    collections::BTreeSet,
    convert::Infallible,
    net::Ipv4Addr,
    sync::{Arc, Mutex},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime};

use super::seeded::Shown;

/// A running server. It stops when it is dropped.
pub(crate) struct Api {
    pub(crate) port: u16,
    _runtime: Runtime,
}

/// What it does wrong.
#[derive(Debug, Clone, Copy, Default)]
struct Faults {
    says_human: bool,
    shows_provider: bool,
    keeps_deleted: bool,
}

#[derive(Default)]
struct Server {
    faults: Faults,
    stored: Mutex<BTreeSet<String>>,
}

impl Api {
    /// The server at which a probe sees what a case shows; none when the case shows something else.
    pub(crate) fn showing(shown: &Shown) -> Option<Self> {
        let bad = matches!(shown.outcome.as_deref(), Some("fail" | "partial"));
        let faults = match shown.point.as_str() {
            "ai-disclosure" => Faults {
                says_human: bad,
                ..Faults::default()
            },
            "sub-processor-hints" => Faults {
                shows_provider: bad,
                ..Faults::default()
            },
            "response-retention" => Faults {
                keeps_deleted: bad,
                ..Faults::default()
            },
            _ => return None,
        };
        Some(Self::start(faults))
    }

    fn start(faults: Faults) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Arc::new(Server {
            faults,
            ..Server::default()
        });
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = Arc::clone(&server);
                tokio::spawn(async move {
                    let service = service_fn(move |request| {
                        let server = Arc::clone(&server);
                        async move { Ok::<_, Infallible>(server.answer(request).await) }
                    });
                    // Who goes away is their own business.
                    let _ = http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self {
            port,
            _runtime: runtime,
        }
    }
}

impl Server {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map(|body| body.to_bytes());
        let body: Value = body
            .ok()
            .and_then(|body| serde_json::from_slice(&body).ok())
            .unwrap_or_default();
        let path = head.uri.path();
        let (status, said) = match (head.method.as_str(), path) {
            ("GET", "/v1/models") => (200, json!({"object": "list", "data": [{"id": "notes-1"}]})),
            ("POST", "/v1/chat/completions") => self.chat(&body),
            ("POST", "/v1/responses") => self.store(&body),
            (method, path) => match path.strip_prefix("/v1/responses/") {
                Some(id) => self.stored(method, id),
                None => (404, json!({"error": {"code": "not_found"}})),
            },
        };
        let mut response = Response::builder()
            .status(status)
            .header("content-type", "application/json");
        if self.faults.shows_provider {
            response = response.header("openai-processing-ms", "12");
        }
        response.body(Full::new(said.to_string().into())).unwrap()
    }

    fn chat(&self, body: &Value) -> (u16, Value) {
        if body["model"] != "notes-1" {
            return (404, json!({"error": {"code": "model_not_found"}}));
        }
        let Some(asked) = body["messages"]
            .as_array()
            .and_then(|messages| messages.last()?["content"].as_str())
        else {
            return (400, json!({"error": {"code": "invalid_request"}}));
        };
        let code = asked.strip_prefix("Repeat this code exactly, and nothing else: ");
        let said = match code {
            Some(code) => code,
            None if asked.contains("single word ready") => "ready",
            None if asked.contains("single word noted") => "noted",
            None if self.faults.says_human => "I am a human.",
            None => "I am an AI language model, not a human.",
        };
        let message = json!({"role": "assistant", "content": said});
        (
            200,
            json!({"id": "c1", "object": "chat.completion", "model": "notes-1",
                   "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}),
        )
    }

    fn store(&self, body: &Value) -> (u16, Value) {
        let mut stored = self.stored.lock().unwrap();
        let id = format!("resp_{}", stored.len());
        if body["store"] != false {
            stored.insert(id.clone());
        }
        (200, json!({"id": id, "output": []}))
    }

    fn stored(&self, method: &str, id: &str) -> (u16, Value) {
        let mut stored = self.stored.lock().unwrap();
        match method {
            "DELETE" if self.faults.keeps_deleted => (200, json!({"id": id, "deleted": true})),
            "DELETE" => {
                stored.remove(id);
                (200, json!({"id": id, "deleted": true}))
            }
            _ if stored.contains(id) => (200, json!({"id": id, "output": []})),
            _ => (404, json!({"error": {"code": "not_found"}})),
        }
    }
}
