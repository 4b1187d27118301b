//! Pages: data in, markup out. They work without a script; only the page of a running assessment loads one.
//!
//! Text of suppliers and plugins goes through the encoder of the report room; everything else is escaped by maud.

mod account;
mod charts;
mod dossier;
mod frame;
mod own;
mod portfolio;
mod register;
mod supplier;

use assay_report::html::STYLE;

pub(crate) use account::{accounts, refused, sign_in};
pub(crate) use dossier::{PROGRESS, assessment, document, plugins, questionnaire};
pub(crate) use own::own;
pub(crate) use portfolio::{portfolio, suppliers};
pub(crate) use register::{diff, due, explain, log};
pub(crate) use supplier::supplier;

/// The style sheet: that of the reports, and what pages need besides.
pub(crate) fn style() -> String {
    format!("{STYLE}\n{}", include_str!("../../assets/web.css"))
}
