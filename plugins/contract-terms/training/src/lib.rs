//! Trains the weights with which `contract-terms` recognises clauses, and measures them on contracts that they were not
//! trained on.
//!
//! [`corpus`] (contracts with labels) → [`learn`] (one linear model for each kind of clause) → [`calibrate`] (probabilities and
//! thresholds from out-of-fold scores) → [`measure`] (what comes out). Tokens, features and scores are those of the plugin:
//! figures are of what ships, integers and all. Training is single steps of IEEE arithmetic without library functions, in a
//! fixed order, so the same data give the same bytes.

pub mod calibrate;
pub mod corpus;
pub mod learn;
pub mod measure;
pub mod train;
