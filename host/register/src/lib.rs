//! The only crate that knows SQL: what is kept of every assessment.
