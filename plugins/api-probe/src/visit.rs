//! All requests to one endpoint.
//!
//! Two batches over all endpoints: first what needs nothing, then what needs the name of a model. No request changes
//! anything; the chat requests ask for one token. The only keys that are sent are the one that the host injects and a
//! made-up one, and neither ever stands in a URL.

use assay_sdk::{Endpoint, Exchange, Failure, Request, Run};

use crate::{address::Address, models};

/// What the host lets one run send.
const MOST_REQUESTS: usize = 60;
/// Requests to one endpoint, at most.
const PER_ENDPOINT: usize = 15;
/// At a time: what a browser opens to one host.
const PARALLEL: u8 = 4;

/// A list of models can be long.
const LIST_BODY: u32 = 512 * 1024;

/// A model that nobody has. Fixed, so that two runs ask the same.
pub(crate) const CANARY: &str = "no-such-model-8f2c61d0";
/// A key of the usual shape that was never given out.
const MADE_UP_KEY: &str = "sk-assay-0000-made-up-key-4b1d77e2";
/// A route that does not exist.
const NO_ROUTE: &str = "no-such-route-5c90ab17";
/// Web pages that nobody trusts.
const FOREIGN: &str = "https://assay-probe.example";

/// An answer or the reason why there is none.
pub(crate) type Reply = Result<Exchange, Failure>;

/// A reply with the request that it belongs to.
#[derive(Debug)]
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

/// Everything that one endpoint was asked.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) endpoint: Endpoint,
    /// True when the main request carried a credential of the dossier.
    pub(crate) with_key: bool,
    /// GET of the list of models, or of the base URL, with a credential if there is one.
    pub(crate) main: Reply,
    /// The same without TLS; none when the dossier says not to try.
    pub(crate) plain: Option<Reply>,
    /// security.txt; none when an endpoint before this one has the same host.
    pub(crate) security_txt: Option<Reply>,
    pub(crate) no_key: Uninvited,
    pub(crate) wrong_key: Uninvited,
    /// Requests that are not well-formed or go nowhere.
    pub(crate) errors: Vec<Asked>,
    /// Requests with a foreign origin.
    pub(crate) cors: Vec<Asked>,
    /// A chat with a model that nobody has, on an OpenAI-style API.
    pub(crate) canary: Option<Reply>,
}

impl Visit {
    pub(crate) fn is_openai(&self) -> bool {
        is_openai(&self.endpoint)
    }

    /// Every reply that came over the base URL's scheme, in order.
    pub(crate) fn replies(&self) -> impl Iterator<Item = &Reply> {
        let uninvited = [&self.no_key, &self.wrong_key].into_iter();
        std::iter::once(&self.main)
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
}

pub(crate) fn is_openai(endpoint: &Endpoint) -> bool {
    endpoint.kind == "openai"
}

/// Visits the endpoints, and names those for which the requests of one run do not suffice.
pub(crate) fn all(run: &Run) -> (Vec<Visit>, Vec<Endpoint>) {
    let mut endpoints = run.endpoints();
    let left_out = endpoints.split_off(endpoints.len().min(MOST_REQUESTS / PER_ENDPOINT));
    let mut first = Batch::new(run);
    let opened: Vec<_> = endpoints
        .iter()
        .map(|endpoint| Opening::ask(endpoint, &endpoints, &mut first))
        .collect();
    let mut first = first.send();
    let mut second = Batch::new(run);
    let asked: Vec<_> = opened
        .into_iter()
        .map(|opening| opening.go_on(&mut first, &mut second))
        .collect();
    let mut second = second.send();
    (
        asked
            .into_iter()
            .map(|questions| questions.finish(&mut second))
            .collect(),
        left_out,
    )
}

/// Requests that are sent together. A ticket is the place of a request, given back for its reply.
struct Batch<'a> {
    run: &'a Run,
    requests: Vec<Request>,
}

type Ticket = usize;

impl<'a> Batch<'a> {
    fn new(run: &'a Run) -> Self {
        Self {
            run,
            requests: Vec::new(),
        }
    }

    fn ask(&mut self, request: Request) -> Ticket {
        self.requests.push(request);
        self.requests.len() - 1
    }

    fn send(self) -> Replies {
        let requests = self.requests.clone();
        let replies = if self.requests.is_empty() {
            Vec::new()
        } else {
            self.run.send_many(self.requests, PARALLEL)
        };
        let mut replies = replies.into_iter().map(Some);
        Replies(
            requests
                .into_iter()
                .map(|request| (request, replies.next().flatten()))
                .collect(),
        )
    }
}

struct Replies(Vec<(Request, Option<Reply>)>);

impl Replies {
    fn take(&mut self, ticket: Ticket) -> Asked {
        let (request, reply) = &mut self.0[ticket];
        let reply = reply.take().unwrap_or_else(|| {
            Err(Failure {
                id: String::new(),
                kind: "protocol".to_owned(),
                message: "the host answered fewer requests than it was given".to_owned(),
                tls: None,
                extra: Vec::new(),
            })
        });
        Asked {
            request: request.clone(),
            reply,
        }
    }

    fn reply(&mut self, ticket: Ticket) -> Reply {
        self.take(ticket).reply
    }
}

/// What is asked first.
struct Opening {
    endpoint: Endpoint,
    main: Ticket,
    plain: Option<Ticket>,
    security_txt: Option<Ticket>,
}

impl Opening {
    fn ask(endpoint: &Endpoint, all: &[Endpoint], batch: &mut Batch<'_>) -> Self {
        let host = Address::parse(&endpoint.base_url).map(|address| address.authority);
        let first_with_host = all
            .iter()
            .find(|other| Address::parse(&other.base_url).map(|address| address.authority) == host)
            .is_some_and(|first| first.id == endpoint.id);
        Self {
            endpoint: endpoint.clone(),
            main: batch.ask(with_key(list(endpoint), endpoint)),
            plain: plain_url(endpoint).map(|url| batch.ask(Request::get(endpoint, url))),
            security_txt: first_with_host
                .then(|| batch.ask(Request::get(endpoint, "/.well-known/security.txt"))),
        }
    }

    fn go_on(self, replies: &mut Replies, batch: &mut Batch<'_>) -> Questions {
        let main = replies.reply(self.main);
        let endpoint = &self.endpoint;
        let listed = main
            .as_ref()
            .ok()
            .and_then(models::listed)
            .unwrap_or_default();
        let model = endpoint
            .contracted_models
            .first()
            .or(listed.first())
            .map_or(CANARY, String::as_str);
        Questions {
            no_key: uninvited(endpoint, model, batch, |request| request),
            wrong_key: uninvited(endpoint, model, batch, made_up_key),
            errors: errors(endpoint)
                .into_iter()
                .map(|request| batch.ask(request))
                .collect(),
            cors: cors(endpoint)
                .into_iter()
                .map(|request| batch.ask(request))
                .collect(),
            canary: is_openai(endpoint)
                .then(|| batch.ask(with_key(chat(endpoint, CANARY), endpoint))),
            main,
            plain: self.plain.map(|ticket| replies.reply(ticket)),
            security_txt: self.security_txt.map(|ticket| replies.reply(ticket)),
            endpoint: self.endpoint,
        }
    }
}

/// What is asked then.
struct Questions {
    endpoint: Endpoint,
    main: Reply,
    plain: Option<Reply>,
    security_txt: Option<Reply>,
    no_key: (Ticket, Option<Ticket>),
    wrong_key: (Ticket, Option<Ticket>),
    errors: Vec<Ticket>,
    cors: Vec<Ticket>,
    canary: Option<Ticket>,
}

impl Questions {
    fn finish(self, replies: &mut Replies) -> Visit {
        let mut uninvited = |(list, chat): (Ticket, Option<Ticket>)| Uninvited {
            list: replies.reply(list),
            chat: chat.map(|ticket| replies.reply(ticket)),
        };
        let (no_key, wrong_key) = (uninvited(self.no_key), uninvited(self.wrong_key));
        Visit {
            with_key: !self.endpoint.credentials.is_empty(),
            endpoint: self.endpoint,
            main: self.main,
            plain: self.plain,
            security_txt: self.security_txt,
            no_key,
            wrong_key,
            errors: self
                .errors
                .into_iter()
                .map(|ticket| replies.take(ticket))
                .collect(),
            cors: self
                .cors
                .into_iter()
                .map(|ticket| replies.take(ticket))
                .collect(),
            canary: self.canary.map(|ticket| replies.reply(ticket)),
        }
    }
}

fn with_key(request: Request, endpoint: &Endpoint) -> Request {
    match endpoint.credentials.first() {
        Some(name) => request.credential(name),
        None => request,
    }
}

/// The headers in which APIs look for a key.
fn made_up_key(request: Request) -> Request {
    request
        .header("authorization", format!("Bearer {MADE_UP_KEY}"))
        .header("x-api-key", MADE_UP_KEY)
        .header("api-key", MADE_UP_KEY)
}

fn list(endpoint: &Endpoint) -> Request {
    let url = if is_openai(endpoint) {
        "models"
    } else {
        &endpoint.base_url
    };
    Request::get(endpoint, url).max_body(LIST_BODY)
}

fn post(endpoint: &Endpoint, body: &str) -> Request {
    let url = if is_openai(endpoint) {
        "chat/completions"
    } else {
        &endpoint.base_url
    };
    Request::new(endpoint, "POST", url)
        .header("content-type", "application/json")
        .body(body)
}

fn chat(endpoint: &Endpoint, model: &str) -> Request {
    let model = serde_json::Value::from(model);
    post(
        endpoint,
        &format!(
            r#"{{"model":{model},"messages":[{{"role":"user","content":"ping"}}],"max_tokens":1}}"#
        ),
    )
}

fn uninvited(
    endpoint: &Endpoint,
    model: &str,
    batch: &mut Batch<'_>,
    key: impl Fn(Request) -> Request,
) -> (Ticket, Option<Ticket>) {
    let asked = batch.ask(key(list(endpoint)));
    (
        asked,
        is_openai(endpoint).then(|| batch.ask(key(chat(endpoint, model)))),
    )
}

/// The same path without TLS, for that is where a client that forgot the `s` would go.
fn plain_url(endpoint: &Endpoint) -> Option<String> {
    let url = endpoint.plain_http_url.as_deref()?;
    let plain = Address::parse(url)?;
    let base = Address::parse(&endpoint.base_url)?;
    if !matches!(plain.path, "" | "/") {
        return Some(url.to_owned());
    }
    let path = base.path.trim_end_matches('/');
    let below = if is_openai(endpoint) { "/models" } else { "" };
    Some(format!("http://{}{path}{below}", plain.authority))
}

/// With the key, so that what answers is not the door but the room behind it.
fn errors(endpoint: &Endpoint) -> Vec<Request> {
    let malformed = post(endpoint, r#"{"model": "assay-probe", "messages": ["#);
    let wrong_type = post(
        endpoint,
        r#"{"model": 90210, "messages": "assay-probe", "max_tokens": "many"}"#,
    );
    let no_route = Request::get(endpoint, NO_ROUTE);
    [malformed, wrong_type, no_route]
        .into_iter()
        .map(|request| with_key(request, endpoint))
        .collect()
}

/// A preflight, and reads from a foreign page, from no page (`null`), and from a page whose name begins like the API's.
fn cors(endpoint: &Endpoint) -> Vec<Request> {
    let host = Address::parse(&endpoint.base_url).map_or("api", |address| address.host());
    let alike = format!("https://{host}.assay-probe.example");
    let preflight = Request {
        method: "OPTIONS".to_owned(),
        ..list(endpoint)
    }
    .header("origin", FOREIGN)
    .header("access-control-request-method", "POST")
    .header(
        "access-control-request-headers",
        "authorization,content-type",
    );
    let read = |origin: &str| {
        with_key(
            list(endpoint).max_body(4096).header("origin", origin),
            endpoint,
        )
    };
    vec![preflight, read(FOREIGN), read("null"), read(&alike)]
}
