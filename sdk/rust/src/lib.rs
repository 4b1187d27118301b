#![doc = include_str!("../README.md")]
#![expect(
    clippy::result_large_err,
    reason = "an exchange and a failure are records of the contract, of about the same size"
)]

#[expect(
    missing_docs,
    reason = "generated from the contract, whose comments it carries"
)]
pub mod bindings;

mod date;
mod descriptor;
mod document;
mod entity;
mod handshake;
mod html;
mod observation;
mod personal;
mod placeholder;
mod plugin;
mod probe;
mod run;
mod words;

#[cfg(target_family = "wasm")]
#[path = "host_wasm.rs"]
mod host;
#[cfg(not(target_family = "wasm"))]
use testing::imports as host;

#[cfg(not(target_family = "wasm"))]
pub mod testing;

pub use bindings::assay::plugin::{
    answers::Answer,
    documents::DocumentInfo,
    findings::Seen,
    handshake::{Acceptance, Offer, Refusal},
    history::PastObservation,
    probe::{Endpoint, Exchange, Failure, Request},
    supplier::{AiSystem, CertificateClaim, Profile, SubProcessor},
    types::{
        Certificate, CertificateField, Evidence, Fact, FactValue, Observation, Quantity, Span,
        TlsFacts,
    },
};
pub use bindings::exports::assay::plugin::assessor::{
    CapabilityWish, Choice, Condition, DeclaredPoint, Descriptor, DocumentWish, Question,
};
pub use date::{Date, DateError};
pub use document::{Document, Text};
pub use entity::{Kinship, LegalName};
pub use html::Readable;
pub use placeholder::is_placeholder;
pub use plugin::{Exported, Plugin};
pub use probe::Recorded;
pub use run::Run;
pub use words::{Class, Level, Outcome, Severity};
