//! One assessment: which plugins run, their runs side by side, what of their observations stands up to the host's checks, and
//! the verdict on it.
//!
//! Nothing here trusts a plugin: a result that names an undeclared point, or cites evidence that is not there, is dropped and
//! held against the plugin.

mod active;
mod admission;
mod alone;
mod assess;
mod collect;
mod earlier;
mod library;
mod live;
mod probing;
mod progress;
mod quarantine;
mod read;
mod standing;

pub use admission::{Admission, Gatekeeper, Refusal};
pub use alone::{Alone, AloneError, MakeProber, Network, Seen};
pub use assess::{AssessError, Assessment, AssessmentRequest, assess};
pub use collect::{Collected, collect};
pub use library::{
    Library, LibraryError, LoadedPlugin, Loader, NotLoaded, PluginSource, Unloadable,
};
pub use live::{Exchange, ExchangeError, LiveLibrary};
pub use progress::{Journal, JournalError, Progress, Silent};
pub use quarantine::{Conduct, QUARANTINED, Quarantine, is_misbehaviour};
pub use read::{DocumentReader, READER_INPUT, TEXT_OF, read_document, read_documents, read_inputs};
pub use standing::Vouched;
