//! How much is read of anything. A component is bounded by `component-bytes` of the catalogue instead.

use std::time::Duration;

/// A manifest of ours has less than 2 KiB; one by other tools carries annotations.
pub(crate) const MANIFEST_BYTES: u64 = 256 * 1024;
/// A config lists imports and exports: a component from Python has a few dozen.
pub(crate) const CONFIG_BYTES: u64 = 256 * 1024;
/// What refers to one manifest: a descriptor of about 300 bytes for each.
pub(crate) const INDEX_BYTES: u64 = 256 * 1024;
/// A token has a few KiB.
pub(crate) const TOKEN_BYTES: u64 = 64 * 1024;
/// As much of an error as a person reads.
pub(crate) const COMPLAINT_BYTES: u64 = 8 * 1024;
/// Artifacts with signatures of one component. All signers fit into one.
pub(crate) const SIGNATURE_ARTIFACTS: usize = 16;
/// Redirects from one blob to where it lies.
pub(crate) const REDIRECTS: usize = 3;

/// From resolving a name to the end of the TLS handshake.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);
/// Between two signs of life.
pub(crate) const STALL: Duration = Duration::from_secs(30);
/// One exchange as a whole, so that a drip of bytes ends as well: 32 MiB take that long at 60 KB a second.
pub(crate) const WHOLE: Duration = Duration::from_secs(600);

/// Plugins of one archive.
pub(crate) const ARCHIVE_PLUGINS: usize = 64;
/// An archive is held in memory until all of it is checked.
pub(crate) const ARCHIVE_BYTES: u64 = 512 * 1024 * 1024;
