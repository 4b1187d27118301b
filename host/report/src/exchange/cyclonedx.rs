//! CycloneDX attestations (specification 1.6): claims with their evidence, and what contradicts them as counter-claims.

use assay_domain::{Observation, PointOutcome, ReportedOutcome};
use serde_json::{Value, json};

use super::{Export, cited, is_fail, midnight};
use crate::encode::json::{line, pretty};

/// The attestation of one assessment: a third party's, which Assay's user is.
pub fn attestation(export: &Export<'_>) -> String {
    let latest = &export.entry.view.latest;
    let mut requirements = Vec::new();
    let mut map = Vec::new();
    for (system, point) in export.points() {
        let requirement = format!("point:{}:{}", system.system, point.point);
        let known = export.catalogue.points.get(&point.point);
        requirements.push(json!({
            "bom-ref": requirement,
            "identifier": format!("{} ({})", point.point, system.system),
            "title": export.point_title(&point.point),
            "text": known.map_or("-", |one| &one.expectation),
        }));
        let refs = |wanted: &dyn Fn(&Observation) -> bool| -> Vec<String> {
            export
                .about(&system.system, point)
                .filter(|(_, seen)| wanted(seen))
                .map(|(number, _)| claim_ref(number))
                .collect()
        };
        let claims = refs(&|seen| {
            matches!(
                seen.outcome,
                ReportedOutcome::Pass | ReportedOutcome::Partial
            )
        });
        let against = refs(&|seen| is_fail(seen));
        let mut attested = json!({
            "requirement": requirement,
            "conformance": {
                "score": share(if matches!(point.outcome, PointOutcome::Pass | PointOutcome::Partial) { point.effectiveness.get() } else { 0 }),
                "rationale": format!("{}: effectiveness {} on {}", point.outcome.label(), point.effectiveness, point.class),
            },
        });
        if !claims.is_empty() {
            attested["claims"] = json!(claims);
        }
        if !against.is_empty() {
            attested["counterClaims"] = json!(against);
        }
        map.push(attested);
    }
    let claims: Vec<Value> = export
        .observations()
        .iter()
        .enumerate()
        .map(|(number, seen)| claim(export, number, seen))
        .collect();
    let evidence: Vec<Value> = export
        .observations()
        .iter()
        .enumerate()
        .map(|(number, seen)| evidence(export, number, seen))
        .collect();
    pretty(&json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": format!("urn:uuid:{}", export.uuid(&["cyclonedx"])),
        "version": 1,
        "metadata": {
            "timestamp": latest.created_at.to_string(),
            "tools": {"components": [{"type": "application", "name": "assay", "version": latest.host_version}]},
        },
        "definitions": {"standards": [{
            "bom-ref": "assay-catalogue",
            "name": "Assay catalogue of check points",
            "version": latest.verdict.as_of.to_string(),
            "requirements": requirements,
        }]},
        "declarations": {
            "assessors": [{"bom-ref": "assessor", "thirdParty": true, "organization": {"name": format!("assay {}", latest.host_version)}}],
            "attestations": [{
                "summary": format!("{}: {}", export.supplier_name(), latest.verdict.decision),
                "assessor": "assessor",
                "map": map,
            }],
            "claims": claims,
            "evidence": evidence,
            "targets": {"organizations": [{"bom-ref": "supplier", "name": export.supplier_name()}]},
        },
    }))
}

fn claim_ref(number: usize) -> String {
    format!("claim-{number}")
}

fn evidence_ref(number: usize) -> String {
    format!("evidence-{number}")
}

/// What a plugin observed, pass and fail alike: which of both it speaks for is said where it is mapped.
fn claim(export: &Export<'_>, number: usize, seen: &Observation) -> Value {
    json!({
        "bom-ref": claim_ref(number),
        "target": "supplier",
        "predicate": format!("{}: {}", export.point_title(&seen.point), seen.outcome.label()),
        "reasoning": format!("{}. {}", line(&seen.title), line(&seen.detail)),
        "evidence": [evidence_ref(number)],
    })
}

fn evidence(export: &Export<'_>, number: usize, seen: &Observation) -> Value {
    let pieces: Vec<Value> = seen
        .evidence
        .iter()
        .map(|piece| json!({"name": seen.class.label(), "contents": {"attachment": {"content": cited(piece), "contentType": "text/plain"}}}))
        .collect();
    let mut value = json!({
        "bom-ref": evidence_ref(number),
        "propertyName": format!("assay:{}", seen.point),
        "description": format!("{} evidence of {}", seen.class, seen.provenance.plugin.id),
        "created": midnight(seen.observed_on),
        "author": {"name": format!("{} {}", seen.provenance.plugin.id, line(&seen.provenance.plugin.version))},
    });
    if !pieces.is_empty() {
        value["data"] = json!(pieces);
    }
    if let Some(day) = export.expires(seen) {
        value["expires"] = json!(midnight(day));
    }
    value
}

/// Basis points as a number from 0 to 1, which is what the format takes; the exact figure stands in the rationale.
fn share(basis_points: u16) -> Value {
    let text = format!("{}.{:04}", basis_points / 10_000, basis_points % 10_000);
    serde_json::from_str(&text).expect("a decimal number is JSON")
}
