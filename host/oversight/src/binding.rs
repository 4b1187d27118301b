//! What a waiver is bound to: the residual risk and the evidence that its approver saw.

use assay_domain::{Digest, Evidence, Observation};
use assay_register::AssessmentView;
use assay_scoring::Verdict;
use serde::Serialize;

/// The digest of the residual risks and of the evidence. When either changes, what was waived is no longer what somebody agreed to
/// carry.
///
/// All residual risks and all observations of the supplier count, not those about the subject alone: a waiver is somebody's judgement
/// of a supplier as it was. What differs between two looks at the same thing (the ids of exchanges, times within answers) is left
/// out, or every assessment would end every waiver.
pub fn binding(verdict: &Verdict, assessment: &AssessmentView) -> Digest {
    #[derive(Serialize)]
    struct Bound {
        residual: Vec<String>,
        findings: Vec<String>,
        evidence: Vec<String>,
    }
    let residual = verdict.systems.iter().flat_map(|system| {
        system.scenarios.iter().map(|scenario| {
            let (likelihood, impact) = (scenario.likelihood.residual, scenario.impact.residual);
            format!(
                "{} {} {} {}",
                system.system,
                scenario.scenario,
                likelihood.get(),
                impact.get()
            )
        })
    });
    let findings = verdict
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.fingerprint, finding.severity));
    let evidence = assessment.observations.iter().map(|seen| {
        format!(
            "{} {} {}",
            seen.point,
            seen.outcome.label(),
            evidence_of([seen])
        )
    });
    let sorted = |all: &mut dyn Iterator<Item = String>| {
        let mut all: Vec<String> = all.collect();
        all.sort();
        all.dedup();
        all
    };
    let bound = Bound {
        residual: sorted(&mut residual.into_iter()),
        findings: sorted(&mut findings.into_iter()),
        evidence: sorted(&mut evidence.into_iter()),
    };
    Digest::of(serde_json::to_vec(&bound).expect("lists of texts are JSON"))
}

/// The digest of what observations rest on.
pub fn evidence_of<'a>(observations: impl IntoIterator<Item = &'a Observation>) -> Digest {
    let mut pieces: Vec<String> = observations
        .into_iter()
        .flat_map(|seen| &seen.evidence)
        .map(|piece| serde_json::to_string(&lasting(piece)).expect("a list of texts is JSON"))
        .collect();
    pieces.sort();
    pieces.dedup();
    Digest::of_parts(pieces.iter().map(String::as_bytes))
}

/// A piece of evidence without what differs between two looks at the same thing.
fn lasting(piece: &Evidence) -> Vec<String> {
    let own = |text: &assay_domain::Untrusted| serde_json::to_string(text).expect("a text is JSON");
    match piece {
        Evidence::Answer {
            question,
            value,
            documents,
        } => {
            let documents = documents.join("\n");
            vec!["answer".into(), question.to_string(), own(value), documents]
        }
        // The digest of the document: one byte of it that changes makes it other evidence.
        Evidence::Quote {
            document,
            digest,
            text,
            ..
        } => {
            vec![
                "quote".into(),
                document.clone(),
                digest.to_string(),
                own(text),
            ]
        }
        Evidence::Exchange {
            request, result, ..
        } => vec!["exchange".into(), own(request), own(result)],
        Evidence::Certificate {
            index,
            field,
            value,
            verified,
            ..
        } => {
            let place = format!("{index} {verified}");
            vec!["certificate".into(), place, field.clone(), own(value)]
        }
        Evidence::Profile { path, value } => vec!["profile".into(), path.clone(), own(value)],
    }
}
