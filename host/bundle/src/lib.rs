//! The first-party plugins, the document reader and the interpreters of check packs, compiled to components by the build script.

/// A component that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// Its name.
    pub name: &'static str,
    /// The component.
    pub component: &'static [u8],
}

/// Every first-party plugin, in the order of names: one for each folder below `plugins` but those of the
/// document reader and of the interpreter of packs.
pub const PLUGINS: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/plugins.rs"));

/// The component that turns documents into text.
pub const READER: Bundled = include!(concat!(env!("OUT_DIR"), "/reader.rs"));

/// The interpreter of check packs, with an empty place for a pack. It takes part in nothing until a pack is written into it.
pub const PACK: Bundled = include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// The same for packs with probes: it imports the network.
pub const PROBING_PACK: Bundled = include!(concat!(env!("OUT_DIR"), "/probing_pack.rs"));

/// The target folder of guests, so that tests that compile more of them share what has been compiled.
pub const GUEST_TARGET_DIR: &str = env!("ASSAY_GUEST_TARGET_DIR");
