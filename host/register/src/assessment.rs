//! Assessments: everything that one says, in one transaction.

use std::collections::BTreeSet;

use assay_domain::{
    Digest, Document, Observation, RunId, SecurityFinding, Supplier, SupplierId, Untrusted,
};
use assay_scoring::{Participation, RunResult, Verdict};
use sqlx::{SqliteConnection, query, query_scalar};

use crate::{
    Appointment, AssessmentId, Author, Register, RegisterError, SupplierFacts,
    codec::{digest_of, json, word},
    finding,
    lifecycle::Assessed,
    log::{self, Change, whole_seconds},
    oversight::{self, replace_due},
    reliance,
};

/// An assessment that has ended. Its runs have been stored before.
#[derive(Debug, Clone, Copy)]
pub struct NewAssessment<'a> {
    /// The supplier as the dossier has it.
    pub supplier: &'a Supplier,
    /// Its documents.
    pub documents: &'a [Document],
    /// The verdict.
    pub verdict: &'a Verdict,
    /// Which plugins took part.
    pub participations: &'a [Participation],
    /// The checked observations of their runs, without those that were carried from earlier assessments.
    pub observations: &'a [Observation],
    /// What plugins did that they should not have done.
    pub security_findings: &'a [SecurityFinding],
    /// What comes due when, as the assessment found.
    pub calendar: &'a [Appointment],
    /// Who had it made, and when.
    pub author: Author<'a>,
    /// The version of the host.
    pub host_version: &'a str,
}

impl Register {
    /// Stores an assessment, whole or not at all, and settles what is open. When this returns, it survives a crash.
    ///
    /// # Errors
    /// When the clock runs behind the register, a run was not stored, something has no provenance, or writing fails.
    pub async fn store_assessment(
        &self,
        new: NewAssessment<'_>,
    ) -> Result<AssessmentId, RegisterError> {
        let supplier = &new.supplier.profile.id;
        if new.verdict.supplier != *supplier {
            return Err(RegisterError::OtherSupplier {
                verdict: new.verdict.supplier.clone(),
                supplier: supplier.clone(),
            });
        }
        check_provenance(&new)?;

        let mut transaction = self.write().await?;
        log::check_clock(&mut transaction, new.author.now).await?;
        check_runs(&mut transaction, supplier, new.participations).await?;
        let number = next_number(&mut transaction, new.supplier).await?;
        let mut rows = Rows {
            connection: &mut transaction,
            supplier,
            number,
        };
        rows.head(&new).await?;
        rows.systems(new.supplier).await?;
        rows.participations(new.participations).await?;
        rows.observations(new.observations).await?;
        rows.security_findings(new.security_findings).await?;
        rows.risks(new.verdict).await?;
        rows.reasons(new.verdict).await?;
        rows.findings(&new).await?;
        reliance::replace(rows.connection, new.supplier, new.verdict).await?;
        replace_due(rows.connection, supplier, new.calendar).await?;
        oversight::plugins_moved_on(rows.connection, supplier, &new).await?;
        rows.line(&new).await?;
        transaction.commit().await?;
        Ok(AssessmentId {
            supplier: supplier.clone(),
            number,
        })
    }
}

/// Everything must come from a run of this assessment. The database would refuse it too; this says what is wrong.
fn check_provenance(new: &NewAssessment<'_>) -> Result<(), RegisterError> {
    let took_part: BTreeSet<(&RunId, Digest)> = new
        .participations
        .iter()
        .filter_map(|p| Some((p.run.as_ref()?, p.plugin.digest)))
        .collect();
    let observed = new.observations.iter().map(|o| &o.provenance);
    let observed = observed.map(|p| (&p.run, p.plugin.digest));
    let security = new.security_findings.iter();
    let security = security.map(|f| (&f.run, f.plugin.digest));
    match observed.chain(security).find(|of| !took_part.contains(of)) {
        Some((run, plugin)) => Err(RegisterError::NoProvenance {
            run: run.clone(),
            plugin,
        }),
        None => Ok(()),
    }
}

async fn check_runs(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    participations: &[Participation],
) -> Result<(), RegisterError> {
    for participation in participations {
        let Some(run) = &participation.run else {
            continue;
        };
        let stored: Option<i64> = query_scalar(
            "SELECT 1 FROM runs WHERE id = ?1 AND supplier = ?2 AND plugin_digest = ?3",
        )
        .bind(run.as_str())
        .bind(supplier.as_str())
        .bind(participation.plugin.digest.to_string())
        .fetch_optional(&mut *connection)
        .await?;
        if stored.is_none() {
            return Err(RegisterError::RunNotStored {
                run: run.clone(),
                supplier: supplier.clone(),
            });
        }
    }
    Ok(())
}

async fn next_number(
    connection: &mut SqliteConnection,
    supplier: &Supplier,
) -> Result<u32, RegisterError> {
    let number = query_scalar(
        "INSERT INTO suppliers (id, latest, search) VALUES (?1, 1, ?2)
         ON CONFLICT (id) DO UPDATE SET latest = suppliers.latest + 1, search = excluded.search RETURNING latest",
    )
    .bind(supplier.profile.id.as_str())
    .bind(searched(supplier))
    .fetch_one(connection)
    .await?;
    Ok(number)
}

/// The names under which somebody may look for the supplier, in lower case.
fn searched(supplier: &Supplier) -> String {
    let profile = &supplier.profile;
    let names = [&profile.legal_name]
        .into_iter()
        .chain(&profile.also_known_as);
    let names = names.map(Untrusted::expose);
    let all: Vec<&str> = [profile.id.as_str()].into_iter().chain(names).collect();
    // NUL ends a text in some databases.
    all.join("\n").to_lowercase().replace('\0', " ")
}

/// The rows of one assessment.
struct Rows<'a> {
    connection: &'a mut SqliteConnection,
    supplier: &'a SupplierId,
    number: u32,
}

impl Rows<'_> {
    async fn head(&mut self, new: &NewAssessment<'_>) -> Result<(), RegisterError> {
        let verdict = new.verdict;
        let created_at = whole_seconds(new.author.now);
        query(
            "INSERT INTO assessments (supplier, number, as_of, created_at, decision, tier, tier_provisional, level,
                 coverage_bp, assurance_bp, complete, reassess_on, method, host_version, verdict_digest, legal_name,
                 catalogue, facts, verdict)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )
        .bind(self.supplier.as_str())
        .bind(self.number)
        .bind(word(&verdict.as_of))
        .bind(word(&created_at))
        .bind(word(&verdict.decision))
        .bind(word(&verdict.tier.tier))
        .bind(i64::from(verdict.tier.provisional))
        .bind(word(&verdict.level))
        .bind(verdict.coverage.share.get())
        .bind(verdict.assurance.share.get())
        .bind(i64::from(verdict.complete))
        .bind(word(&verdict.reassess_on))
        .bind(&verdict.method)
        .bind(new.host_version)
        .bind(digest_of(verdict).to_string())
        .bind(json(&new.supplier.profile.legal_name))
        .bind(json(&verdict.catalogue))
        .bind(json(&SupplierFacts::new(new.supplier, new.documents)))
        .bind(json(verdict))
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    /// The line in the log. Its parts are what `stored` in the log reads back.
    async fn line(&mut self, new: &NewAssessment<'_>) -> Result<(), RegisterError> {
        let verdict = new.verdict;
        let after = format!(
            r#"{{"decision":"{}","level":"{}","verdict":"{}"}}"#,
            word(&verdict.decision),
            word(&verdict.level),
            digest_of(verdict)
        );
        let change = Change {
            supplier: Some(self.supplier),
            object: format!("assessment {}", self.number),
            act: "assessed",
            before: None,
            after,
        };
        log::append(self.connection, new.author, change).await?;
        oversight::forget(self.connection, self.supplier).await
    }

    async fn systems(&mut self, supplier: &Supplier) -> Result<(), RegisterError> {
        for system in &supplier.systems {
            query(
                "INSERT INTO systems (supplier, id, first_seen, last_assessed, body) VALUES (?1, ?2, ?3, ?3, ?4)
                 ON CONFLICT (supplier, id) DO UPDATE SET last_assessed = excluded.last_assessed, body = excluded.body",
            )
            .bind(self.supplier.as_str())
            .bind(system.id.as_str())
            .bind(self.number)
            .bind(json(system))
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    async fn participations(&mut self, all: &[Participation]) -> Result<(), RegisterError> {
        for (ordinal, participation) in (0i64..).zip(all) {
            let result = match &participation.result {
                RunResult::Completed => "completed",
                RunResult::Failed { kind } => kind,
            };
            // One component that was found in two folders makes the same run twice; it took part once.
            query(
                "INSERT INTO participations (supplier, number, ordinal, plugin_digest, standing, result, run, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (supplier, number, run, plugin_digest) DO NOTHING",
            )
            .bind(self.supplier.as_str())
            .bind(self.number)
            .bind(ordinal)
            .bind(participation.plugin.digest.to_string())
            .bind(word(&participation.standing))
            .bind(result)
            .bind(participation.run.as_ref().map(RunId::as_str))
            .bind(json(participation))
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    async fn observations(&mut self, all: &[Observation]) -> Result<(), RegisterError> {
        for (ordinal, observation) in (0i64..).zip(all) {
            query(
                "INSERT INTO observations (supplier, number, ordinal, point, system, outcome, severity, class, run,
                     plugin_digest, evidence_digest, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )
            .bind(self.supplier.as_str())
            .bind(self.number)
            .bind(ordinal)
            .bind(observation.point.as_str())
            .bind(observation.system.as_ref().map(|system| system.as_str()))
            .bind(observation.outcome.label())
            .bind(observation.severity.label())
            .bind(observation.class.label())
            .bind(observation.provenance.run.as_str())
            .bind(observation.provenance.plugin.digest.to_string())
            .bind(digest_of(&observation.evidence).to_string())
            .bind(json(observation))
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    async fn security_findings(&mut self, all: &[SecurityFinding]) -> Result<(), RegisterError> {
        for (ordinal, finding) in (0i64..).zip(all) {
            query(
                "INSERT INTO security_findings (supplier, number, ordinal, code, run, plugin_digest, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .bind(self.supplier.as_str())
            .bind(self.number)
            .bind(ordinal)
            .bind(&finding.code)
            .bind(finding.run.as_str())
            .bind(finding.plugin.digest.to_string())
            .bind(json(finding))
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    async fn risks(&mut self, verdict: &Verdict) -> Result<(), RegisterError> {
        for system in &verdict.systems {
            for scenario in &system.scenarios {
                query(
                    "INSERT INTO risks (supplier, number, system, scenario, inherent_likelihood, inherent_impact, inherent,
                         residual_likelihood, residual_impact, residual)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )
                .bind(self.supplier.as_str())
                .bind(self.number)
                .bind(system.system.as_str())
                .bind(scenario.scenario.as_str())
                .bind(scenario.likelihood.inherent.get())
                .bind(scenario.impact.inherent.get())
                .bind(word(&scenario.inherent))
                .bind(scenario.likelihood.residual.get())
                .bind(scenario.impact.residual.get())
                .bind(word(&scenario.residual))
                .execute(&mut *self.connection)
                .await?;
            }
        }
        Ok(())
    }

    async fn reasons(&mut self, verdict: &Verdict) -> Result<(), RegisterError> {
        for (ordinal, reason) in (0i64..).zip(&verdict.reasons) {
            query(
                "INSERT INTO reasons (supplier, number, ordinal, decision, code, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .bind(self.supplier.as_str())
            .bind(self.number)
            .bind(ordinal)
            .bind(word(&reason.decision))
            .bind(word(&reason.code))
            .bind(json(reason))
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    async fn findings(&mut self, new: &NewAssessment<'_>) -> Result<(), RegisterError> {
        let known = finding::of_supplier(self.connection, self.supplier).await?;
        let assessed = Assessed {
            number: self.number,
            findings: &new.verdict.findings,
            participations: new.participations,
            observations: new.observations,
        };
        for settled in assessed.settle(&known) {
            finding::put(self.connection, self.supplier, &settled).await?;
        }
        Ok(())
    }
}
