//! Reads contracts and extracts values, with quotes.
