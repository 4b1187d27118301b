//! One supplier.

use assay_domain::{Act, SupplierId};
use assay_oversight::Entry;
use assay_register::AssessmentId;
use assay_report::Report;
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use maud::Markup;
use serde::Deserialize;

use crate::{error::Refusal, guard::Visitor, pages, service::Shared};

/// The supplier of an address, when whoever asks may see it.
pub(super) async fn entry(shared: &Shared, visitor: &Visitor, id: &str) -> Result<Entry, Refusal> {
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    visitor.may_see(&supplier)?;
    Ok(shared.desk().entry(&supplier, shared.today()).await?)
}

pub(super) async fn supplier(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Markup, Refusal> {
    let entry = entry(&shared, &visitor, &id).await?;
    let has_dossier = shared
        .office
        .as_ref()
        .is_some_and(|office| office.has(&entry.view.supplier));
    if visitor.account.supplier.is_some() {
        return Ok(pages::own(&visitor, &entry, &shared.catalogue, has_dossier));
    }
    Ok(pages::supplier(
        &visitor,
        &entry,
        &shared.catalogue,
        has_dossier,
    ))
}

pub(super) async fn explain(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, what)): Path<(String, String)>,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "see that")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let contexts = Default::default();
    let report = Report {
        view: &entry.view,
        catalogue: &shared.catalogue,
        contexts: &contexts,
    };
    let steps = assay_report::explain(&report, &what, None).ok_or(Refusal::NotFound)?;
    Ok(pages::explain(&visitor, &entry, &what, &steps))
}

#[derive(Deserialize)]
pub(super) struct Sides {
    before: u32,
    after: u32,
}

pub(super) async fn diff(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(sides): Query<Sides>,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "see that")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let side = async |number| -> Result<_, Refusal> {
        let id = AssessmentId {
            supplier: entry.view.supplier.clone(),
            number,
        };
        shared
            .register
            .assessment(&id)
            .await?
            .ok_or(Refusal::NotFound)
    };
    let diff = assay_oversight::diff(&side(sides.before).await?, &side(sides.after).await?);
    Ok(pages::diff(&visitor, &diff))
}

/// The printable report, and the formats of other programs.
pub(super) async fn report(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, format)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    use assay_report::exchange::{Export, cyclonedx, junit, markdown, oscal, pdf, sarif, xlsx};
    visitor.may(Act::ReadAll, "see that")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let contexts = Default::default();
    let report = Report {
        view: &entry.view,
        catalogue: &shared.catalogue,
        contexts: &contexts,
    };
    let export = Export {
        entry: &entry,
        catalogue: &shared.catalogue,
    };
    let json = "application/json";
    let (kind, ending, bytes) = match format.as_str() {
        "html" => {
            let html = assay_report::html::report(&report);
            // Its policy stands in the page, and allows its own style sheet by a hash.
            let own = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
            ];
            return Ok((own, html).into_response());
        }
        "json" => (
            json,
            "json",
            assay_report::json::report(&report).into_bytes(),
        ),
        "csv" => (
            "text/csv; charset=utf-8",
            "csv",
            assay_report::csv::treated(&report, &entry.oversight.treatments),
        ),
        "xlsx" => {
            let bytes =
                xlsx::workbook(&export).map_err(|error| Refusal::Failed(error.to_string()))?;
            (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "xlsx",
                bytes,
            )
        }
        "pdf" => {
            let bytes = pdf::report(&export).map_err(Refusal::Failed)?;
            ("application/pdf", "pdf", bytes)
        }
        "markdown" => (
            "text/markdown; charset=utf-8",
            "md",
            markdown::report(&export).into_bytes(),
        ),
        "oscal-ar" => (
            json,
            "oscal-ar.json",
            oscal::assessment_results(&export).into_bytes(),
        ),
        "oscal-poam" => (json, "oscal-poam.json", oscal::poam(&export).into_bytes()),
        "sarif" => (json, "sarif", sarif::log(&export).into_bytes()),
        "cyclonedx" => (
            json,
            "cdx.json",
            cyclonedx::attestation(&export).into_bytes(),
        ),
        "junit" => (
            "application/xml",
            "junit.xml",
            junit::suites(&export).into_bytes(),
        ),
        _ => return Err(Refusal::NotFound),
    };
    let disposition = format!("attachment; filename=\"{}.{ending}\"", entry.view.supplier);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}
