//! Which runs may probe actively, and how much.
//!
//! Two things have to come together: the dossier grants active probes at an endpoint, and the plugin declares a point that the
//! catalogue lists as needing them. The second is a claim of the plugin, and it widens nothing by itself: what is sent is
//! counted by the egress gate against what the dossier granted. Every other run has the budget of a passive look.

use assay_catalogue::{Catalogue, Need};
use assay_domain::{ActiveLimits, Descriptor, Endpoint, Supplier};

/// Brings what the dossier grants below the limit of the catalogue.
pub(crate) fn cap(endpoints: &mut [Endpoint], limits: &ActiveLimits) {
    for endpoint in endpoints {
        endpoint.active_requests = endpoint
            .active_requests
            .map(|granted| granted.min(limits.requests));
    }
}

/// The endpoints as a passive run has them.
pub(crate) fn withheld(mut endpoints: Vec<Endpoint>) -> Vec<Endpoint> {
    for endpoint in &mut endpoints {
        endpoint.active_requests = None;
    }
    endpoints
}

/// What is different for the run of this plugin, or none when it is a passive one.
pub(crate) fn limits(
    catalogue: &Catalogue,
    supplier: &Supplier,
    plugin: &Descriptor,
) -> Option<ActiveLimits> {
    let granted = supplier
        .endpoints
        .iter()
        .any(|endpoint| endpoint.active_requests.is_some());
    let declares = plugin.points.iter().any(|declared| {
        catalogue
            .point(&declared.point)
            .is_some_and(|point| point.needs == Some(Need::ActiveEndpoint))
    });
    (granted && declares).then(|| catalogue.active_limits.clone())
}
