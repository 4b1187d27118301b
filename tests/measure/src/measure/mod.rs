//! One file per measure.

mod contracts;
mod drift;
mod nli;
mod polarity;
mod probes;
mod terms;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{error::MeasureError, show};

#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// Print JSON instead of tables.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Which clauses a contract has: presence, evidence, calibration, accuracy at coverage.
    ///
    /// FILE has one JSON object a line: `file`, `text`, `labels` (category to passages) and `spans` (`category`, `start`,
    /// `end` as character offsets into `text`), as CUAD does.
    Contracts {
        /// Contracts with labels.
        file: PathBuf,
        /// Measure only so many.
        #[arg(long)]
        limit: Option<usize>,
        /// Also list what was missed and what was found where nothing is.
        #[arg(long)]
        mistakes: bool,
    },
    /// What a confidentiality agreement entails and what it contradicts.
    ///
    /// FILE is JSON with `documents` (`text`, `spans`, `annotation_sets`) and `labels`, as ContractNLI does.
    Nli {
        /// Agreements with labels.
        file: PathBuf,
        /// Also list each wrong decision.
        #[arg(long)]
        mistakes: bool,
    },
    /// What a sentence says about training on customer data.
    ///
    /// FILE is JSON with `items`: `file`, `text` and `label`, one of N (never), I (only with opt-in), O (unless opted out),
    /// P (may train), C (restricts the customer) and U (unrelated).
    Polarity {
        /// Sentences with labels.
        file: PathBuf,
        /// Also list each wrong reading.
        #[arg(long)]
        mistakes: bool,
    },
    /// Values in the documents that lie beside the file, and documents that must stay unknown.
    ///
    /// TRUTHS has `[[truth]]` tables: `file` and `facts` with `name` (a check point), `value`, and where they are known `line`,
    /// `trigger`, `outcome` and `severity`. A document of which nothing may be said has `unknown = true` instead of facts.
    /// `supplier = ["Name", ...]` names the supplier; without it the name of the folder and the legal names in its documents
    /// are taken.
    Terms {
        /// Truths.
        truths: PathBuf,
    },
    /// What became better and worse from one version of a document to the next.
    Drift {
        /// The older version.
        old: PathBuf,
        /// The newer version.
        new: PathBuf,
        /// A name of the supplier; without it the legal names in the documents are taken.
        #[arg(long)]
        supplier: Vec<String>,
    },
    /// What probes say of servers whose truth is known.
    ///
    /// TRUTH has tables with `target` (an address such as `https://localhost:8443/v1`), `probe` (a check point), `expected`
    /// (`pass`, `weak`, `fail`, `not-applicable` or `inconclusive`) and `why`. Optional: `kind` (`openai` or `http`), `ca` (a
    /// file beside TRUTH), `key-env` (the variable that holds a key), `plain-http-url`, `models`, `methods` (granted
    /// instead of GET, HEAD, POST and OPTIONS), `active = true`, `active-requests`, `earlier` (an address that is assessed first
    /// and stands for an earlier date, for what compares dates). The servers run already, on loopback or in a private network.
    Probes {
        /// Truths.
        truth: PathBuf,
    },
}

pub(crate) async fn run(arguments: &Measure) -> Result<(), MeasureError> {
    let json = arguments.json;
    match &arguments.what {
        What::Contracts {
            file,
            limit,
            mistakes,
        } => show::findings(&contracts::measure(file, *limit, *mistakes).await?, json),
        What::Nli { file, mistakes } => show::findings(&nli::measure(file, *mistakes).await?, json),
        What::Polarity { file, mistakes } => {
            show::findings(&polarity::measure(file, *mistakes).await?, json);
        }
        What::Terms { truths } => show::findings(&terms::measure(truths).await?, json),
        What::Drift { old, new, supplier } => {
            show::findings(&drift::measure(old, new, supplier).await?, json);
        }
        What::Probes { truth } => show::findings(&probes::measure(truth).await?, json),
    }
    Ok(())
}
