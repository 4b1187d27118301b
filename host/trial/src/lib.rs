//! A plugin on trial: cases, cassettes, figures.
//!
//! An author writes down what a plugin has to say about a small dossier; the case is run in the real sandbox with the limits of
//! every run, and what the plugin returns is checked by the host as in an assessment. Nothing is scored and nothing is kept.
//!
//! A [`Case`] is read from a file, a [`Cassette`] stands in for the network, [`Bench`] measures. All of them give views for the
//! report room.

mod bench;
mod case;
mod cassette;
mod compare;
mod expect;
mod material;
mod player;
mod redact;
mod stage;

pub use bench::{Bench, BenchError};
pub use case::{Case, CaseError, find_cases};
pub use cassette::{Cassette, CassetteError};
pub use material::{MaterialError, nobody};
pub use stage::{Stage, StageError};
