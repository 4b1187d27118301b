//! Requests to declared endpoints, through the egress gate.

use std::sync::Arc;

use assay_domain::{Endpoint, Exchange, ProbeFailure, ProbeFailureKind, ProbeRequest};

use super::tls::tls;
use crate::{
    bindings::probe as wit,
    state::RunState,
    stop::Stop,
    transcript::{Recorded, RecordedExchange},
};

impl wit::Host for RunState {
    fn endpoints(&mut self) -> wasmtime::Result<Vec<wit::Endpoint>> {
        Ok(self.answer("probe.endpoints", &(), |inputs| {
            inputs.supplier.endpoints.iter().map(endpoint).collect()
        })?)
    }

    async fn send_many(
        &mut self,
        requests: Vec<wit::Request>,
        max_parallel: u8,
    ) -> wasmtime::Result<Vec<Result<wit::Exchange, wit::Failure>>> {
        self.count_call()?;
        // A batch is bounded before anything is built for it; single requests are counted by the egress gate.
        self.bound_batch(requests.len())?;
        let requests: Vec<ProbeRequest> = requests.into_iter().map(request).collect();
        let max_parallel = max_parallel.clamp(1, self.limits.parallel_requests.max(1));
        let prober = self.prober.clone();
        let (results, digest) = self
            .transcript
            .call_async(
                "probe.send-many",
                &(&requests, max_parallel),
                send(prober, requests.clone(), max_parallel),
            )
            .await?;
        let mut answers = Vec::with_capacity(requests.len());
        for (request, result) in requests.into_iter().zip(results) {
            let id = self.next_exchange();
            answers.push(match &result {
                Ok(exchange) => Ok(exchange_out(id.clone(), exchange)),
                Err(failure) => Err(failure_out(id.clone(), failure)),
            });
            self.exchanges.insert(
                id,
                RecordedExchange {
                    recorded: Recorded::Exchange { request, result },
                    digest,
                },
            );
        }
        Ok(answers)
    }
}

async fn send(
    prober: Option<Arc<dyn crate::Prober>>,
    requests: Vec<ProbeRequest>,
    max_parallel: u8,
) -> Result<Vec<Result<Exchange, ProbeFailure>>, Stop> {
    match prober {
        Some(prober) => Ok(prober.send_many(requests, max_parallel).await),
        None => {
            let offline = ProbeFailure {
                kind: ProbeFailureKind::Offline,
                message: "the assessment runs offline".to_owned(),
                tls: None,
            };
            Ok(vec![Err(offline); requests.len()])
        }
    }
}

fn endpoint(endpoint: &Endpoint) -> wit::Endpoint {
    wit::Endpoint {
        id: endpoint.id.to_string(),
        kind: endpoint.kind.clone(),
        base_url: endpoint.base_url.to_string(),
        plain_http_url: endpoint.plain_http_url.as_ref().map(ToString::to_string),
        methods: endpoint.methods.clone(),
        credentials: endpoint
            .credentials
            .iter()
            .map(|credential| credential.name.clone())
            .collect(),
        system: endpoint.system.as_ref().map(ToString::to_string),
        contracted_models: endpoint
            .contracted_models
            .iter()
            .map(|model| model.expose().to_owned())
            .collect(),
        active_requests: endpoint.active_requests.unwrap_or(0),
        extra: Vec::new(),
    }
}

fn request(request: wit::Request) -> ProbeRequest {
    ProbeRequest {
        endpoint: request.endpoint,
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: request.body,
        credential: request.credential,
        max_body: request.max_body,
    }
}

fn exchange_out(id: String, exchange: &Exchange) -> wit::Exchange {
    wit::Exchange {
        id,
        status: exchange.status,
        headers: exchange.headers.clone(),
        body: exchange.body.clone(),
        truncated: exchange.truncated,
        redirect_to: exchange.redirect_to.clone(),
        tls: exchange.tls.as_ref().map(tls),
        connect_us: exchange.connect_us,
        first_byte_us: exchange.first_byte_us,
        total_us: exchange.total_us,
        remote_address: exchange.remote_address.clone(),
        extra: Vec::new(),
    }
}

fn failure_out(id: String, failure: &ProbeFailure) -> wit::Failure {
    wit::Failure {
        id,
        kind: failure.kind.label().to_owned(),
        message: failure.message.clone(),
        tls: failure.tls.as_ref().map(tls),
        extra: Vec::new(),
    }
}
