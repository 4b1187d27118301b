//! What a plugin may read of its own past.

use std::sync::Arc;

use assay_domain::{Observation, PluginRef, Standing};

/// The plugin's own observations. An id is a claim that any component can make, so it is enough only between plugins that this
/// program brings along or that the operator vouches for; any other is given what the very same component wrote.
pub(crate) fn own_earlier(
    earlier: &[Observation],
    plugin: &PluginRef,
    standing: Standing,
) -> Arc<[Observation]> {
    earlier
        .iter()
        .filter(|seen| {
            let wrote = &seen.provenance;
            wrote.plugin.digest == plugin.digest
                || (wrote.plugin.id == plugin.id
                    && wrote.standing.is_independent()
                    && standing.is_independent())
        })
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use assay_domain::{Bp, Digest, EvidenceClass, Provenance, ReportedOutcome, RunId, Severity};
    use jiff::civil::date;

    use super::*;

    fn plugin(component: &str) -> PluginRef {
        PluginRef {
            id: "behaviour-probe".parse().unwrap(),
            version: "1.0.0".to_owned(),
            publisher: "anybody".into(),
            digest: Digest::of(component),
        }
    }

    fn seen(component: &str, standing: Standing) -> Observation {
        Observation {
            point: "behaviour-drift".parse().unwrap(),
            system: None,
            outcome: ReportedOutcome::Pass,
            severity: Severity::Info,
            class: EvidenceClass::E3,
            ageing: None,
            requested_class: EvidenceClass::E3,
            confidence: Bp::FULL,
            requested_confidence: Bp::FULL,
            title: "".into(),
            detail: "".into(),
            remediation: "".into(),
            facts: Vec::new(),
            evidence: Vec::new(),
            observed_on: date(2026, 1, 1),
            provenance: Provenance {
                run: RunId::new(Digest::of("run")),
                plugin: plugin(component),
                standing,
            },
        }
    }

    #[test]
    fn a_name_is_no_key_to_the_past_of_another_component() {
        use Standing::{Bundled, SupplierPublished, Unverified, Vouched};
        for (wrote, reads, given) in [
            // Another version of one that somebody answers for.
            ((Bundled, "old"), (Bundled, "new"), true),
            ((Vouched, "old"), (Bundled, "new"), true),
            // A stranger that calls itself the same neither reads nor is read.
            ((Bundled, "real"), (Unverified, "fake"), false),
            ((Unverified, "fake"), (Bundled, "real"), false),
            ((SupplierPublished, "fake"), (Bundled, "real"), false),
            ((Unverified, "one"), (Unverified, "other"), false),
            // Its own words, whoever it is.
            ((Unverified, "same"), (Unverified, "same"), true),
        ] {
            let earlier = [seen(wrote.1, wrote.0)];
            let own = own_earlier(&earlier, &plugin(reads.1), reads.0);
            assert_eq!(!own.is_empty(), given, "{wrote:?} {reads:?}");
        }
    }
}
