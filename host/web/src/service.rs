//! The service: its routes, and where it may listen.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use assay_catalogue::Catalogue;
use assay_oversight::{Desk, Portfolio};
use assay_register::{Register, StandingIndex};
use axum::{Router, extract::DefaultBodyLimit, middleware};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tokio::sync::Mutex;

use crate::{
    Door, ServeError, door::Peer, error::Refusal, guard, jobs::Jobs, limit::Tries, office::Office,
    provider::Provider, routes,
};

/// The most bytes of a form. Texts that people write have some kilobytes.
const LARGEST_FORM: usize = 256 << 10;

/// How long what nobody has asked for may be out of date. Whoever asks gets what holds then in any case.
const AHEAD: Duration = Duration::from_secs(60);

/// What all requests share.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) register: Register,
    pub(crate) catalogue: Catalogue,
    pub(crate) tries: Tries,
    /// The rooms with the dossiers, where there are some.
    pub(crate) office: Option<Arc<dyn Office>>,
    pub(crate) jobs: Jobs,
    /// Where people sign in besides here.
    pub(crate) provider: Option<Provider>,
    /// What is sent cannot be read on the way.
    pub(crate) encrypted: bool,
    /// As of a line of the log and a day: nothing else changes it.
    overview: Mutex<Option<(u64, Date, Arc<Overview>)>>,
}

/// What is shown of all suppliers.
pub(crate) struct Overview {
    pub(crate) portfolio: Portfolio,
    /// What lists are made of.
    pub(crate) index: StandingIndex,
}

impl std::ops::Deref for Shared {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Shared {
    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk {
            register: &self.register,
            catalogue: &self.catalogue,
        }
    }

    pub(crate) fn today(&self) -> Date {
        Timestamp::now().to_zoned(TimeZone::UTC).date()
    }

    /// All suppliers together, with today's position of each found. It is made once after each change, whoever asks.
    pub(crate) async fn overview(&self) -> Result<Arc<Overview>, Refusal> {
        let mut kept = self.overview.lock().await;
        let (line, today) = (self.register.log_head().await?.seq, self.today());
        if let Some((of, day, overview)) = kept.as_ref()
            && (*of, *day) == (line, today)
        {
            return Ok(Arc::clone(overview));
        }
        let overview = Arc::new(Overview {
            portfolio: self.desk().portfolio(today).await?,
            index: self.register.standing_index().await?,
        });
        *kept = Some((line, today, Arc::clone(&overview)));
        Ok(overview)
    }
}

/// The service on one register.
pub struct Service(Shared);

impl Service {
    /// A service; it listens nowhere yet.
    /// `encrypted` says that nobody can listen in on the way, so that cookies may go no other way.
    pub fn new(
        register: Register,
        catalogue: Catalogue,
        office: Option<Arc<dyn Office>>,
        provider: Option<Provider>,
        encrypted: bool,
    ) -> Self {
        Self(Shared(Arc::new(Inner {
            register,
            catalogue,
            tries: Tries::default(),
            office,
            provider,
            encrypted,
            jobs: Jobs::default(),
            overview: Mutex::default(),
        })))
    }

    /// Answers until `stop` ends; requests under way are finished.
    ///
    /// # Errors
    /// When the socket fails.
    pub async fn serve(
        self,
        door: Door,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let ahead = tokio::spawn(look_ahead(self.0.clone()));
        let app = router(self.0).into_make_service_with_connect_info::<Peer>();
        let served = axum::serve(door, app).with_graceful_shutdown(stop).await;
        ahead.abort();
        served
    }
}

/// Finds where suppliers stand before anybody asks: when the service starts, when a day begins, and while a long list of new
/// assessments is entered by another program.
async fn look_ahead(shared: Shared) {
    loop {
        if let Err(refusal) = shared.overview().await {
            refusal.tell();
        }
        tokio::time::sleep(AHEAD).await;
    }
}

fn router(shared: Shared) -> Router {
    routes::all()
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(middleware::from_fn_with_state(
            shared.clone(),
            guard::careful,
        ))
        .with_state(shared)
}

/// Refuses an address at which others could listen in, unless TLS is spoken there or somebody says that a proxy does.
///
/// # Errors
/// When the address is not a loopback one.
pub fn check_address(address: SocketAddr, safe: bool) -> Result<(), ServeError> {
    if address.ip().is_loopback() || safe {
        Ok(())
    } else {
        Err(ServeError::OpenAddress { address })
    }
}
