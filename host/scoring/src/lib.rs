//! Observations, catalogue and policy in, risks and a decision out: pure integer arithmetic.
