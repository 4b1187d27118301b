//! The fake host.

use std::collections::BTreeMap;

use super::{Assessment, FakeDocument, Reply, Shake, imports};
use crate::{
    Acceptance, AiSystem, Answer, CertificateClaim, Endpoint, Exchange, Failure, Observation,
    Offer, Outcome, PastObservation, Plugin, Profile, Refusal, Request, Run, Seen, SubProcessor,
    bindings::exports::assay::plugin::assessor::RunContext,
};

/// What a fake server does; the first one that takes a request answers it.
type Server = Box<dyn Fn(&Request) -> Option<Reply>>;
/// The same for offered handshakes.
type Shaker = Box<dyn Fn(&Offer) -> Option<Shake>>;

/// An answer without comment, documents or date. Its fields are public: set what the test needs.
pub fn answer(question: &str, value: &str) -> Answer {
    Answer {
        question: question.to_owned(),
        value: value.to_owned(),
        comment: None,
        documents: Vec::new(),
        answered_on: None,
        answered_by: None,
        extra: Vec::new(),
    }
}

/// A claimed certificate of which only the standard is known. Its fields are public: set what the test needs.
pub fn certificate_claim(standard: &str) -> CertificateClaim {
    CertificateClaim {
        standard: standard.to_owned(),
        number: None,
        holder: None,
        scope: None,
        certification_body: None,
        accreditation_body: None,
        issued_on: None,
        expires_on: None,
        document: None,
        extra: Vec::new(),
    }
}

/// What another plugin observed at a point, resting on evidence of one kind (`answer`, `quote`, `exchange`, ...). Its fields
/// are public: set what the test needs.
pub fn seen(plugin: &str, point: &str, outcome: Outcome, evidence: &str) -> Seen {
    Seen {
        id: String::new(),
        point: point.to_owned(),
        system: None,
        outcome: outcome.word().to_owned(),
        title: String::new(),
        facts: Vec::new(),
        evidence: vec![evidence.to_owned()],
        plugin: plugin.to_owned(),
        extra: Vec::new(),
    }
}

/// A host with one supplier, made by a test.
pub struct FakeHost {
    context: RunContext,
    pub(super) profile: Profile,
    pub(super) systems: Vec<AiSystem>,
    pub(super) sub_processors: Vec<SubProcessor>,
    pub(super) certificates: Vec<CertificateClaim>,
    pub(super) answers: BTreeMap<String, Answer>,
    pub(super) documents: BTreeMap<String, FakeDocument>,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) observed: Vec<Seen>,
    pub(super) earlier: BTreeMap<(String, Option<String>), PastObservation>,
    servers: Vec<Server>,
    shakers: Vec<Shaker>,
    pub(super) sent: Vec<(Request, Result<Exchange, Failure>)>,
    pub(super) offered: Vec<(Offer, Result<Acceptance, Refusal>)>,
    pub(super) log: Vec<(String, String)>,
}

impl std::fmt::Debug for FakeHost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FakeHost")
            .field("profile", &self.profile)
            .finish_non_exhaustive()
    }
}

impl Default for FakeHost {
    fn default() -> Self {
        Self::new()
    }
}

impl FakeHost {
    /// A supplier named Example AI of which nothing else is known, assessed for 2026-06-01.
    pub fn new() -> Self {
        Self {
            context: RunContext {
                as_of: "2026-06-01".to_owned(),
                settings: String::new(),
                extra: Vec::new(),
            },
            profile: Profile {
                id: "example-ai".to_owned(),
                legal_name: "Example AI Ltd".to_owned(),
                also_known_as: Vec::new(),
                country: None,
                website: None,
                roles: vec!["provider".to_owned()],
                extra: Vec::new(),
            },
            systems: Vec::new(),
            sub_processors: Vec::new(),
            certificates: Vec::new(),
            answers: BTreeMap::new(),
            documents: BTreeMap::new(),
            endpoints: Vec::new(),
            observed: Vec::new(),
            earlier: BTreeMap::new(),
            servers: Vec::new(),
            shakers: Vec::new(),
            sent: Vec::new(),
            offered: Vec::new(),
            log: Vec::new(),
        }
    }

    /// Sets the day of the assessment, `YYYY-MM-DD`.
    #[must_use]
    pub fn as_of(mut self, day: &str) -> Self {
        self.context.as_of = day.to_owned();
        self
    }

    /// Sets the settings, JSON.
    #[must_use]
    pub fn settings(mut self, json: &str) -> Self {
        self.context.settings = json.to_owned();
        self
    }

    /// Sets the profile.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Adds an AI system of which only the name is known.
    #[must_use]
    pub fn with_system(mut self, id: &str, name: &str) -> Self {
        self.systems.push(AiSystem {
            id: id.to_owned(),
            name: name.to_owned(),
            purpose: None,
            data_used: None,
            decisions_influenced: None,
            people_affected: None,
            upstream_models: Vec::new(),
            extra: Vec::new(),
        });
        self
    }

    /// Adds a sub-processor of which only the name is known.
    #[must_use]
    pub fn with_sub_processor(mut self, name: &str) -> Self {
        self.sub_processors.push(SubProcessor {
            name: name.to_owned(),
            purpose: None,
            country: None,
            extra: Vec::new(),
        });
        self
    }

    /// Changes an AI system that was added before.
    #[must_use]
    pub fn edit_system(mut self, id: &str, edit: impl FnOnce(&mut AiSystem)) -> Self {
        if let Some(system) = self.systems.iter_mut().find(|system| system.id == id) {
            edit(system);
        }
        self
    }

    /// Changes a sub-processor that was added before.
    #[must_use]
    pub fn edit_sub_processor(mut self, name: &str, edit: impl FnOnce(&mut SubProcessor)) -> Self {
        if let Some(one) = self.sub_processors.iter_mut().find(|one| one.name == name) {
            edit(one);
        }
        self
    }

    /// Adds a claimed certificate.
    #[must_use]
    pub fn with_certificate(mut self, claim: CertificateClaim) -> Self {
        self.certificates.push(claim);
        self
    }

    /// Adds an answer without comment, documents or date.
    #[must_use]
    pub fn with_answer(self, question: &str, value: &str) -> Self {
        self.with_full_answer(answer(question, value))
    }

    /// Adds an answer.
    #[must_use]
    pub fn with_full_answer(mut self, answer: Answer) -> Self {
        self.answers.insert(answer.question.clone(), answer);
        self
    }

    /// Adds a document.
    #[must_use]
    pub fn with_document(mut self, document: FakeDocument) -> Self {
        self.documents.insert(document.info.id.clone(), document);
        self
    }

    /// Adds what another plugin observed; its id is given here. [`seen`] makes one.
    #[must_use]
    pub fn with_observed(mut self, seen: Seen) -> Self {
        let id = format!("o{}", self.observed.len() + 1);
        self.observed.push(Seen { id, ..seen });
        self
    }

    /// Adds an endpoint; [`FakeEndpoint::named`](super::FakeEndpoint::named) makes one.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(endpoint);
        self
    }

    /// Gives the plugin what it saw before: an observation of an earlier assessment, as it would be read from the register.
    #[must_use]
    pub fn with_earlier(mut self, as_of: &str, seen: &Observation) -> Self {
        let earlier = PastObservation {
            as_of: as_of.to_owned(),
            outcome: seen.outcome.clone(),
            facts: seen.facts.clone(),
            extra: Vec::new(),
        };
        let key = (seen.point.clone(), seen.system.clone());
        self.earlier.insert(key, earlier);
        self
    }

    /// Answers requests of this method to this URL, compared as the plugin wrote it.
    #[must_use]
    pub fn with_exchange(self, method: &str, url: &str, reply: Reply) -> Self {
        let (method, url) = (method.to_owned(), url.to_owned());
        self.with_server(move |request| {
            (request.method == method && request.url == url).then(|| reply.clone())
        })
    }

    /// Answers the requests for which `server` gives a reply: for servers that look at headers, bodies or credentials.
    /// The server that was added first is asked first; a request that nobody answers is refused.
    #[must_use]
    pub fn with_server(mut self, server: impl Fn(&Request) -> Option<Reply> + 'static) -> Self {
        self.servers.push(Box::new(server));
        self
    }

    /// Answers the handshakes for which `server` gives an answer. The one that was added first is asked first; an offer that
    /// nobody answers finds no connection.
    #[must_use]
    pub fn with_handshakes(mut self, server: impl Fn(&Offer) -> Option<Shake> + 'static) -> Self {
        self.shakers.push(Box::new(server));
        self
    }

    /// Runs a plugin against this supplier.
    ///
    /// # Errors
    /// The plugin could not assess, or the day of the assessment is no date.
    pub fn assess<P: Plugin>(self) -> Result<Assessment, String> {
        let descriptor = P::describe();
        let run = Run::new(self.context.clone())?;
        let (observations, host) = imports::with_host(self, || P::assess(&run));
        Ok(Assessment {
            descriptor,
            observations: observations?,
            host,
        })
    }

    pub(super) fn exchange(&mut self, request: &Request) -> Result<Exchange, Failure> {
        let reply = self.servers.iter().find_map(|server| server(request));
        let reply = reply.unwrap_or_else(|| {
            let what = format!(
                "no exchange was prepared for {} {}",
                request.method, request.url
            );
            Reply::failure("refused", &what)
        });
        let id = self.next_id();
        let result = match reply {
            Reply::Answer(mut exchange) => {
                let cap = usize::try_from(request.max_body).unwrap_or(usize::MAX);
                exchange.id = id;
                exchange.truncated |= exchange.body.len() > cap;
                exchange.body.truncate(cap);
                Ok(exchange)
            }
            Reply::Failure(mut failure) => {
                failure.id = id;
                Err(failure)
            }
        };
        self.sent.push((request.clone(), result.clone()));
        result
    }

    pub(super) fn handshake(&mut self, offer: &Offer) -> Result<Acceptance, Refusal> {
        let answer = self.shakers.iter().find_map(|server| server(offer));
        let answer =
            answer.unwrap_or_else(|| Shake::refused("refused", "no handshake was prepared"));
        let id = self.next_id();
        let result = match answer {
            Shake::Accepted(mut acceptance) => {
                acceptance.id = id;
                Ok(acceptance)
            }
            Shake::Refused(mut refusal) => {
                refusal.id = id;
                Err(refusal)
            }
        };
        self.offered.push((offer.clone(), result.clone()));
        result
    }

    /// Exchanges and handshakes are counted together.
    fn next_id(&self) -> String {
        format!("x{}", self.sent.len() + self.offered.len() + 1)
    }
}
