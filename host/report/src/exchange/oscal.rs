//! OSCAL assessment results, and a plan of action and milestones (NIST OSCAL 1.1).
//!
//! OSCAL knows two states of a target, satisfied and not satisfied. Whatever nobody could tell is *not satisfied* here, with the reason
//! `other` and the outcome as a property: silence must not be read as safety by the next program either.

use assay_domain::{
    Evidence, Level, Observation, PointOutcome, Subject, Treatment, TreatmentStatus,
};
use assay_scoring::{ScenarioResult, SystemVerdict};
use serde_json::{Value, json};

use super::{Export, cited, is_fail, is_open, midnight, outcome};
use crate::encode::json::{line, pretty};

/// The version of OSCAL that is written.
const VERSION: &str = "1.1.3";
/// Under which our own properties stand.
const NS: &str = "urn:assay:oscal";

/// The assessment as OSCAL assessment results.
pub fn assessment_results(export: &Export<'_>) -> String {
    let verdict = &export.entry.view.latest.verdict;
    let findings: Vec<Value> = export
        .points()
        .map(|(system, point)| finding(export, system, point))
        .collect();
    let result = json!({
        "uuid": export.uuid(&["result"]),
        "title": format!("Due diligence on {}", export.supplier_name()),
        "description": format!("{}: tier {}, worst residual risk {}", verdict.decision, verdict.tier.tier, verdict.level),
        "start": midnight(verdict.as_of),
        "end": midnight(verdict.as_of),
        "props": [
            prop("decision", &word(&verdict.decision.label().to_lowercase())),
            prop("coverage", &verdict.coverage.share.to_string()),
            prop("assurance", &verdict.assurance.share.to_string()),
        ],
        "reviewed-controls": {"control-selections": [{"include-all": {}}]},
        "observations": observations(export),
        "risks": risks(export),
        "findings": findings,
    });
    pretty(&json!({"assessment-results": {
        "uuid": export.uuid(&["assessment-results"]),
        "metadata": metadata(export, "Assessment results"),
        "import-ap": {"href": "#no-assessment-plan", "remarks": "The plan is the catalogue whose digests stand in the metadata."},
        "results": [result],
    }}))
}

/// What is open, and what is done about it until when, as an OSCAL plan of action and milestones.
pub fn poam(export: &Export<'_>) -> String {
    let view = &export.entry.view;
    let mut items: Vec<Value> = view
        .open_findings
        .iter()
        .map(|finding| {
            let related: Vec<Value> = export
                .observations()
                .iter()
                .enumerate()
                .filter(|(_, seen)| finding.observations.contains(seen))
                .map(|(number, _)| json!({"observation-uuid": export.observation_uuid(number)}))
                .collect();
            let subject = Subject::Finding { fingerprint: finding.fingerprint };
            let mut item = json!({
                "uuid": export.uuid(&["item", &finding.fingerprint.to_string()]),
                "title": export.point_title(&finding.point),
                "description": finding.observations.first().map_or("-".to_owned(), |seen| line(&seen.title)),
                "props": [
                    prop("fingerprint", &finding.fingerprint.to_string()),
                    prop("severity", finding.severity.label()),
                    prop("state", finding.state.label()),
                ],
            });
            if !related.is_empty() {
                item["related-observations"] = json!(related);
            }
            let plans: Vec<String> = export.treatments(&subject).map(plan).collect();
            if !plans.is_empty() {
                item["remarks"] = json!(plans.join("; "));
            }
            item
        })
        .collect();
    // A plan has at least one item, and there always is one: the next assessment.
    items.push(json!({
        "uuid": export.uuid(&["item", "reassessment"]),
        "title": "Next assessment",
        "description": format!("Due on {}", view.latest.verdict.reassess_on),
    }));
    let mut plan = json!({
        "uuid": export.uuid(&["poam"]),
        "metadata": metadata(export, "Plan of action and milestones"),
        "system-id": {"identifier-type": "urn:assay:supplier", "id": view.supplier},
        "risks": risks(export),
        "poam-items": items,
    });
    let observations = observations(export);
    if !observations.is_empty() {
        plan["observations"] = json!(observations);
    }
    pretty(&json!({"plan-of-action-and-milestones": plan}))
}

fn metadata(export: &Export<'_>, title: &str) -> Value {
    let latest = &export.entry.view.latest;
    let catalogue = latest.verdict.catalogue.iter();
    let catalogue =
        catalogue.map(|(file, digest)| prop_of("catalogue-file", &format!("{file} {digest}")));
    let own = [
        prop("method", &latest.verdict.method),
        prop("verdict", &latest.verdict_digest.to_string()),
    ];
    let props: Vec<Value> = own.into_iter().chain(catalogue).collect();
    json!({
        "title": format!("{title}: {}", export.supplier_name()),
        "last-modified": latest.created_at.to_string(),
        "version": latest.id.number.to_string(),
        "oscal-version": VERSION,
        "props": props,
        "parties": [
            {"uuid": party(export), "type": "organization", "name": export.supplier_name()},
            {"uuid": tool(export), "type": "organization", "name": format!("assay {}", latest.host_version)},
        ],
    })
}

fn party(export: &Export<'_>) -> String {
    export.uuid(&["party", "supplier"])
}

fn tool(export: &Export<'_>) -> String {
    export.uuid(&["party", "assay"])
}

fn prop(name: &str, value: &str) -> Value {
    json!({"name": name, "ns": NS, "value": value})
}

fn prop_of(name: &str, value: &str) -> Value {
    prop(name, &line(value))
}

/// A token of OSCAL: no blank in it.
fn word(text: &str) -> String {
    text.replace(' ', "-")
}

fn observations(export: &Export<'_>) -> Vec<Value> {
    export
        .observations()
        .iter()
        .enumerate()
        .map(|(number, seen)| observation(export, number, seen))
        .collect()
}

fn observation(export: &Export<'_>, number: usize, seen: &Observation) -> Value {
    let about = seen
        .system
        .as_ref()
        .map_or_else(|| party(export), |system| export.system_uuid(system));
    let kind = if seen.system.is_some() {
        "component"
    } else {
        "party"
    };
    let mut value = json!({
        "uuid": export.observation_uuid(number),
        "title": line(&seen.title),
        "description": line(&seen.detail),
        "methods": methods(seen),
        "types": [if is_fail(seen) { "finding" } else { "control-objective" }],
        "props": [
            prop("point", seen.point.as_str()),
            prop("outcome", seen.outcome.label()),
            prop("evidence-class", seen.class.label()),
            prop("confidence", &seen.confidence.to_string()),
            prop("plugin", seen.provenance.plugin.id.as_str()),
            prop("plugin-digest", &seen.provenance.plugin.digest.to_string()),
            prop("run", seen.provenance.run.as_str()),
        ],
        "subjects": [{"subject-uuid": about, "type": kind}],
        "collected": midnight(seen.observed_on),
    });
    let evidence: Vec<Value> = seen
        .evidence
        .iter()
        .map(|piece| json!({"description": cited(piece)}))
        .collect();
    if !evidence.is_empty() {
        value["relevant-evidence"] = json!(evidence);
    }
    if let Some(day) = export.expires(seen) {
        value["expires"] = json!(midnight(day));
    }
    value
}

/// EXAMINE documents, INTERVIEW the supplier, TEST its API (NIST SP 800-53A).
fn methods(seen: &Observation) -> Vec<&'static str> {
    let mut methods: Vec<&str> = seen
        .evidence
        .iter()
        .map(|piece| match piece {
            Evidence::Answer { .. } | Evidence::Profile { .. } => "INTERVIEW",
            Evidence::Quote { .. } => "EXAMINE",
            Evidence::Exchange { .. } | Evidence::Certificate { .. } => "TEST",
        })
        .collect();
    methods.sort_unstable();
    methods.dedup();
    if methods.is_empty() {
        vec!["UNKNOWN"]
    } else {
        methods
    }
}

fn risks(export: &Export<'_>) -> Vec<Value> {
    let systems = export.entry.position.verdict.systems.iter();
    systems
        .flat_map(|system| {
            system
                .scenarios
                .iter()
                .map(|risk| one_risk(export, system, risk))
        })
        .collect()
}

fn one_risk(export: &Export<'_>, system: &SystemVerdict, risk: &ScenarioResult) -> Value {
    let scenario = export
        .catalogue
        .scenarios
        .iter()
        .find(|one| one.id == risk.scenario);
    let (title, description) = scenario.map_or((risk.scenario.as_str(), "-"), |one| {
        (&one.title, &one.description)
    });
    let subject = Subject::Risk {
        system: system.system.clone(),
        scenario: risk.scenario.clone(),
    };
    let treatments: Vec<&Treatment> = export.treatments(&subject).collect();
    let waiver = export.waiver(&subject);
    let status = match (waiver, treatments.is_empty()) {
        (Some(_), _) => "deviation-approved",
        (None, false) => "remediating",
        (None, true) => "open",
    };
    let facet = |state: &str, name: &str, value: String| json!({"name": name, "system": "urn:assay:scoring:1", "value": value, "props": [prop("state", state)]});
    let level = |level: Level| word(&level.label().to_lowercase());
    let mut value = json!({
        "uuid": export.uuid(&["risk", system.system.as_str(), risk.scenario.as_str()]),
        "title": title,
        "description": description,
        "statement": format!("Residual risk {} for the system {}", risk.residual, system.system),
        "status": status,
        "props": [prop("scenario", risk.scenario.as_str()), prop("system", system.system.as_str())],
        "characterizations": [{
            "origin": {"actors": [{"type": "tool", "actor-uuid": tool(export)}]},
            "facets": [
                facet("initial", "likelihood", risk.likelihood.inherent.to_string()),
                facet("initial", "impact", risk.impact.inherent.to_string()),
                facet("initial", "exposure", level(risk.inherent)),
                facet("residual", "likelihood", risk.likelihood.residual.to_string()),
                facet("residual", "impact", risk.impact.residual.to_string()),
                facet("residual", "exposure", level(risk.residual)),
            ],
        }],
    });
    if let Some(due) = treatments.iter().map(|one| one.due).min() {
        value["deadline"] = json!(midnight(due));
        let all: Vec<Value> = treatments
            .iter()
            .map(|one| remediation(export, one))
            .collect();
        value["remediations"] = json!(all);
    }
    if let Some(waiver) = waiver {
        let waived = format!("until {}: {}", waiver.expires, line(&waiver.reason));
        if let Some(props) = value["props"].as_array_mut() {
            props.push(prop("waived", &waived));
        }
    }
    value
}

fn remediation(export: &Export<'_>, treatment: &Treatment) -> Value {
    let number = treatment.number.to_string();
    let done = matches!(treatment.status, TreatmentStatus::Done { .. });
    let cost = treatment
        .cost
        .as_ref()
        .map_or("unknown".to_owned(), ToString::to_string);
    json!({
        "uuid": export.uuid(&["treatment", &number]),
        "lifecycle": if done { "completed" } else { "planned" },
        "title": format!("{} by {}", treatment.response.label(), treatment.owner),
        "description": line(&treatment.description),
        "props": [
            prop("response", treatment.response.label()),
            prop("owner", treatment.owner.as_str()),
            prop("cost", &cost),
        ],
        "tasks": [{
            "uuid": export.uuid(&["treatment", &number, "task"]),
            "type": "milestone",
            "title": format!("Treatment {number}"),
            "timing": {"on-date": {"date": midnight(treatment.due)}},
        }],
    })
}

fn plan(treatment: &Treatment) -> String {
    let (response, owner, due) = (treatment.response.label(), &treatment.owner, treatment.due);
    format!(
        "{response} by {owner} until {due}: {}",
        line(&treatment.description)
    )
}

fn finding(
    export: &Export<'_>,
    system: &SystemVerdict,
    point: &assay_scoring::PointResult,
) -> Value {
    let status = match &point.outcome {
        PointOutcome::Pass => json!({"state": "satisfied", "reason": "pass"}),
        PointOutcome::Fail => json!({"state": "not-satisfied", "reason": "fail"}),
        _ => json!({"state": "not-satisfied", "reason": "other"}),
    };
    let told = if is_open(&point.outcome) {
        "Nobody could tell"
    } else {
        "Observed"
    };
    let related: Vec<Value> = export
        .observations()
        .iter()
        .enumerate()
        .filter(|(_, seen)| {
            seen.point == point.point
                && seen.system.as_ref().is_none_or(|one| *one == system.system)
        })
        .map(|(number, _)| json!({"observation-uuid": export.observation_uuid(number)}))
        .collect();
    let mut value = json!({
        "uuid": export.uuid(&["finding", system.system.as_str(), point.point.as_str()]),
        "title": export.point_title(&point.point),
        "description": format!("{told}: {} for the system {}", outcome(point), system.system),
        "props": [prop("outcome", outcome(point)), prop("effectiveness", &point.effectiveness.to_string())],
        "target": {
            "type": "objective-id",
            "target-id": point.point,
            "status": status,
        },
    });
    if !related.is_empty() {
        value["related-observations"] = json!(related);
    }
    value
}
