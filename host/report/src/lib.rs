//! A register view in, bytes out: one encoder per format.
