//! Plugins in OCI registries and in archives: the only crate that speaks to registries.
//!
//! A plugin lies in a registry as the CNCF lays out WebAssembly components: a manifest, a small config, and one layer that is the
//! component, unchanged. Its signatures are an artifact of their own that refers to the manifest, so that a tool that knows
//! nothing of them pulls the component all the same. An archive holds the same manifests as an OCI image layout in a tar file.
//!
//! A registry is hostile. What it sends is read up to a bound that was set before, whatever length it announces, and counts only
//! when its digest is the one that was asked for. Credentials go to the registry that was named and to nobody that it names.
//! Nothing here writes to disk, compiles or judges: that is for whoever asked, with everything checked in hand.

mod archive;
mod bounds;
mod client;
mod component;
mod credentials;
mod error;
mod layout;
mod pull;
mod push;
mod reference;
mod referrers;
mod transport;

pub use archive::{load, save};
pub use client::{Access, Registry};
pub use credentials::Credentials;
pub use error::{ArchiveError, RegistryError};
pub use pull::Pulled;
pub use push::Pushed;
pub use reference::{At, Reference};
