//! The only crate that knows wasmtime.
