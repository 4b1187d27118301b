//! One file per point: a judgement of what came back, without any request of its own.

mod ai_documents;
mod auth_none;
mod auth_wrong;
mod chain;
mod cors;
mod deprecation;
mod error_leak;
mod exposure;
mod hsts;
mod http_plain;
mod key_in_url;
mod model_echo;
mod model_list;
mod model_pinning;
mod openapi;
mod rate_limit;
mod residency;
mod security_headers;
mod security_txt;
mod sub_processor;
mod tls_certificate;
mod tls_chain;
mod tls_ciphers;
mod tls_key;
mod tls_version;
mod versioning;

pub(crate) use openapi::read as schema;

use assay_sdk::{Class, Date, Endpoint, Observation};

use crate::visit::{Visit, is_openai};

/// A check.
pub(crate) struct Check {
    /// The point of the catalogue.
    pub(crate) point: &'static str,
    /// The controls that an answer supports.
    pub(crate) controls: &'static [&'static str],
    scope: Scope,
    /// Judges a visit; none when the endpoint is of a kind that the point is not about.
    pub(crate) judge: fn(&Visit, Date) -> Option<Observation>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Any endpoint.
    Endpoint,
    /// An OpenAI-style API.
    Models,
    /// The supplier as a whole.
    Supplier,
}

impl Check {
    pub(crate) fn applies_to(&self, endpoint: &Endpoint) -> bool {
        self.scope != Scope::Models || is_openai(endpoint)
    }

    /// The observation with the system that it is about.
    pub(crate) fn about(&self, endpoint: &Endpoint, mut observation: Observation) -> Observation {
        if self.scope != Scope::Supplier {
            observation.system.clone_from(&endpoint.system);
        }
        observation
    }
}

/// What the host recorded itself, once, from outside.
const SEEN: Class = Class::E3;

/// All checks, in the order in which a person would look.
pub(crate) const ALL: &[Check] = &[
    Check {
        point: "tls-version",
        controls: &["api.transport"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(tls_version::judge(visit)),
    },
    Check {
        point: "tls-certificate",
        controls: &["api.certificate"],
        scope: Scope::Endpoint,
        judge: |visit, as_of| Some(tls_certificate::judge(visit, as_of)),
    },
    Check {
        point: "tls-chain",
        controls: &["api.certificate", "api.transport"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(tls_chain::judge(visit)),
    },
    Check {
        point: "tls-key",
        controls: &["api.certificate"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(tls_key::judge(visit)),
    },
    Check {
        point: "tls-ciphers",
        controls: &["api.transport"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(tls_ciphers::judge(visit)),
    },
    Check {
        point: "http-plain",
        controls: &["api.transport"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(http_plain::judge(visit)),
    },
    Check {
        point: "hsts",
        controls: &["api.transport"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(hsts::judge(visit)),
    },
    Check {
        point: "security-headers",
        controls: &["api.error-handling"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(security_headers::judge(visit)),
    },
    Check {
        point: "auth-none",
        controls: &["api.authentication", "iso42001.a.4.5"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(auth_none::judge(visit)),
    },
    Check {
        point: "auth-wrong",
        controls: &["api.authentication"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(auth_wrong::judge(visit)),
    },
    Check {
        point: "key-in-url",
        controls: &["api.authentication"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(key_in_url::judge(visit)),
    },
    Check {
        point: "error-leak",
        controls: &["api.error-handling"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(error_leak::judge(visit)),
    },
    Check {
        point: "management-exposure",
        controls: &["api.error-handling"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(exposure::judge(visit)),
    },
    Check {
        point: "cors",
        controls: &["api.browser-access"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(cors::judge(visit)),
    },
    Check {
        point: "rate-limit-signals",
        controls: &["api.availability"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(rate_limit::judge(visit)),
    },
    Check {
        point: "model-list",
        controls: &["api.model-control"],
        scope: Scope::Models,
        judge: |visit, _| visit.is_openai().then(|| model_list::judge(visit)),
    },
    Check {
        point: "model-pinning",
        controls: &["api.model-control", "iso42001.a.6.2.5"],
        scope: Scope::Models,
        judge: |visit, _| visit.is_openai().then(|| model_pinning::judge(visit)),
    },
    Check {
        point: "model-echo",
        controls: &["api.model-control"],
        scope: Scope::Models,
        judge: |visit, _| visit.is_openai().then(|| model_echo::judge(visit)),
    },
    Check {
        point: "deprecation",
        controls: &["api.change"],
        scope: Scope::Endpoint,
        judge: |visit, as_of| Some(deprecation::judge(visit, as_of)),
    },
    Check {
        point: "versioning",
        controls: &["api.change"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(versioning::judge(visit)),
    },
    Check {
        point: "openapi-conformance",
        controls: &["api.change"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(openapi::judge(visit)),
    },
    Check {
        point: "sub-processor-hints",
        controls: &["api.supply-chain"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(sub_processor::judge(visit)),
    },
    Check {
        point: "data-residency-hints",
        controls: &["api.supply-chain"],
        scope: Scope::Endpoint,
        judge: |visit, _| Some(residency::judge(visit)),
    },
    Check {
        point: "ai-documents",
        controls: &["api.supply-chain"],
        scope: Scope::Supplier,
        judge: |visit, _| ai_documents::judge(visit),
    },
    Check {
        point: "security-txt",
        controls: &["api.disclosure", "iso42001.a.8.3", "dd.incident-readiness"],
        scope: Scope::Supplier,
        judge: |visit, as_of| security_txt::judge(visit, as_of),
    },
];
