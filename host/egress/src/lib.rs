//! The only crate that opens sockets for plugins.
