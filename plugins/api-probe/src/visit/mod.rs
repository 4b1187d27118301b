//! All requests to one endpoint.
//!
//! A knock first, which tells whether anything answers and which models there are; then what every endpoint is asked; then what
//! its host is asked once, however many endpoints it has; then the handshakes. A server that does not answer is not asked for
//! longer than it takes to know.

mod batch;
mod offers;
mod requests;

use std::rc::Rc;

use assay_sdk::{Endpoint, Exchange, Failure, Request, Run};

use crate::{address::Address, checks, dossier::Dossier, models};
use batch::{Batch, Replies, Ticket};
pub(crate) use offers::{Family, OLD, Offers, Shake};

/// Endpoints that one run visits. Each gets at most [`PER_ENDPOINT`] requests, and the run has a minute.
const MOST_ENDPOINTS: usize = 4;
/// Requests and handshakes to one endpoint, at most.
#[cfg(test)]
pub(crate) const PER_ENDPOINT: usize = 45;
/// So many time-outs among the questions to an endpoint, and the rest is not asked.
const MOST_TIMEOUTS: usize = 2;

/// A model that nobody has. Fixed, so that two runs ask the same.
pub(crate) const CANARY: &str = "no-such-model-8f2c61d0";
/// A key of the usual shape that was never given out.
pub(crate) const MADE_UP_KEY: &str = "sk-assay-0000-made-up-key-4b1d77e2";
/// A route that does not exist.
const NO_ROUTE: &str = "no-such-route-5c90ab17";
/// Web pages that nobody trusts.
const FOREIGN: &str = "https://assay-probe.example";

/// An answer or the reason why there is none.
pub(crate) type Reply = Result<Exchange, Failure>;

/// A reply with the request that it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) request: Request,
    pub(crate) reply: Reply,
}

/// Calls that should be refused.
#[derive(Debug)]
pub(crate) struct Uninvited {
    /// GET of the list of models, or of the base URL.
    pub(crate) list: Reply,
    /// A chat of one token, on an OpenAI-style API.
    pub(crate) chat: Option<Reply>,
}

/// A place where the schema of an API may be, and the schema if one is there.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) reply: Reply,
    pub(crate) value: Option<Rc<serde_json::Value>>,
}

impl Schema {
    fn new(reply: Reply) -> Self {
        let value = reply.as_ref().ok().and_then(checks::schema).map(Rc::new);
        Self { reply, value }
    }
}

/// What is the same for every endpoint of one host. All of it is asked without a key.
#[derive(Debug, Clone)]
pub(crate) struct Host {
    pub(crate) security_txt: Reply,
    /// Where a schema of the API may be.
    pub(crate) schemas: Vec<Schema>,
    /// Pages for those who run the server.
    pub(crate) management: Vec<Asked>,
    /// Documents about an AI service.
    pub(crate) documents: Vec<Asked>,
    /// A place where nothing can be.
    pub(crate) nowhere: Reply,
    /// Handshakes; none without TLS or when nothing answered.
    pub(crate) offers: Offers,
}

/// Everything that one endpoint was asked.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) endpoint: Endpoint,
    pub(crate) dossier: Rc<Dossier>,
    /// True when the main request carried a credential of the dossier.
    pub(crate) with_key: bool,
    /// GET of the list of models, or of the base URL, with a credential if there is one.
    pub(crate) main: Reply,
    /// The same without TLS; none when the dossier says not to try.
    pub(crate) plain: Option<Reply>,
    pub(crate) no_key: Uninvited,
    pub(crate) wrong_key: Uninvited,
    /// The list with a made-up key in the URL.
    pub(crate) key_in_url: Reply,
    /// Requests that are not well-formed or go nowhere.
    pub(crate) errors: Vec<Asked>,
    /// Requests with a foreign origin.
    pub(crate) cors: Vec<Asked>,
    /// A chat with a model that nobody has, on an OpenAI-style API.
    pub(crate) canary: Option<Reply>,
    /// A chat of one token with a model that is on offer, and its name.
    pub(crate) chat: Option<(String, Reply)>,
    pub(crate) host: Host,
    /// True for the first endpoint of its host, which speaks for it.
    pub(crate) first_of_host: bool,
}

impl Visit {
    pub(crate) fn is_openai(&self) -> bool {
        is_openai(&self.endpoint)
    }

    pub(crate) fn is_https(&self) -> bool {
        is_https(&self.endpoint)
    }

    /// Every reply that came over the base URL's scheme and is about the API, in order.
    pub(crate) fn replies(&self) -> impl Iterator<Item = &Reply> {
        let uninvited = [&self.no_key, &self.wrong_key].into_iter();
        std::iter::once(&self.main)
            .chain(self.chat.iter().map(|(_, reply)| reply))
            .chain(uninvited.flat_map(|calls| std::iter::once(&calls.list).chain(&calls.chat)))
            .chain(
                self.errors
                    .iter()
                    .chain(&self.cors)
                    .map(|asked| &asked.reply),
            )
            .chain(&self.canary)
    }

    /// Every answer among them.
    pub(crate) fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.replies().filter_map(|reply| reply.as_ref().ok())
    }

    /// A handshake that was agreed on, which shows that the server is there and that a refusal is one.
    pub(crate) fn speaks_tls(&self) -> bool {
        self.exchanges().any(|exchange| exchange.tls.is_some())
            || self.host.offers.accepted().next().is_some()
    }
}

pub(crate) fn is_openai(endpoint: &Endpoint) -> bool {
    endpoint.kind == "openai"
}

fn is_https(endpoint: &Endpoint) -> bool {
    Address::parse(&endpoint.base_url).is_some_and(|address| address.scheme == "https")
}

/// Visits the endpoints, and names those that are too many for one run.
pub(crate) fn all(run: &Run) -> (Vec<Visit>, Vec<Endpoint>) {
    let mut endpoints = run.endpoints();
    let left_out = endpoints.split_off(endpoints.len().min(MOST_ENDPOINTS));
    if endpoints.is_empty() {
        return (Vec::new(), left_out);
    }
    let dossier = Rc::new(Dossier::read(run));

    let mut knocks = Batch::new(run);
    let tickets: Vec<_> = endpoints
        .iter()
        .map(|endpoint| {
            let request = requests::with_key(requests::list(endpoint), endpoint);
            knocks.ask(request, None)
        })
        .collect();
    let knocks = knocks.send();

    let mut batch = Batch::new(run);
    let questions: Vec<_> = endpoints
        .iter()
        .zip(tickets)
        .map(|(endpoint, ticket)| Questions::ask(endpoint, knocks.reply(ticket), &mut batch))
        .collect();
    let replies = batch.send();

    let mut batch = Batch::new(run);
    let hosts: Vec<_> = first_of_each_host(&endpoints)
        .into_iter()
        .map(|index| HostQuestions::ask(&questions[index], &replies, &mut batch))
        .collect();
    let host_replies = batch.send();
    let hosts = HostQuestions::finish(hosts, run, &host_replies);

    let visits = questions.into_iter().filter_map(|questions| {
        let (first, host) = hosts
            .iter()
            .find(|(first, _)| authority(first) == authority(&questions.endpoint))?;
        let first = first.id == questions.endpoint.id;
        Some(questions.finish(&replies, dossier.clone(), host.clone(), first))
    });
    (visits.collect(), left_out)
}

/// Scheme, host and port.
fn authority(endpoint: &Endpoint) -> Option<(&str, &str)> {
    Address::parse(&endpoint.base_url).map(|address| (address.scheme, address.authority))
}

fn first_of_each_host(endpoints: &[Endpoint]) -> Vec<usize> {
    (0..endpoints.len())
        .filter(|index| {
            let one = authority(&endpoints[*index]);
            endpoints[..*index]
                .iter()
                .all(|other| authority(other) != one)
        })
        .collect()
}

/// A failure that any other request would meet as well.
fn lasting(reply: &Reply) -> Option<&Failure> {
    let failure = reply.as_ref().err()?;
    let kinds = ["timeout", "resolve", "refused", "tls", "offline"];
    kinds.contains(&failure.kind.as_str()).then_some(failure)
}

/// What an endpoint is asked after the knock.
struct Questions {
    endpoint: Endpoint,
    main: Reply,
    model: Option<String>,
    plain: Option<Ticket>,
    no_key: (Ticket, Option<Ticket>),
    wrong_key: (Ticket, Option<Ticket>),
    key_in_url: Ticket,
    errors: Vec<Ticket>,
    cors: Vec<Ticket>,
    canary: Option<Ticket>,
    chat: Option<Ticket>,
}

impl Questions {
    fn ask(endpoint: &Endpoint, main: Reply, batch: &mut Batch<'_>) -> Self {
        let listed = main
            .as_ref()
            .ok()
            .and_then(models::listed)
            .unwrap_or_default();
        let model = endpoint
            .contracted_models
            .iter()
            .find(|model| listed.contains(*model))
            .or(listed.first())
            .or(endpoint.contracted_models.first())
            .cloned();
        let known = lasting(&main).cloned();
        // Another port, so that it may answer where TLS does not; offline nothing does.
        let elsewhere = known.clone().filter(|failure| failure.kind == "offline");
        let plain = requests::plain_url(endpoint)
            .map(|url| batch.ask(Request::get(endpoint, url), elsewhere.as_ref()));
        let mut ask = |request| batch.ask(request, known.as_ref());
        let asked_model = model.as_deref().unwrap_or(CANARY);
        let mut uninvited = |key: fn(Request) -> Request| {
            let list = ask(key(requests::list(endpoint)));
            let chat = is_openai(endpoint).then(|| ask(key(requests::chat(endpoint, asked_model))));
            (list, chat)
        };
        let no_key = uninvited(|request| request);
        let wrong_key = uninvited(requests::made_up_key);
        let with_model =
            |model: &str| requests::with_key(requests::chat(endpoint, model), endpoint);
        Self {
            no_key,
            wrong_key,
            key_in_url: ask(requests::made_up_key_in_url(endpoint)),
            errors: requests::errors(endpoint)
                .into_iter()
                .map(&mut ask)
                .collect(),
            cors: requests::cors(endpoint).into_iter().map(&mut ask).collect(),
            canary: is_openai(endpoint).then(|| ask(with_model(CANARY))),
            chat: model
                .as_deref()
                .filter(|_| is_openai(endpoint))
                .map(|model| ask(with_model(model))),
            endpoint: endpoint.clone(),
            model,
            main,
            plain,
        }
    }

    /// Why its host is not asked anything else: nothing answers, or too little does.
    fn lasting(&self, replies: &Replies) -> Option<Failure> {
        if let Some(failure) = lasting(&self.main) {
            return Some(failure.clone());
        }
        let uninvited = [self.no_key, self.wrong_key];
        let timeouts: Vec<Failure> = uninvited
            .into_iter()
            .flat_map(|(list, chat)| std::iter::once(list).chain(chat))
            .chain(self.errors.iter().copied())
            .chain(self.cors.iter().copied())
            .chain(self.canary)
            .chain(self.chat)
            .filter_map(|ticket| replies.reply(ticket).err())
            .filter(|failure| failure.kind == "timeout")
            .collect();
        (timeouts.len() >= MOST_TIMEOUTS)
            .then(|| timeouts.into_iter().next())
            .flatten()
    }

    fn finish(
        self,
        replies: &Replies,
        dossier: Rc<Dossier>,
        host: Host,
        first_of_host: bool,
    ) -> Visit {
        let uninvited = |(list, chat): (Ticket, Option<Ticket>)| Uninvited {
            list: replies.reply(list),
            chat: chat.map(|ticket| replies.reply(ticket)),
        };
        let asked = |tickets: &[Ticket]| {
            tickets
                .iter()
                .map(|ticket| replies.asked(*ticket))
                .collect::<Vec<_>>()
        };
        Visit {
            with_key: !self.endpoint.credentials.is_empty(),
            dossier,
            plain: self.plain.map(|ticket| replies.reply(ticket)),
            no_key: uninvited(self.no_key),
            wrong_key: uninvited(self.wrong_key),
            key_in_url: replies.reply(self.key_in_url),
            errors: asked(&self.errors),
            cors: asked(&self.cors),
            canary: self.canary.map(|ticket| replies.reply(ticket)),
            chat: self
                .model
                .zip(self.chat)
                .map(|(model, ticket)| (model, replies.reply(ticket))),
            endpoint: self.endpoint,
            main: self.main,
            host,
            first_of_host,
        }
    }
}

/// What a host is asked.
struct HostQuestions {
    endpoint: Endpoint,
    /// Whether handshakes are worth offering.
    shake: bool,
    security_txt: Ticket,
    schemas: Vec<Ticket>,
    management: Vec<Ticket>,
    documents: Vec<Ticket>,
    nowhere: Ticket,
}

impl HostQuestions {
    fn ask(first: &Questions, replies: &Replies, batch: &mut Batch<'_>) -> Self {
        let endpoint = &first.endpoint;
        let known = first.lasting(replies);
        let mut ask = |request| batch.ask(request, known.as_ref());
        Self {
            security_txt: ask(Request::get(endpoint, "/.well-known/security.txt")),
            schemas: requests::schemas(endpoint)
                .into_iter()
                .map(&mut ask)
                .collect(),
            management: requests::management(endpoint)
                .into_iter()
                .map(&mut ask)
                .collect(),
            documents: requests::documents(endpoint)
                .into_iter()
                .map(&mut ask)
                .collect(),
            nowhere: ask(requests::nowhere(endpoint)),
            shake: is_https(endpoint) && known.as_ref().is_none_or(|failure| failure.kind == "tls"),
            endpoint: endpoint.clone(),
        }
    }

    fn finish(all: Vec<Self>, run: &Run, replies: &Replies) -> Vec<(Endpoint, Host)> {
        let shaken: Vec<&Endpoint> = all
            .iter()
            .filter(|host| host.shake)
            .map(|host| &host.endpoint)
            .collect();
        let mut offers = offers::offer(run, &shaken).into_iter();
        all.iter()
            .map(|host| {
                let asked = |tickets: &[Ticket]| {
                    tickets
                        .iter()
                        .map(|ticket| replies.asked(*ticket))
                        .collect::<Vec<_>>()
                };
                let facts = Host {
                    security_txt: replies.reply(host.security_txt),
                    schemas: host
                        .schemas
                        .iter()
                        .map(|ticket| Schema::new(replies.reply(*ticket)))
                        .collect(),
                    management: asked(&host.management),
                    documents: asked(&host.documents),
                    nowhere: replies.reply(host.nowhere),
                    offers: if host.shake {
                        offers.next().unwrap_or_default()
                    } else {
                        Offers::default()
                    },
                };
                (host.endpoint.clone(), facts)
            })
            .collect()
    }
}
