//! The plugin: whatever pack lies in the slot.

use assay_sdk::{Descriptor, Observation, Plugin, Run};

use crate::{assess, describe, slot};

/// Interprets the pack in its slot.
#[derive(Debug)]
pub struct CheckPack;

assay_sdk::export!(CheckPack);

/// The component imports what it can reach: without the feature, no code leads to a request.
#[cfg(feature = "probing")]
type Probes = crate::Sending;
#[cfg(not(feature = "probing"))]
type Probes = crate::Silent;

impl Plugin for CheckPack {
    fn describe() -> Descriptor {
        match slot::pack() {
            Ok(built) => describe(&built, cfg!(feature = "probing")),
            // The contract has no error here. A plugin without points takes no part in anything, and `assess` says why.
            Err(_) => Descriptor::new("check-pack", env!("CARGO_PKG_VERSION"))
                .publisher("assay")
                .title("No check pack")
                .summary("What lies in this component is not a check pack. `assay pack build` makes one that is."),
        }
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let built = slot::pack()?;
        Ok(assess::<Probes>(&built, run))
    }
}
