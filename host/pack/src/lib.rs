//! A check pack: read with every mistake and its place, held against the catalogue, and put into the interpreter.
//!
//! What a pack may say is known to `check-pack-format`, which the interpreter asks as well: nothing that is built here is refused
//! there. This room adds what only a host knows, which is the file that a person wrote and the catalogue in force.

mod against;
mod points;
mod read;
mod starter;

pub use check_pack_format::{Built, Pack, slot::SlotError};
pub use points::points_file;
pub use read::read;
pub use starter::starter;

use check_pack_format::slot;

/// The components that a pack can be put into.
#[derive(Debug, Clone, Copy)]
pub struct Interpreters<'a> {
    /// Reads answers and documents.
    pub plain: &'a [u8],
    /// Sends requests too.
    pub probing: &'a [u8],
}

/// The component of a pack. It imports the network only when the pack has probes.
///
/// # Errors
/// When the pack is too long.
pub fn component(built: &Built, interpreters: Interpreters<'_>) -> Result<Vec<u8>, SlotError> {
    let interpreter = if built.pack.probes.is_empty() {
        interpreters.plain
    } else {
        interpreters.probing
    };
    slot::fill(interpreter, &built.to_json())
}
