//! The first-party plugins and the document reader, compiled to components by the build script.

/// A component that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// Its name.
    pub name: &'static str,
    /// The component.
    pub component: &'static [u8],
}

/// Every first-party plugin, in the order of names: one for each folder below `plugins` but that of the
/// document reader.
pub const PLUGINS: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/plugins.rs"));

/// The component that turns documents into text.
pub const READER: Bundled = include!(concat!(env!("OUT_DIR"), "/reader.rs"));

/// The target folder of guests, so that tests that compile more of them share what has been compiled.
pub const GUEST_TARGET_DIR: &str = env!("ASSAY_GUEST_TARGET_DIR");
