//! The imports of the contract, as plain functions: one name each, so that an unused one leaves no trace in the component.

pub(crate) use crate::bindings::assay::plugin::{
    answers::{all, get},
    documents::{Document as Handle, list},
    findings::observed,
    handshake::offer_many,
    history::earlier,
    log::write,
    probe::{endpoints, send_many},
    supplier::{certificates, get_profile, sub_processors, systems},
};
