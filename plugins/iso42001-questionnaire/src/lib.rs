//! Every clause and control of ISO/IEC 42001, and what else a buyer asks an AI supplier, as questions.
//!
//! The questions are tables in the module `questions`; how an answer is judged is the same for all of one kind. An answer is the
//! supplier's word. What it promises about the contract is reported as a claim, so that a contract or an API that says
//! otherwise makes it a contradiction.

mod assess;
mod branch;
mod comment;
mod describe;
mod identity;
mod item;
mod judge;
mod number;
mod objective;
mod questions;
mod sheet;

use assay_sdk::{Descriptor, Observation, Plugin, Run};

/// The plugin.
#[derive(Debug)]
pub struct Questionnaire;

impl Plugin for Questionnaire {
    fn describe() -> Descriptor {
        describe::descriptor()
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let sheet = sheet::Sheet::read(run);
        Ok(questions::all()
            .flat_map(|item| assess::assess(item, &sheet))
            .collect())
    }
}

assay_sdk::export!(Questionnaire);
