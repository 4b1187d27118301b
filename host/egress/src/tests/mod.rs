//! The gate against real servers on loopback.

mod addresses;
mod budgets;
mod faults;
mod handshakes;
mod secrets;
mod server;
mod tls;

use assay_domain::{
    AddressClass, Endpoint, Exchange, Limits, ProbeFailure, ProbeFailureKind, ProbeRequest,
};

use crate::{Gate, Mode};

/// An endpoint on loopback that may be reached.
pub(crate) fn endpoint(base_url: &str) -> Endpoint {
    Endpoint {
        id: "api".parse().unwrap(),
        kind: "http".into(),
        base_url: base_url.parse().unwrap(),
        plain_http_url: None,
        methods: vec!["GET".into(), "POST".into(), "HEAD".into()],
        allow_addresses: vec![AddressClass::Loopback],
        trusted_ca_pem: None,
        credentials: vec![],
        system: None,
        contracted_models: vec![],
        active_requests: None,
    }
}

fn limits() -> Limits {
    Limits {
        memory_bytes: 0,
        memories: 0,
        tables: 0,
        table_elements: 0,
        instances: 0,
        handles: 0,
        host_call_bytes: 0,
        cpu_ms: 0,
        wall_ms: 0,
        host_calls: 0,
        requests: 100,
        parallel_requests: 8,
        bytes_out: 1 << 20,
        bytes_in: 8 << 20,
        body_bytes: 64 << 10,
        // Long enough that a busy computer never decides a test; the tests of time-outs shorten it.
        request_ms: 60_000,
        log_lines: 0,
        observations: 0,
        items_per_observation: 0,
        string_bytes: 0,
        component_bytes: 0,
        compile_memory_bytes: 0,
        compile_cpu_s: 0,
        document_bytes: 0,
    }
}

fn get(url: &str) -> ProbeRequest {
    ProbeRequest {
        endpoint: "api".into(),
        method: "GET".into(),
        url: url.into(),
        headers: vec![],
        body: None,
        credential: None,
        max_body: 1 << 20,
    }
}

fn gate(endpoint: Endpoint) -> Gate {
    Gate::new(vec![endpoint], &limits(), Mode::Online).unwrap()
}

async fn send(gate: &Gate, request: ProbeRequest) -> Result<Exchange, ProbeFailure> {
    gate.send_many(vec![request], 1).await.remove(0)
}

async fn failure_kind(gate: &Gate, request: ProbeRequest) -> ProbeFailureKind {
    send(gate, request).await.unwrap_err().kind
}
