//! What a plugin author links: bindings, builders, evidence helpers and a native test harness.
