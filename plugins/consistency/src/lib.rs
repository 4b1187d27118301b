//! Holds what a supplier says against its own comments, its contract, its API and the buyer's inventory.
//!
//! Where two sources speak about one point and one says that it is met while the other says that it is not, the scoring sees
//! the dispute by itself. This plugin finds what no single point shows: two numbers that are both good enough and differ, a
//! comment that takes an answer back, an answer about one thing that is disproved by what is seen of another, an answer that
//! the buyer's own inventory contradicts. It reports a fail at the point of the claim and cites both sides, so that the point
//! is disputed and both stand in the report.
//!
//! Each module of [`rules`] is one pair of sources. A rule needs both sides to be definite: a wrong accusation costs more
//! trust than a missed one.

mod claim;
mod contradiction;
mod countries;
mod notice;
mod rules;
mod sources;
mod words;

use assay_sdk::{Descriptor, Observation, Plugin, Run};

use sources::Sources;

/// The plugin.
#[derive(Debug)]
pub struct Consistency;

assay_sdk::export!(Consistency);

impl Plugin for Consistency {
    fn describe() -> Descriptor {
        let descriptor = Descriptor::new("consistency", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("Consistency")
            .summary(
                "Holds answers against comments, contract, certificate, probes and inventory. A contradiction is cited from both \
                 sides and makes the point disputed; where nothing contradicts, nothing is said.",
            )
            .kind("consistency")
            .capability("findings", "what the other plugins observed is held against each other")
            .capability("answers", "a comment can take its answer back")
            .capability("supplier", "the buyer's inventory can contradict an answer")
            .document("other", "a notice of a change to a model, which a promised notice has to be held against")
            .capability("documents", "whether a promised notice of a change was kept");
        rules::POINTS
            .iter()
            .fold(descriptor, |descriptor, point| descriptor.point(point, &[]))
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let sources = Sources::read(run);
        Ok(rules::ALL
            .iter()
            .flat_map(|rule| rule(&sources))
            .map(contradiction::Contradiction::observation)
            .collect())
    }
}
