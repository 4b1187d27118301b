//! What the guests of this folder share. Each guest is one file of `examples/` and shows one behaviour.

use assay_sdk::Descriptor;

/// A description with nothing unusual in it.
pub fn described(id: &str) -> Descriptor {
    Descriptor::new(id, "1.0.0")
        .publisher("Test Guests")
        .title("A test guest")
        .kind("test")
        .point("breach-notice", &[])
}
