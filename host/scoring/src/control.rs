//! How effective each control is.

use std::collections::BTreeMap;

use assay_catalogue::{Catalogue, ControlLink};
use assay_domain::ControlId;

use crate::{ControlResult, ControlTerm, mean::capped_mean, point::Judged};

/// Every control of the catalogue, over the points that are expected of the system. Which points these are never depends on
/// what a plugin reported, so that silence cannot shorten the denominator.
pub(crate) fn controls(catalogue: &Catalogue, points: &[Judged<'_>]) -> Vec<ControlResult> {
    let mut terms: BTreeMap<&ControlId, Vec<ControlTerm>> = BTreeMap::new();
    for id in catalogue.controls.keys() {
        terms.entry(id).or_default();
    }
    for judged in points.iter().filter(|judged| judged.counts()) {
        for ControlLink {
            control,
            weight,
            key,
        } in &judged.point.controls
        {
            terms.entry(control).or_default().push(ControlTerm {
                point: judged.point.id.clone(),
                weight: *weight,
                effectiveness: judged.result.effectiveness,
                key: *key,
            });
        }
    }
    let margin = catalogue.policy.key_margin;
    terms
        .into_iter()
        .map(|(control, terms)| ControlResult {
            control: control.clone(),
            arithmetic: capped_mean(
                terms.iter().map(|t| (t.weight, t.effectiveness, t.key)),
                margin,
            ),
            terms,
        })
        .collect()
}
