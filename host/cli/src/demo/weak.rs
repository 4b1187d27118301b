//! An API with real weaknesses, each of them seen on real servers.

use super::api::{Answer, Call, Served, respond};

/// The key that the demonstration gives to its own dossier.
pub(crate) const KEY: &str = "demo-key-of-a-careless-supplier";

pub(crate) fn behave(call: &Call, _served: Served) -> Answer {
    // Served over plain HTTP just as over TLS, and to anybody: the key is not looked at.
    let origin = call.header("origin").unwrap_or("*").to_owned();
    let headers = [
        ("content-type", "application/json"),
        ("server", "uvicorn/0.21.1"),
        ("x-powered-by", "FastAPI 0.95"),
        // Any origin, with credentials.
        ("access-control-allow-origin", origin.as_str()),
        ("access-control-allow-credentials", "true"),
    ];
    match (call.method.as_str(), call.path.as_str()) {
        ("OPTIONS", _) => respond(204, &headers, ""),
        (_, "/v1/models") => {
            let body = r#"{"object":"list","data":[{"id":"lumen-latest","object":"model"}]}"#;
            respond(200, &headers, body)
        }
        ("POST", "/v1/chat/completions") => {
            match serde_json::from_slice::<serde_json::Value>(&call.body) {
                // Whatever model is asked for, something answers in its name.
                Ok(request) => {
                    let model = &request["model"];
                    let body = format!(
                        r#"{{"id":"c1","object":"chat.completion","model":{model},"choices":[{{"index":0,"message":{{"role":"assistant","content":"Sure!"}},"finish_reason":"stop"}}]}}"#
                    );
                    respond(200, &headers, body)
                }
                Err(error) => respond(500, &headers, stack_trace(&error.to_string())),
            }
        }
        // A page for everything, so that nothing ever seems to be missing.
        _ => respond(
            200,
            &[("content-type", "text/html"), ("server", "uvicorn/0.21.1")],
            "<h1>Lumenworks</h1>",
        ),
    }
}

fn stack_trace(error: &str) -> String {
    format!(
        "Traceback (most recent call last):\n  File \"/srv/lumen/app/api/routes.py\", line 118, in chat\n    \
         body = await request.json()\n  File \"/usr/lib/python3.9/json/decoder.py\", line 355, in raw_decode\n\
         json.decoder.JSONDecodeError: {error}\nhost: inference-7.internal.lumenworks.example\n"
    )
}
