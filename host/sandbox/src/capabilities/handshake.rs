//! Offers of a TLS handshake to declared endpoints, through the egress gate.

use std::sync::Arc;

use assay_domain::{
    HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, HandshakeRefusalKind, ProbeFailureKind,
};

use super::tls::tls;
use crate::{
    bindings::handshake as wit,
    state::RunState,
    stop::Stop,
    transcript::{Recorded, RecordedExchange},
};

impl wit::Host for RunState {
    async fn offer_many(
        &mut self,
        offers: Vec<wit::Offer>,
        max_parallel: u8,
    ) -> wasmtime::Result<Vec<Result<wit::Acceptance, wit::Refusal>>> {
        self.count_call()?;
        self.bound_batch(offers.len())?;
        let offers: Vec<HandshakeOffer> = offers
            .into_iter()
            .map(|offer| HandshakeOffer {
                endpoint: offer.endpoint,
                version: offer.version,
                cipher_suites: offer.cipher_suites,
            })
            .collect();
        let max_parallel = max_parallel.clamp(1, self.limits.parallel_requests.max(1));
        let prober = self.prober.clone();
        let (results, digest) = self
            .transcript
            .call_async(
                "handshake.offer-many",
                &(&offers, max_parallel),
                make(prober, offers.clone(), max_parallel),
            )
            .await?;
        let mut answers = Vec::with_capacity(offers.len());
        for (offer, result) in offers.into_iter().zip(results) {
            let id = self.next_exchange();
            answers.push(match &result {
                Ok(acceptance) => Ok(acceptance_out(id.clone(), acceptance)),
                Err(refusal) => Err(refusal_out(id.clone(), refusal)),
            });
            self.exchanges.insert(
                id,
                RecordedExchange {
                    recorded: Recorded::Handshake { offer, result },
                    digest,
                },
            );
        }
        Ok(answers)
    }
}

async fn make(
    prober: Option<Arc<dyn crate::Prober>>,
    offers: Vec<HandshakeOffer>,
    max_parallel: u8,
) -> Result<Vec<Result<HandshakeAcceptance, HandshakeRefusal>>, Stop> {
    match prober {
        Some(prober) => Ok(prober.offer_many(offers, max_parallel).await),
        None => {
            let offline = HandshakeRefusal {
                kind: HandshakeRefusalKind::Failed(ProbeFailureKind::Offline),
                message: "the assessment runs offline".to_owned(),
                alert: None,
            };
            Ok(vec![Err(offline); offers.len()])
        }
    }
}

fn acceptance_out(id: String, acceptance: &HandshakeAcceptance) -> wit::Acceptance {
    wit::Acceptance {
        id,
        tls: tls(&acceptance.tls),
        cipher_suite: acceptance.cipher_suite,
        dh_bits: acceptance.dh_bits,
        extra: Vec::new(),
    }
}

fn refusal_out(id: String, refusal: &HandshakeRefusal) -> wit::Refusal {
    wit::Refusal {
        id,
        kind: refusal.kind.label().to_owned(),
        message: refusal.message.clone(),
        alert: refusal.alert,
        extra: Vec::new(),
    }
}
