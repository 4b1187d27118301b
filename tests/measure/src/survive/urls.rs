//! Lines as URLs: asked for by a plugin, and declared by a dossier. Every name resolves to loopback here, so that a request that
//! passes every check would still go nowhere else.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use assay_catalogue::Catalogue;
use assay_domain::{AddressClass, Limits, ProbeFailureKind, ProbeRequest};
use assay_egress::{Gate, Mode, Resolve, classify};
use futures::future::BoxFuture;
use url::Host;

use super::worker::Reply;
use crate::{
    case::{Case, Endpoint},
    error::MeasureError,
};

const OWN: &str = "api.survived.example";

/// The gate's view of URLs.
pub(crate) struct Urls {
    limits: Limits,
}

/// A name server to which every name is loopback, and that notes what it was asked.
#[derive(Default)]
struct Asked(Mutex<Vec<String>>);

impl Resolve for Asked {
    fn resolve<'a>(
        &'a self,
        name: &'a str,
        port: u16,
    ) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        if let Ok(mut asked) = self.0.lock() {
            asked.push(name.to_owned());
        }
        let loopback = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port);
        Box::pin(async move { Ok(vec![loopback]) })
    }
}

impl Urls {
    pub(crate) fn new() -> Result<Self, MeasureError> {
        let catalogue =
            Catalogue::load(None).map_err(|error| MeasureError::Host(error.to_string()))?;
        Ok(Self {
            limits: catalogue.limits,
        })
    }

    pub(crate) async fn end(&self, bytes: &[u8]) -> Result<Reply, MeasureError> {
        let text = String::from_utf8_lossy(bytes);
        let mut reply = Reply::default();
        self.asked_for(&text, &mut reply).await?;
        self.declared(&text, &mut reply).await?;
        Ok(reply)
    }

    /// A plugin asks for it, with a grant for another host.
    async fn asked_for(&self, url: &str, reply: &mut Reply) -> Result<(), MeasureError> {
        let (_folder, dossier) =
            with_endpoint(&format!("https://{OWN}/v1")).open("url", &self.limits)?;
        let asked = Arc::new(Asked::default());
        let word = self
            .send(dossier.supplier.endpoints, url, &asked, reply)
            .await?;
        let names = asked
            .0
            .lock()
            .map(|asked| asked.clone())
            .unwrap_or_default();
        if let Some(other) = names.iter().find(|name| *name != OWN) {
            reply.reached = Some(format!("the name `{other}` was looked up without a grant"));
        }
        reply.ended.push(format!("asked for: {word}"));
        Ok(())
    }

    /// A dossier declares it, without a grant for anything but public addresses.
    async fn declared(&self, url: &str, reply: &mut Reply) -> Result<(), MeasureError> {
        let dossier = match with_endpoint(url).open("url", &self.limits) {
            Ok((_folder, dossier)) => dossier,
            Err(MeasureError::Dossier { .. }) => {
                reply.ended.push("declared: refused".to_owned());
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let endpoints = dossier.supplier.endpoints;
        let literal = endpoints
            .iter()
            .find_map(|endpoint| match endpoint.base_url.host()? {
                Host::Ipv4(address) => Some(IpAddr::from(address)),
                Host::Ipv6(address) => Some(IpAddr::from(address)),
                Host::Domain(_) => None,
            });
        let class = literal.map(classify);
        let word = if class == Some(AddressClass::Global) {
            "a public address, not sent".to_owned()
        } else {
            let asked = Arc::new(Asked::default());
            let word = self.send(endpoints, "", &asked, reply).await?;
            match class {
                Some(class) => format!("{word}, {} address", class.label()),
                None => format!("{word}, name that is loopback"),
            }
        };
        reply.ended.push(format!("declared: {word}"));
        Ok(())
    }

    /// Sends one request; whatever is not refused before a connection has reached the network.
    async fn send(
        &self,
        endpoints: Vec<assay_domain::Endpoint>,
        url: &str,
        asked: &Arc<Asked>,
        reply: &mut Reply,
    ) -> Result<String, MeasureError> {
        let id = match endpoints.first() {
            Some(endpoint) => endpoint.id.to_string(),
            None => return Ok("no endpoint".to_owned()),
        };
        let resolver: Arc<dyn Resolve> = Arc::<Asked>::clone(asked);
        let gate = match Gate::with_resolver(endpoints, &self.limits, Mode::Online, resolver) {
            Ok(gate) => gate,
            Err(_) => return Ok("refused by the gate".to_owned()),
        };
        let request = ProbeRequest {
            endpoint: id,
            method: "GET".to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: None,
            credential: None,
            max_body: 1_000,
        };
        let answers = gate.send_many(vec![request], 1).await;
        let used = gate.usage();
        let word = match answers.first() {
            Some(Err(failure)) => failure.kind.label().to_owned(),
            Some(Ok(_)) => "answered".to_owned(),
            None => "no answer".to_owned(),
        };
        let stopped = matches!(
            answers.first(),
            Some(Err(failure)) if matches!(failure.kind, ProbeFailureKind::Denied | ProbeFailureKind::InvalidRequest | ProbeFailureKind::Resolve)
        );
        if !stopped || used.bytes_out > 0 {
            reply.reached = Some(format!("the request ended as `{word}`"));
        }
        Ok(word)
    }
}

fn with_endpoint(url: &str) -> Case {
    let mut case = Case::named("Survived");
    case.endpoint = Some(Endpoint::plain(url));
    case
}
