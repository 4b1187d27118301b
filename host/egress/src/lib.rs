//! The only crate that opens sockets for plugins.
//!
//! A request passes these stages, and each hands on a type that only it can make:
//!
//! 1. `declared` and `grant`: scheme, host, port, method and headers against the endpoint that the dossier declares (pure).
//! 2. `secret`: the credential, if the grant has it.
//! 3. `resolve` and `address`: the name once, every address classified, one bad address refuses all.
//! 4. `connect`: to exactly a checked address, bytes counted by `budget`.
//! 5. `tls`: verified or ended, the chain kept as facts.
//! 6. `exchange`: one request, one answer, both bounded; redirects are told and not followed, secrets redacted.
//!
//! An offer of a handshake takes the same way up to `connect`; then `hello` writes it, `flight` reads the answer, and nothing
//! is agreed on. Why a chain does not verify is said by `diagnosis`.
//!
//! Nothing is shared between runs, and nothing between requests but the budget: no pool, no cookies, no TLS sessions, no
//! proxy, no setting from the environment.

mod address;
mod budget;
mod certificate;
mod connect;
mod declared;
mod diagnosis;
mod error;
mod exchange;
mod failure;
mod flight;
mod gate;
mod grant;
mod handshake;
mod headers;
mod hello;
mod resolve;
mod secret;
mod tls;

pub use address::classify;
pub use budget::Traffic;
pub use error::EgressError;
pub use gate::{Gate, Mode};
pub use resolve::{Resolve, SystemResolver};

#[cfg(test)]
mod tests;
