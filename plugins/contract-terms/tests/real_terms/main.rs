//! Tests on real published terms. The data is not part of the project: where it is absent they say aloud that they were
//! skipped.

mod common;
mod polarity;
mod values;
