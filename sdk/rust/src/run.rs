//! What a plugin can ask the host during one run.

use crate::{
    Acceptance, AiSystem, Answer, CertificateClaim, Date, Document, Endpoint, Exchange, Failure,
    Level, Offer, PastObservation, Profile, Refusal, Request, Seen, SubProcessor,
    bindings::exports::assay::plugin::assessor::RunContext, host,
};

/// One run against one supplier.
///
/// Every method is a call of the host. The component imports only the interfaces whose methods the plugin uses: there is
/// no table of all of them anywhere, so that the linker can drop the rest and the host need not grant it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    as_of: Date,
    settings: String,
}

impl Run {
    /// Reads the context that the host gave.
    pub(crate) fn new(context: RunContext) -> Result<Self, String> {
        let as_of = Date::parse(&context.as_of)
            .map_err(|error| format!("the day of the assessment cannot be read: {error}"))?;
        Ok(Self {
            as_of,
            settings: context.settings,
        })
    }

    /// The day for which the assessment is made. Judge the age of things by it, never by a clock.
    pub const fn as_of(&self) -> Date {
        self.as_of
    }

    /// The settings as JSON, or an empty text.
    pub fn settings(&self) -> &str {
        &self.settings
    }

    /// The supplier. Imports `supplier`.
    pub fn profile(&self) -> Profile {
        host::get_profile()
    }

    /// Its AI systems. Imports `supplier`.
    pub fn systems(&self) -> Vec<AiSystem> {
        host::systems()
    }

    /// Its sub-processors. Imports `supplier`.
    pub fn sub_processors(&self) -> Vec<SubProcessor> {
        host::sub_processors()
    }

    /// The certificates that it claims to hold. Imports `supplier`.
    pub fn certificates(&self) -> Vec<CertificateClaim> {
        host::certificates()
    }

    /// The answer to one question, or none when the supplier was silent. Imports `answers`.
    pub fn answer(&self, question: &str) -> Option<Answer> {
        host::get(question)
    }

    /// Every answer, in the order of question ids. Imports `answers`.
    pub fn answers(&self) -> Vec<Answer> {
        host::all()
    }

    /// Every document, in the order of ids. Their text is not read yet. Imports `documents`.
    pub fn documents(&self) -> Vec<Document> {
        host::list().into_iter().map(Document::new).collect()
    }

    /// What the other plugins observed and the host has checked. A plugin that asks runs after them. Imports `findings`.
    pub fn observed(&self) -> Vec<Seen> {
        host::observed()
    }

    /// The endpoints that may be probed. Imports `probe`.
    pub fn endpoints(&self) -> Vec<Endpoint> {
        host::endpoints()
    }

    /// Sends one request. Imports `probe`.
    ///
    /// # Errors
    /// The request got no answer: denied, over a quota, refused, timed out, TLS failed, ...; a [`Failure`] has an id and
    /// is evidence as well.
    pub fn send(&self, request: Request) -> Result<Exchange, Failure> {
        self.send_many(vec![request], 1).pop().unwrap_or_else(|| {
            Err(Failure {
                id: String::new(),
                kind: "protocol".to_owned(),
                message: "the host answered nothing".to_owned(),
                tls: None,
                extra: Vec::new(),
            })
        })
    }

    /// Sends requests, at most `max_parallel` at a time; answers come in the order of requests. Imports `probe`.
    pub fn send_many(
        &self,
        requests: Vec<Request>,
        max_parallel: u8,
    ) -> Vec<Result<Exchange, Failure>> {
        host::send_many(&requests, max_parallel)
    }

    /// Offers handshakes, at most `max_parallel` at a time; answers come in the order of offers. Each counts as a request.
    /// Imports `handshake`.
    pub fn offer_many(
        &self,
        offers: Vec<Offer>,
        max_parallel: u8,
    ) -> Vec<Result<Acceptance, Refusal>> {
        host::offer_many(&offers, max_parallel)
    }

    /// What this plugin itself saw of a point the last time before the day of this run, if it wrote facts then. Imports
    /// `history`.
    pub fn earlier(&self, point: &str, system: Option<&str>) -> Option<PastObservation> {
        host::earlier(point, system)
    }

    /// Writes a line for the people who run the assessment. Imports `log`.
    pub fn log(&self, level: Level, message: &str) {
        host::write(level.word(), message);
    }
}
