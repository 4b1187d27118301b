//! Plays a cassette to a run in place of the network.
#![expect(
    clippy::result_large_err,
    reason = "a failure is as large as the contract makes it; it is moved into a list of answers and nowhere else"
)]

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use assay_domain::{
    Endpoint, Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal,
    HandshakeRefusalKind, Limits, ProbeFailure, ProbeFailureKind, ProbeRequest,
};
use assay_report::trial::{AskedView, CaseProblem, NearestView};
use assay_sandbox::{ProbeUsage, Prober};
use futures::future::{BoxFuture, FutureExt, ready};

use crate::cassette::{Cassette, Interaction, Request};

/// Longest text that is compared: the distance takes time with the square of the length, and a plugin writes the URL.
const COMPARED: usize = 256;

/// A cassette while it is played, and what was asked for that is not on it.
#[derive(Debug)]
pub(crate) struct Tape {
    exchanges: Vec<Interaction>,
    played: Mutex<Played>,
}

#[derive(Debug, Default)]
struct Played {
    used: Vec<bool>,
    missing: Vec<CaseProblem>,
    asked: BTreeMap<String, u32>,
    usage: ProbeUsage,
}

impl Tape {
    pub(crate) fn new(cassette: Cassette) -> Arc<Self> {
        let played = Played {
            used: vec![false; cassette.exchanges.len()],
            ..Played::default()
        };
        Arc::new(Self {
            exchanges: cassette.exchanges,
            played: Mutex::new(played),
        })
    }

    /// Plays it to a run that has these endpoints and limits.
    pub(crate) fn player(
        self: &Arc<Self>,
        endpoints: Vec<Endpoint>,
        limits: &Limits,
    ) -> Arc<dyn Prober> {
        let allowances = endpoints
            .into_iter()
            .filter_map(|endpoint| Some((endpoint.id.to_string(), endpoint.active_requests?)))
            .collect();
        Arc::new(Player {
            tape: Arc::clone(self),
            allowances,
            most: limits.requests,
        })
    }

    /// What was asked for and is not on it.
    pub(crate) fn missing(&self) -> Vec<CaseProblem> {
        self.played().missing.clone()
    }

    /// What is on it and was not asked for.
    pub(crate) fn unused(&self) -> Vec<AskedView> {
        let played = self.played();
        let exchanges = self.exchanges.iter().zip(&played.used);
        exchanges
            .filter(|(_, used)| !**used)
            .map(|(interaction, _)| view(interaction))
            .collect()
    }

    fn played(&self) -> MutexGuard<'_, Played> {
        self.played
            .lock()
            .expect("nobody panics while a tape is played")
    }

    /// The first recorded exchange that is wanted and was not played yet. What was asked for more often than it was recorded is
    /// not made up.
    fn play(
        &self,
        wanted: &Interaction,
        is_left: bool,
        is_same: impl Fn(&Interaction) -> bool,
    ) -> Option<&Interaction> {
        let mut played = self.played();
        let found = self
            .exchanges
            .iter()
            .enumerate()
            .find(|(index, interaction)| !played.used[*index] && is_same(interaction));
        match found {
            Some((index, interaction)) => {
                played.used[index] = true;
                Some(interaction)
            }
            // What the quota keeps from being sent need not be recorded.
            None if !is_left => None,
            None => {
                let problem = CaseProblem::NotRecorded {
                    asked: view(wanted),
                    nearest: self.nearest(wanted),
                };
                played.missing.push(problem);
                None
            }
        }
    }

    fn nearest(&self, wanted: &Interaction) -> Option<NearestView> {
        let target = text(wanted);
        self.exchanges
            .iter()
            .map(|recorded| {
                let differs = differs_in(wanted, recorded);
                (
                    differs.len(),
                    strsim::levenshtein(&target, &text(recorded)),
                    recorded,
                    differs,
                )
            })
            .min_by_key(|(differs, distance, ..)| (*distance, *differs))
            .map(|(_, _, recorded, differs_in)| NearestView {
                recorded: view(recorded),
                differs_in,
            })
    }
}

struct Player {
    tape: Arc<Tape>,
    allowances: BTreeMap<String, u32>,
    most: u32,
}

impl Player {
    /// Counts what one run asks of one endpoint, as the gate does.
    fn take(&self, endpoint: &str) -> bool {
        let most = self.allowances.get(endpoint).copied().unwrap_or(self.most);
        let mut played = self.tape.played();
        let asked = played.asked.entry(endpoint.to_owned()).or_default();
        *asked = asked.saturating_add(1);
        let is_left = *asked <= most;
        if is_left {
            played.usage.requests = played.usage.requests.saturating_add(1);
        }
        is_left
    }

    fn answer(&self, request: &ProbeRequest) -> Result<Exchange, ProbeFailure> {
        let failed = |kind, message: &str| ProbeFailure {
            kind,
            message: message.to_owned(),
            tls: None,
        };
        let is_left = self.take(&request.endpoint);
        let asked = Request::from(request);
        let wanted = Interaction::Exchange {
            request: asked.clone(),
            // Only what was asked for is compared.
            result: crate::cassette::Outcome::Failure(failed(ProbeFailureKind::Offline, MISSING)),
        };
        let is_same = |recorded: &Interaction| matches!(recorded, Interaction::Exchange { request, .. } if *request == asked);
        let played = self.tape.play(&wanted, is_left, is_same);
        let mut exchange: Exchange = match played {
            // A quota that ran out while it was recorded is on the tape.
            Some(Interaction::Exchange { result, .. }) => result.clone().into_result()?,
            None if !is_left => return Err(failed(ProbeFailureKind::Quota, QUOTA)),
            _ => return Err(failed(ProbeFailureKind::Offline, MISSING)),
        };
        if !is_left {
            return Err(failed(ProbeFailureKind::Quota, QUOTA));
        }
        let most = usize::try_from(request.max_body).unwrap_or(usize::MAX);
        if exchange.body.len() > most {
            exchange.body.truncate(most);
            exchange.truncated = true;
        }
        let mut played = self.tape.played();
        let sent = size(&asked.headers) + asked.body.map_or(0, |body| body.len());
        let received = size(&exchange.headers) + exchange.body.len();
        played.usage.bytes_out = played.usage.bytes_out.saturating_add(sent as u64);
        played.usage.bytes_in = played.usage.bytes_in.saturating_add(received as u64);
        Ok(exchange)
    }

    fn shake(&self, offer: &HandshakeOffer) -> Result<HandshakeAcceptance, HandshakeRefusal> {
        let failed = |kind, message: &str| HandshakeRefusal {
            kind: HandshakeRefusalKind::Failed(kind),
            message: message.to_owned(),
            alert: None,
        };
        let is_left = self.take(&offer.endpoint);
        let missing = failed(ProbeFailureKind::Offline, MISSING);
        let wanted = Interaction::Handshake {
            offer: offer.clone(),
            result: crate::cassette::Outcome::Failure(missing.clone()),
        };
        let is_same = |recorded: &Interaction| matches!(recorded, Interaction::Handshake { offer: made, .. } if made == offer);
        let acceptance = match self.tape.play(&wanted, is_left, is_same) {
            Some(Interaction::Handshake { result, .. }) => result.clone().into_result()?,
            None if !is_left => return Err(failed(ProbeFailureKind::Quota, QUOTA)),
            _ => return Err(missing),
        };
        if !is_left {
            return Err(failed(ProbeFailureKind::Quota, QUOTA));
        }
        Ok(acceptance)
    }
}

const MISSING: &str = "it is not in the cassette";
const QUOTA: &str = "the requests that one run may send to one endpoint are used up";

impl Prober for Player {
    fn send_many(
        &self,
        requests: Vec<ProbeRequest>,
        _: u8,
    ) -> BoxFuture<'_, Vec<Result<Exchange, ProbeFailure>>> {
        let answers = requests.iter().map(|request| self.answer(request));
        ready(answers.collect()).boxed()
    }

    fn offer_many(
        &self,
        offers: Vec<HandshakeOffer>,
        _: u8,
    ) -> BoxFuture<'_, Vec<Result<HandshakeAcceptance, HandshakeRefusal>>> {
        let answers = offers.iter().map(|offer| self.shake(offer));
        ready(answers.collect()).boxed()
    }

    fn usage(&self) -> ProbeUsage {
        self.tape.played().usage
    }
}

fn size(headers: &[(String, String)]) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum()
}

fn view(interaction: &Interaction) -> AskedView {
    match interaction {
        Interaction::Exchange { request, .. } => AskedView {
            endpoint: request.endpoint.as_str().into(),
            method: request.method.as_str().into(),
            url: request.url.as_str().into(),
        },
        Interaction::Handshake { offer, .. } => AskedView {
            endpoint: offer.endpoint.as_str().into(),
            method: "HANDSHAKE".into(),
            url: format!("up to {}", offer.version).into(),
        },
    }
}

fn text(interaction: &Interaction) -> String {
    let view = view(interaction);
    let parts = [&view.endpoint, &view.method, &view.url].map(|part| part.expose().to_owned());
    parts.join(" ").chars().take(COMPARED).collect()
}

fn differs_in(wanted: &Interaction, recorded: &Interaction) -> Vec<String> {
    let keys: Vec<(&str, bool)> = match (wanted, recorded) {
        (Interaction::Exchange { request: a, .. }, Interaction::Exchange { request: b, .. }) => {
            vec![
                ("endpoint", a.endpoint == b.endpoint),
                ("method", a.method == b.method),
                ("url", a.url == b.url),
                ("headers", a.headers == b.headers),
                ("body", a.body == b.body),
                ("credential", a.credential == b.credential),
            ]
        }
        (Interaction::Handshake { offer: a, .. }, Interaction::Handshake { offer: b, .. }) => vec![
            ("endpoint", a.endpoint == b.endpoint),
            ("version", a.version == b.version),
            ("cipher_suites", a.cipher_suites == b.cipher_suites),
        ],
        _ => vec![("kind", false)],
    };
    keys.into_iter()
        .filter(|(_, same)| !same)
        .map(|(key, _)| key.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cassette(urls: &[&str]) -> Cassette {
        let exchanges: Vec<serde_json::Value> = urls
            .iter()
            .map(|url| {
                serde_json::json!({
                    "kind": "exchange",
                    "request": {"endpoint": "api", "method": "GET", "url": url},
                    "result": {"answer": {"status": 200, "body": {"text": "hello"}}},
                })
            })
            .collect();
        let file = serde_json::json!({"format": 1, "exchanges": exchanges});
        serde_json::from_value(file).unwrap()
    }

    fn get(url: &str) -> ProbeRequest {
        ProbeRequest {
            endpoint: "api".to_owned(),
            method: "GET".to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: None,
            credential: None,
            max_body: 3,
        }
    }

    /// The limits of a run, with so many requests to one endpoint.
    fn limits(requests: u32) -> Limits {
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
            requests,
            parallel_requests: 1,
            bytes_out: 0,
            bytes_in: 0,
            body_bytes: 0,
            request_ms: 0,
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

    fn ask(player: &Arc<dyn Prober>, url: &str) -> Result<Exchange, ProbeFailure> {
        player
            .send_many(vec![get(url)], 1)
            .now_or_never()
            .unwrap()
            .remove(0)
    }

    #[test]
    fn what_was_recorded_once_answers_once_and_no_longer_than_was_asked_for() {
        let tape = Tape::new(cassette(&["/a", "/b"]));
        let player = tape.player(Vec::new(), &limits(9));
        let answer = ask(&player, "/a").unwrap();
        assert_eq!(
            (answer.body.as_slice(), answer.truncated),
            (b"hel".as_slice(), true)
        );
        assert_eq!(tape.missing(), []);
        assert!(ask(&player, "/a").is_err());
        let missing = tape.missing();
        let [
            CaseProblem::NotRecorded {
                nearest: Some(nearest),
                ..
            },
        ] = missing.as_slice()
        else {
            panic!("{missing:?}")
        };
        assert_eq!(nearest.differs_in, [""; 0], "it was asked for once more");
        assert_eq!(tape.unused().len(), 1);
    }

    #[test]
    fn a_run_on_a_cassette_has_no_more_requests_than_any_other() {
        let tape = Tape::new(cassette(&["/a", "/b"]));
        let player = tape.player(Vec::new(), &limits(1));
        assert!(ask(&player, "/a").is_ok());
        assert_eq!(
            ask(&player, "/b").unwrap_err().kind,
            ProbeFailureKind::Quota
        );
        assert_eq!(
            ask(&player, "/c").unwrap_err().kind,
            ProbeFailureKind::Quota
        );
        assert_eq!(tape.missing(), [], "the quota is not the cassette's fault");
        assert_eq!(player.usage().requests, 1);
    }
}
