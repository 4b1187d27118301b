//! SARIF 2.1.0: open findings as results, with what nobody could tell beside them.

use assay_domain::{Evidence, Severity, Subject};
use serde_json::{Value, json};

use super::{Export, cited, is_fail, is_open};
use crate::encode::json::{line, pretty};

/// The log. What is not known is a result of the kind `open`: a reader that counts failures alone still sees that something is missing.
pub fn log(export: &Export<'_>) -> String {
    let view = &export.entry.view;
    let mut rules: Vec<&assay_domain::PointId> = view
        .open_findings
        .iter()
        .map(|finding| &finding.point)
        .collect();
    rules.extend(
        export
            .points()
            .filter(|(_, point)| is_open(&point.outcome))
            .map(|(_, point)| &point.point),
    );
    rules.sort();
    rules.dedup();
    let rule = |point: &&assay_domain::PointId| -> Value {
        let known = export.catalogue.points.get(*point);
        json!({
            "id": point,
            "shortDescription": {"text": known.map_or(point.as_str(), |one| &one.title)},
            "fullDescription": {"text": known.map_or("-", |one| &one.expectation)},
            "help": {"text": known.map_or("-", |one| &one.ask)},
        })
    };
    let findings = view.open_findings.iter().map(|finding| {
        let subject = Subject::Finding { fingerprint: finding.fingerprint };
        let fails = finding.observations.iter().filter(|seen| is_fail(seen));
        let told: Vec<String> = fails.clone().map(|seen| format!("{}. {}", line(&seen.title), line(&seen.detail))).collect();
        let locations: Vec<Value> = fails.flat_map(|seen| &seen.evidence).map(location).collect();
        let mut result = json!({
            "ruleId": finding.point,
            "kind": "fail",
            "level": level(finding.severity),
            "message": {"text": if told.is_empty() { "-".to_owned() } else { told.join(" ") }},
            "partialFingerprints": {"assay/v1": finding.fingerprint.hex()},
            "properties": {"severity": finding.severity.label(), "state": finding.state.label(), "system": finding.system},
        });
        if !locations.is_empty() {
            result["locations"] = json!(locations);
        }
        if let Some(waiver) = export.waiver(&subject) {
            let text = format!("waiver {} until {}: {}", waiver.number, waiver.expires, line(&waiver.reason));
            result["suppressions"] = json!([{"kind": "external", "status": "accepted", "justification": text}]);
        }
        result
    });
    let silent = export.points().filter(|(_, point)| is_open(&point.outcome)).map(|(system, point)| {
        json!({
            "ruleId": point.point,
            "kind": "open",
            "level": "none",
            "message": {"text": format!("{}: {} for the system {}", export.point_title(&point.point), point.outcome.label(), system.system)},
            "properties": {"outcome": point.outcome.label(), "system": system.system},
        })
    });
    let results: Vec<Value> = findings.chain(silent).collect();
    let latest = &view.latest;
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "assay",
                "version": latest.host_version,
                "rules": rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "automationDetails": {"id": format!("{}/{}", view.supplier, latest.id.number), "guid": export.uuid(&["sarif"])},
            "invocations": [{"executionSuccessful": latest.verdict.complete}],
            "properties": {"supplier": export.supplier_name(), "decision": export.entry.position.decision.label(), "asOf": export.entry.position.as_of},
            "results": results,
        }],
    }))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// A quote has a place in a file; anything else has a name.
fn location(piece: &Evidence) -> Value {
    match piece {
        Evidence::Quote {
            document,
            start,
            end,
            text,
            ..
        } => json!({
            "physicalLocation": {
                "artifactLocation": {"uri": path(document)},
                "region": {"byteOffset": start, "byteLength": end - start, "snippet": {"text": line(text)}},
            },
        }),
        other => json!({"logicalLocations": [{"fullyQualifiedName": cited(other)}]}),
    }
}

/// A path as a relative reference (RFC 3986): whatever is not plain is percent-encoded.
fn path(document: &str) -> String {
    let mut uri = "evidence/".to_owned();
    for byte in document.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
