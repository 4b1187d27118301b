//! Hostile and odd guests, one behaviour a file.
