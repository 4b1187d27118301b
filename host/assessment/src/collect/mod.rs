//! From what a plugin returned to observations that count.

mod evidence;
mod excerpt;
mod grade;
mod profile;

use std::collections::BTreeSet;

use assay_catalogue::Catalogue;
use assay_domain::{
    Bp, EvidenceClass, Fact, Observation, PointId, Provenance, ReportedObservation,
    ReportedOutcome, SecurityFinding, Severity, Standing, SystemId, Untrusted,
};
use assay_sandbox::{RunInputs, RunReport};

use grade::Grade;

/// What stood up to the checks, and what did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Observations that count.
    pub observations: Vec<Observation>,
    /// What the plugin did that it should not have done.
    pub security_findings: Vec<SecurityFinding>,
}

/// Why an observation is dropped: a stable code and the words.
struct Refusal(&'static str, String);

/// Checks every observation of a run.
pub fn collect(
    catalogue: &Catalogue,
    inputs: &RunInputs,
    report: &RunReport,
    standing: Standing,
) -> Collected {
    let record = &report.record;
    let provenance = Provenance {
        run: report.id.clone(),
        plugin: record.plugin.clone(),
        standing,
    };
    let declared: BTreeSet<&PointId> = record
        .descriptor
        .points
        .iter()
        .map(|declared| &declared.point)
        .collect();
    let checker = Checker {
        catalogue,
        inputs,
        report,
        declared,
        provenance,
    };
    let mut collected = Collected::default();
    for reported in &record.observations {
        match checker.check(reported) {
            Ok(observation) => collected.observations.push(observation),
            Err(Refusal(code, detail)) => collected.security_findings.push(SecurityFinding {
                code: code.to_owned(),
                plugin: record.plugin.clone(),
                run: checker.provenance.run.clone(),
                point: reported.point.clone(),
                detail: detail.into(),
            }),
        }
    }
    collected
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    inputs: &'a RunInputs,
    report: &'a RunReport,
    declared: BTreeSet<&'a PointId>,
    provenance: Provenance,
}

impl Checker<'_> {
    fn check(&self, reported: &ReportedObservation) -> Result<Observation, Refusal> {
        let malformed = |what: &str| {
            Refusal(
                "malformed-observation",
                format!("the {what} is not a word of the contract"),
            )
        };
        let point = self.point(&reported.point)?;
        let system = self.system(reported.system.as_ref())?;
        let outcome = ReportedOutcome::parse(reported.outcome.expose())
            .ok_or_else(|| malformed("outcome"))?;
        let severity =
            Severity::parse(reported.severity.expose()).ok_or_else(|| malformed("severity"))?;
        let requested_class = EvidenceClass::parse(reported.evidence_class.expose())
            .ok_or_else(|| malformed("evidence class"))?;
        let requested_confidence = Bp::saturating(reported.confidence);
        let mut evidence = Vec::new();
        for cited in &reported.evidence {
            evidence.extend(
                evidence::check(cited, self.inputs, &self.report.exchanges)
                    .map_err(|detail| Refusal("evidence-not-found", detail))?,
            );
        }
        let as_of = self.report.record.as_of;
        let grade = Grade::of(&evidence, self.inputs, &self.catalogue.policy, as_of);
        let granted = grade.grant(
            outcome,
            requested_class,
            requested_confidence,
            self.provenance.standing,
        );
        Ok(Observation {
            point,
            system,
            outcome,
            severity,
            class: granted.class,
            ageing: Some(granted.ageing),
            requested_class,
            confidence: granted.confidence,
            requested_confidence,
            title: reported.title.clone(),
            detail: reported.detail.clone(),
            remediation: reported.remediation.clone(),
            facts: reported
                .facts
                .iter()
                .map(|(name, value)| Fact {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
            evidence,
            observed_on: as_of,
            provenance: self.provenance.clone(),
        })
    }

    fn point(&self, named: &Untrusted) -> Result<PointId, Refusal> {
        let undeclared = || {
            Refusal(
                "undeclared-point",
                "the plugin never declared this point".to_owned(),
            )
        };
        let point: PointId = named.expose().parse().map_err(|_| undeclared())?;
        if !self.declared.contains(&point) {
            return Err(undeclared());
        }
        if !self.catalogue.points.contains_key(&point) {
            return Err(Refusal(
                "unknown-point",
                "the catalogue in force has no such point".to_owned(),
            ));
        }
        Ok(point)
    }

    fn system(&self, named: Option<&Untrusted>) -> Result<Option<SystemId>, Refusal> {
        let Some(named) = named else { return Ok(None) };
        self.inputs
            .supplier
            .systems
            .iter()
            .find(|system| system.id.as_str() == named.expose())
            .map(|system| Some(system.id.clone()))
            .ok_or_else(|| {
                Refusal(
                    "unknown-system",
                    "the dossier has no such AI system".to_owned(),
                )
            })
    }
}
