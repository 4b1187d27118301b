//! From a host to the addresses that may be connected to.

use std::{io, net::SocketAddr};

use assay_domain::{AddressClass, Endpoint, ProbeFailureKind};
use futures::future::BoxFuture;
use url::Host;

use crate::{address::classify, failure::Failure};

/// Most addresses of one answer. More than a real service has, and few enough to classify at once.
const MAX_ADDRESSES: usize = 64;

/// Looks names up. A trait so that a test can answer differently each time, as a rebinding name server does.
pub trait Resolve: Send + Sync {
    /// The addresses of a name.
    fn resolve<'a>(
        &'a self,
        name: &'a str,
        port: u16,
    ) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>>;
}

/// The resolver of the operating system. Proxies play no part: none is ever read from the environment.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(
        &'a self,
        name: &'a str,
        port: u16,
    ) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((name, port)).await?.collect()) })
    }
}

/// Addresses that were resolved once and all classified. The connection goes to one of exactly these, so that a second
/// answer of the name server changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckedAddresses(Vec<SocketAddr>);

impl CheckedAddresses {
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = SocketAddr> {
        self.0.iter().copied()
    }
}

/// Resolves the host of a URL; a literal is its own answer and is checked like any other.
pub(crate) async fn resolve(
    resolver: &dyn Resolve,
    host: Host<&str>,
    port: u16,
    endpoint: &Endpoint,
) -> Result<CheckedAddresses, Failure> {
    let answer = match host {
        Host::Ipv4(address) => vec![SocketAddr::new(address.into(), port)],
        Host::Ipv6(address) => vec![SocketAddr::new(address.into(), port)],
        Host::Domain(name) => resolver.resolve(name, port).await.map_err(|error| {
            Failure::new(
                ProbeFailureKind::Resolve,
                format!("`{name}` did not resolve: {error}"),
            )
        })?,
    };
    check(answer, port, endpoint).map_err(|mut refused| {
        refused.message = format!("`{host}` {}", refused.message);
        refused
    })
}

/// One address that is not allowed refuses the whole answer: a name that stands for a public and a private address at once
/// is rebinding or a mistake, and picking the good half would leave the choice to chance.
fn check(
    answer: Vec<SocketAddr>,
    port: u16,
    endpoint: &Endpoint,
) -> Result<CheckedAddresses, Failure> {
    if answer.is_empty() {
        return Err(Failure::new(ProbeFailureKind::Resolve, "has no address"));
    }
    if answer.len() > MAX_ADDRESSES {
        return Err(Failure::new(
            ProbeFailureKind::Resolve,
            format!(
                "has {} addresses, at most {MAX_ADDRESSES} are read",
                answer.len()
            ),
        ));
    }
    let mut checked: Vec<SocketAddr> = Vec::with_capacity(answer.len());
    for address in answer {
        let class = classify(address.ip());
        if class != AddressClass::Global
            && !(class.can_be_granted() && endpoint.allow_addresses.contains(&class))
        {
            return Err(not_allowed(address, class, endpoint));
        }
        // The port is the granted one whatever the resolver says.
        let address = SocketAddr::new(address.ip(), port);
        if !checked.contains(&address) {
            checked.push(address);
        }
    }
    Ok(CheckedAddresses(checked))
}

fn not_allowed(address: SocketAddr, class: AddressClass, endpoint: &Endpoint) -> Failure {
    let ip = address.ip();
    let label = class.label();
    if !class.can_be_granted() {
        return Failure::denied(format!(
            "is at {ip}, a {label} address, which cannot be granted"
        ));
    }
    let mut classes: Vec<_> = endpoint
        .allow_addresses
        .iter()
        .map(|class| class.label())
        .collect();
    classes.push(label);
    Failure::denied(format!(
        "is at {ip}, a {label} address: to allow it, write `allow-addresses = {classes:?}` at endpoint `{}` in supplier.toml",
        endpoint.id
    ))
}
