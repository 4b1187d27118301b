//! What others assessed: OSCAL assessment results and CycloneDX attestations, as statements on controls.
//!
//! Whoever assessed, the file came from the supplier: it is kept and mapped like any other answer, and is worth no more than one.
//! Sources: OSCAL 1.1.2 assessment results (NIST, `findings[].target.status`) and CycloneDX 1.6 `declarations` (ECMA-424).

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Given, QuestionnaireError, Returned};

/// The statements of a file that is one of the two; nothing when it is another kind of JSON.
pub(super) fn read(value: &Value) -> Option<Result<Returned, QuestionnaireError>> {
    let given = if let Some(results) = value.get("assessment-results") {
        oscal(results)
    } else if value.get("bomFormat").and_then(Value::as_str) == Some("CycloneDX") {
        cyclonedx(value)
    } else {
        return None;
    };
    Some(if given.is_empty() {
        Err(QuestionnaireError::NoAnswers {
            why: "it says nothing about a control (a bill of materials belongs into `evidence/`)"
                .to_owned(),
        })
    } else {
        Ok(Returned {
            supplier: None,
            given,
        })
    })
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value
        .get(key)
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
}

fn each<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn oscal(results: &Value) -> Vec<Given> {
    let mut given = Vec::new();
    for result in each(results, "results") {
        let ended = text(result, "end").or_else(|| text(result, "start"));
        let day = ended.and_then(|moment| moment.get(..10)?.parse().ok());
        for finding in each(result, "findings") {
            let Some(target) = finding.get("target") else {
                continue;
            };
            let Some(id) = text(target, "target-id") else {
                continue;
            };
            let status = target.get("status");
            let state = status.and_then(|status| text(status, "state"));
            let reason = status.and_then(|status| text(status, "reason"));
            let value = match (state, reason) {
                (Some(state), Some(reason)) => format!("{state} ({reason})"),
                (Some(state), None) => state.to_owned(),
                (None, _) => String::new(),
            };
            given.push(Given {
                id: id.into(),
                question: text(finding, "title").map(Into::into),
                value: value.into(),
                comment: text(finding, "description").map(Into::into),
                answered_on: day,
                ..Given::default()
            });
        }
    }
    given
}

fn cyclonedx(bom: &Value) -> Vec<Given> {
    let mut requirements: BTreeMap<&str, &Value> = BTreeMap::new();
    let standards = bom.get("definitions").into_iter();
    for standard in standards.flat_map(|definitions| each(definitions, "standards")) {
        for requirement in each(standard, "requirements") {
            if let Some(id) = text(requirement, "bom-ref") {
                requirements.insert(id, requirement);
            }
        }
    }
    let Some(declarations) = bom.get("declarations") else {
        return Vec::new();
    };
    let claims: BTreeMap<&str, &Value> = each(declarations, "claims")
        .filter_map(|claim| Some((text(claim, "bom-ref")?, claim)))
        .collect();
    let said = |map: &Value, key: &str| -> Vec<String> {
        each(map, key)
            .filter_map(|id| claims.get(id.as_str()?))
            .map(|claim| {
                let parts = [text(claim, "predicate"), text(claim, "reasoning")];
                parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
            })
            .collect()
    };
    let mut given = Vec::new();
    for map in each(declarations, "attestations").flat_map(|attestation| each(attestation, "map")) {
        let Some(reference) = text(map, "requirement") else {
            continue;
        };
        let requirement = requirements.get(reference).copied();
        let score = map
            .get("conformance")
            .and_then(|conformance| conformance.get("score"))
            .and_then(Value::as_f64);
        let against = said(map, "counterClaims");
        let value = match (score, against.is_empty()) {
            (Some(score), true) => format!("conformance {score}"),
            (Some(score), false) => format!("disputed, conformance {score}"),
            (None, true) => String::new(),
            (None, false) => "disputed".to_owned(),
        };
        let mut comment = said(map, "claims");
        comment.extend(
            against
                .into_iter()
                .map(|claim| format!("Against it: {claim}")),
        );
        let identifier = requirement.and_then(|requirement| text(requirement, "identifier"));
        given.push(Given {
            id: identifier.unwrap_or(reference).into(),
            question: requirement
                .and_then(|requirement| text(requirement, "title"))
                .map(Into::into),
            value: value.into(),
            comment: (!comment.is_empty()).then(|| comment.join("\n").as_str().into()),
            ..Given::default()
        });
    }
    given
}

#[cfg(test)]
mod tests {
    use super::super::json;

    #[test]
    fn oscal_says_what_is_satisfied_and_why_not() {
        let text = r#"{"assessment-results": {"results": [{"end": "2026-03-01T10:00:00Z", "findings": [
            {"title": "Audit", "description": "Seen.", "target": {"target-id": "ca-2", "status": {"state": "satisfied"}}},
            {"title": "Logs", "target": {"target-id": "au-2", "status": {"state": "not-satisfied", "reason": "other"}}},
            {"title": "No target"}
        ]}]}}"#;
        let returned = json(text, None).unwrap();
        let read: Vec<(&str, &str)> = returned
            .given
            .iter()
            .map(|given| (given.id.expose(), given.value.expose()))
            .collect();
        assert_eq!(
            read,
            [("ca-2", "satisfied"), ("au-2", "not-satisfied (other)")]
        );
        assert_eq!(
            returned.given[0].answered_on,
            Some(jiff::civil::date(2026, 3, 1))
        );
    }

    #[test]
    fn a_counter_claim_makes_an_attestation_disputed() {
        let text = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6",
            "definitions": {"standards": [{"requirements": [{"bom-ref": "r", "identifier": "V1.1", "title": "Logs"}]}]},
            "declarations": {
                "claims": [{"bom-ref": "c", "predicate": "We log"}, {"bom-ref": "d", "predicate": "They do not", "reasoning": "seen"}],
                "attestations": [{"map": [{"requirement": "r", "claims": ["c"], "counterClaims": ["d"], "conformance": {"score": 0.5}},
                                          {"requirement": "gone"}]}]}}"#;
        let given = json(text, None).unwrap().given;
        assert_eq!(given[0].id.expose(), "V1.1");
        assert_eq!(given[0].value.expose(), "disputed, conformance 0.5");
        assert_eq!(
            given[0].comment.as_ref().unwrap().expose(),
            "We log\nAgainst it: They do not. seen"
        );
        // Nothing is said of it, so nothing is read into it.
        assert!(given[1].value.is_blank());
    }

    #[test]
    fn a_bill_of_materials_is_no_answer() {
        assert!(json(r#"{"bomFormat": "CycloneDX", "components": []}"#, None).is_err());
    }
}
