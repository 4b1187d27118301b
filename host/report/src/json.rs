//! The JSON report.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use assay_register::SupplierView;

use crate::{
    Report,
    ai_act::{self, AiActView},
    encode,
};

/// The format of the JSON report. A change that a reader could stumble over gets a new number and a new schema file; new
/// optional fields do not.
pub const FORMAT: &str = "assay-report/1";

/// A report on one supplier: everything that the register knows about it, and titles for the ids in it. Texts of the
/// supplier and of plugins stand in it exactly as they were written: escape them for wherever you show them.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Assay report", rename = "Report")]
struct Document<'a> {
    /// `assay-report/1`.
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The supplier with its latest assessment, its findings and its history.
    register: &'a SupplierView,
    /// Titles for ids, of the catalogue at the time of the report.
    titles: Titles<'a>,
    /// What the EU AI Act asks on the day of the assessment, by the catalogue at the time of the report.
    ai_act: AiActView<'a>,
    /// Catalogue files that have changed since the assessment; titles may have changed with them.
    catalogue_changed: Vec<&'a str>,
}

/// Titles by id.
#[derive(Debug, Serialize, JsonSchema)]
struct Titles<'a> {
    /// Check points.
    points: BTreeMap<&'a str, &'a str>,
    /// Clauses and controls: the number in the standard and a name.
    controls: BTreeMap<&'a str, ControlTitle<'a>>,
    /// Risk scenarios.
    scenarios: BTreeMap<&'a str, &'a str>,
    /// Gates.
    gates: BTreeMap<&'a str, &'a str>,
}

/// How a control is named.
#[derive(Debug, Serialize, JsonSchema)]
struct ControlTitle<'a> {
    /// The number in the standard, for example `A.10.3`.
    reference: &'a str,
    /// A name in our own words.
    name: &'a str,
}

/// The report as readable JSON with a line end. The same register and catalogue give the same bytes.
pub fn report(report: &Report<'_>) -> String {
    let catalogue = report.catalogue;
    encode::json::pretty(&Document {
        format: FORMAT,
        register: report.view,
        titles: Titles {
            points: catalogue
                .points
                .iter()
                .map(|(id, point)| (id.as_str(), point.title.as_str()))
                .collect(),
            controls: catalogue
                .controls
                .iter()
                .map(|(id, control)| {
                    let title = ControlTitle {
                        reference: &control.reference,
                        name: &control.name,
                    };
                    (id.as_str(), title)
                })
                .collect(),
            scenarios: catalogue
                .scenarios
                .iter()
                .map(|scenario| (scenario.id.as_str(), scenario.title.as_str()))
                .collect(),
            gates: catalogue
                .policy
                .gates
                .iter()
                .map(|gate| (gate.id.as_str(), gate.title.as_str()))
                .collect(),
        },
        ai_act: ai_act::view(report),
        catalogue_changed: report.changed_files(),
    })
}

/// The JSON Schema (draft 2020-12) of the report, as published in `schema/report-v1.schema.json`.
pub fn json_schema() -> String {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Document<'static>>();
    schema.insert("$id".to_owned(), "urn:assay:report:1".into());
    encode::json::pretty(&schema)
}
