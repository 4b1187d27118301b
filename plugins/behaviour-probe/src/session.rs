//! All requests to one endpoint, counted.

use assay_sdk::{Endpoint, Exchange, Failure, Request, Run};
use serde_json::Value;

use crate::{
    chat::{Chat, Dialect, Trial},
    random::Random,
};

/// Requests in one call of the host: answers of a whole batch are in memory together.
const BATCH: usize = 40;
/// At a time: a measurement must not look like an attack.
const PARALLEL: u8 = 2;
/// Bytes of one answer: 48 tokens and what an API wraps around them are 2 KiB.
const MOST_BODY: u32 = 32 * 1024;

/// What became of the questions so far. Malformed requests and those for other things than a chat are not among them.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Microseconds of each served answer, from resolving to the last byte.
    pub(crate) served_us: Vec<u64>,
    /// 429: a limit that works is no outage.
    pub(crate) limited: usize,
    /// 5xx, connections refused or broken, and answers that are not HTTP.
    pub(crate) failed: usize,
    /// No answer in the time that the host gives a request: whose fault it was cannot be told.
    pub(crate) late: usize,
    /// Any other answer: not served, for a reason that lies in the request.
    pub(crate) refused: usize,
    /// Ids of the first failed requests, to be cited.
    pub(crate) failures: Vec<Trial>,
    /// The first served one.
    pub(crate) first: Option<Trial>,
}

/// One endpoint during one run.
pub(crate) struct Session<'a> {
    run: &'a Run,
    pub(crate) endpoint: Endpoint,
    pub(crate) model: String,
    /// Every model that the API lists; empty when it was not asked, because the contract names one.
    pub(crate) listed: Vec<String>,
    pub(crate) dialect: Dialect,
    pub(crate) random: Random,
    pub(crate) tally: Tally,
    sent: u32,
}

impl<'a> Session<'a> {
    pub(crate) fn new(run: &'a Run, endpoint: Endpoint) -> Self {
        Self {
            run,
            model: String::new(),
            listed: Vec::new(),
            dialect: Dialect::Classic,
            random: Random::new(),
            tally: Tally::default(),
            sent: 0,
            endpoint,
        }
    }

    pub(crate) fn run(&self) -> &'a Run {
        self.run
    }

    /// Requests that the dossier still grants. The host counts as well; this is here to leave out a whole probe instead of
    /// half of it.
    pub(crate) fn left(&self) -> u32 {
        self.endpoint.active_requests.saturating_sub(self.sent)
    }

    /// A request that carries the first credential of the endpoint, if there is one.
    pub(crate) fn request(&self, method: &str, path: &str, body: Option<Vec<u8>>) -> Request {
        let mut request = Request::new(&self.endpoint, method, path).max_body(MOST_BODY);
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        match self.endpoint.credentials.first() {
            Some(credential) => request.credential(credential),
            None => request,
        }
    }

    /// A request that is no question to the model.
    pub(crate) fn send(&mut self, request: Request) -> Result<Exchange, Failure> {
        self.sent += 1;
        self.run.send(request)
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Result<Exchange, Failure> {
        let request = self.request("POST", path, Some(body.to_string().into_bytes()));
        self.send(request)
    }

    /// A question as a request, for those who add to it.
    pub(crate) fn chat(&self, chat: &Chat) -> Request {
        let body = chat.body(&self.model, self.dialect).to_string();
        self.request("POST", "chat/completions", Some(body.into_bytes()))
    }

    /// Asks in order; answers come in the order of questions.
    pub(crate) fn ask(&mut self, chats: &[Chat]) -> Vec<Trial> {
        let mut trials = Vec::with_capacity(chats.len());
        for batch in chats.chunks(BATCH) {
            let requests: Vec<Request> = batch.iter().map(|chat| self.chat(chat)).collect();
            self.sent += u32::try_from(requests.len()).unwrap_or(u32::MAX);
            let replies = self.run.send_many(requests, PARALLEL);
            trials.extend(replies.into_iter().map(Trial::new));
        }
        for trial in &trials {
            self.tally.count(trial);
        }
        trials
    }
}

impl Tally {
    fn count(&mut self, trial: &Trial) {
        const CITED: usize = 3;
        let failed = match &trial.reply {
            Ok(exchange) if trial.is_served() => {
                self.served_us.push(exchange.total_us);
                self.first.get_or_insert_with(|| trial.clone());
                return;
            }
            Ok(exchange) => match exchange.status {
                429 => {
                    self.limited += 1;
                    return;
                }
                500.. => true,
                _ => false,
            },
            Err(failure) => match failure.kind.as_str() {
                "timeout" => {
                    self.late += 1;
                    return;
                }
                "refused" | "protocol" | "tls" | "resolve" => true,
                // Ours: denied, over the budget, offline.
                _ => return,
            },
        };
        if failed {
            self.failed += 1;
            if self.failures.len() < CITED {
                self.failures.push(trial.clone());
            }
        } else {
            self.refused += 1;
        }
    }
}
