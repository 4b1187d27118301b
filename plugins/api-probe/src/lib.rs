//! Passive checks of a declared API endpoint.
