//! Where people decide: every way from a person to the register goes through here.

use assay_catalogue::Catalogue;
use assay_domain::{
    Care, Decision, Digest, Document, Incident, Level, Remark, RemarkKind, Ruling, RulingKind,
    Subject, SupplierId, Tier, Treatment, Untrusted, Waiver, WaiverAnswer,
};
use assay_register::{
    Author, NewTreatment, NewWaiver, Oversight, PositionRow, Register, Reliance, SupplierView,
};
use assay_scoring::GateStatus;
use jiff::{Span, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Case, OversightError, Position, WaiverState, calendar::next_ageing, evidence_of, position,
    subject,
};

/// Longest text that a person writes, in bytes: some pages.
const LONGEST_TEXT: usize = 16 << 10;

/// How many positions are kept in one transaction. Judging a supplier again takes milliseconds; readers wait for none of it.
const AT_ONCE: usize = 64;

/// The desk: a register and the catalogue of today.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The register.
    pub register: &'a Register,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
}

/// A supplier's entry: what was assessed, what people decided, and where that leaves it on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// What was assessed.
    pub view: SupplierView,
    /// What people decided.
    pub oversight: Oversight,
    /// Where the supplier stands.
    pub position: Position,
}

/// A waiver that somebody wants.
#[derive(Debug, Clone)]
pub struct WaiverWish {
    /// What is to be waived.
    pub subject: Subject,
    /// Why it may be.
    pub reason: Untrusted,
    /// For which use.
    pub scope: Untrusted,
    /// The last day on which it is to hold.
    pub expires: Date,
}

/// All suppliers together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Portfolio {
    /// The day.
    pub as_of: Date,
    /// How many suppliers stand where, by tier.
    pub decisions: Vec<(Tier, Decision, u32)>,
    /// How many residual risks of latest assessments stand at each likelihood (5 down to 1) and impact (1 to 5).
    pub matrix: [[u32; 5]; 5],
    /// The suppliers with the worst residual risks: how many stand at each level, the worst level first.
    pub worst: Vec<(SupplierId, Untrusted, [u32; 5])>,
    /// What systems of tier 1 and 2 rest on, the most first.
    pub concentration: Vec<Reliance>,
    /// How many due dates passed: up to 30 days ago, up to 90, longer.
    pub overdue: [u32; 3],
    /// How many suppliers had which decision at the end of each month.
    pub trend: Vec<(Date, Vec<(Decision, u32)>)>,
    /// How many suppliers have less than half, less than the whole of three quarters, and more of what is expected told.
    pub coverage: [u32; 3],
}

impl<'a> Desk<'a> {
    /// A supplier's entry on a day.
    ///
    /// # Errors
    /// When there is no such supplier or reading fails.
    pub async fn entry(&self, supplier: &SupplierId, as_of: Date) -> Result<Entry, OversightError> {
        let view = self.register.supplier(supplier).await?;
        let view = view.ok_or_else(|| OversightError::UnknownSupplier {
            supplier: supplier.clone(),
        })?;
        let oversight = self.register.oversight(supplier).await?;
        let case = Case {
            catalogue: self.catalogue,
            view: &view,
            oversight: &oversight,
            as_of,
        };
        let position = position(&case);
        Ok(Entry {
            view,
            oversight,
            position,
        })
    }

    /// What a person names, found in the supplier's entry: `supplier`, `finding:DIGITS`, `risk:SYSTEM/SCENARIO`, `gate:SYSTEM/GATE`.
    ///
    /// # Errors
    /// When there is no such thing.
    pub fn subject(&self, text: &str, entry: &Entry) -> Result<Subject, OversightError> {
        subject::find(text, &entry.view, &entry.position.verdict)
    }

    /// Plans a treatment.
    ///
    /// # Errors
    /// When it is past already, is about nothing that the supplier has, says nothing, or writing fails.
    pub async fn plan(
        &self,
        author: Author<'_>,
        entry: &Entry,
        new: NewTreatment,
    ) -> Result<Treatment, OversightError> {
        given("description", &new.description)?;
        not_past(new.due, entry)?;
        Ok(self
            .register
            .plan_treatment(author, &entry.view.supplier, new)
            .await?)
    }

    /// Says that a treatment is done, or gives it up.
    ///
    /// # Errors
    /// When there is none of this number, it is settled already, nothing is said about it, or writing fails.
    pub async fn settle(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        number: u32,
        done: bool,
        note: Untrusted,
    ) -> Result<Treatment, OversightError> {
        given("note", &note)?;
        Ok(self
            .register
            .settle_treatment(author, supplier, number, done, note)
            .await?)
    }

    /// Asks for a waiver, bound to the residual risk and the evidence of today.
    ///
    /// # Errors
    /// When the subject may not be waived, it would hold for too long or is past already, no reason is given, or writing fails.
    pub async fn request_waiver(
        &self,
        author: Author<'_>,
        entry: &Entry,
        wish: WaiverWish,
    ) -> Result<Waiver, OversightError> {
        given("reason", &wish.reason)?;
        given("scope", &wish.scope)?;
        not_past(wish.expires, entry)?;
        self.waivable(&wish.subject, entry)?;
        let tier = entry.position.verdict.tier.tier;
        // A tier of which the policy says nothing lets nothing be waived.
        let months = self
            .catalogue
            .policy
            .tiers
            .get(&tier)
            .map_or(0, |tier| tier.waiver_months);
        let latest = Span::new()
            .try_months(months)
            .and_then(|span| entry.position.as_of.checked_add(span));
        let latest = latest.unwrap_or(entry.position.as_of);
        if wish.expires > latest {
            return Err(OversightError::TooLong {
                tier,
                latest,
                asked: wish.expires,
            });
        }
        let new = NewWaiver {
            subject: wish.subject,
            reason: wish.reason,
            scope: wish.scope,
            expires: wish.expires,
            bound_to: entry.position.bound_to,
        };
        Ok(self
            .register
            .request_waiver(author, &entry.view.supplier, new)
            .await?)
    }

    /// Answers a request for a waiver, or takes one back.
    ///
    /// # Errors
    /// When there is none of this number, it has come to its end, the approver is the requester, or writing fails.
    pub async fn answer_waiver(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        number: u32,
        answer: WaiverAnswer,
    ) -> Result<Waiver, OversightError> {
        Ok(self
            .register
            .answer_waiver(author, supplier, number, answer)
            .await?)
    }

    /// Gives a finding an owner and a due date.
    ///
    /// # Errors
    /// When there is no such finding or writing fails.
    pub async fn assign(
        &self,
        author: Author<'_>,
        entry: &Entry,
        digits: &str,
        care: &Care,
    ) -> Result<(), OversightError> {
        let fingerprint = subject::finding(digits, &entry.view)?;
        Ok(self
            .register
            .assign(author, &entry.view.supplier, fingerprint, care)
            .await?)
    }

    /// Writes down a comment, or the supplier's reply.
    ///
    /// # Errors
    /// When nothing is said, or writing fails.
    pub async fn remark(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        subject: Subject,
        kind: RemarkKind,
        text: Untrusted,
    ) -> Result<Remark, OversightError> {
        given("text", &text)?;
        Ok(self
            .register
            .remark(author, supplier, subject, kind, text)
            .await?)
    }

    /// Writes down a reviewer's override of a finding, bound to its evidence of today.
    ///
    /// # Errors
    /// When there is no such finding, no reason is given, or writing fails.
    pub async fn rule(
        &self,
        author: Author<'_>,
        entry: &Entry,
        digits: &str,
        kind: RulingKind,
        reason: Untrusted,
    ) -> Result<Ruling, OversightError> {
        given("reason", &reason)?;
        let fingerprint = subject::finding(digits, &entry.view)?;
        let all = entry
            .view
            .open_findings
            .iter()
            .chain(&entry.view.closed_findings);
        let observations = all
            .filter(|one| one.fingerprint == fingerprint)
            .flat_map(|one| &one.observations);
        let bound_to = evidence_of(observations);
        Ok(self
            .register
            .rule(
                author,
                &entry.view.supplier,
                fingerprint,
                kind,
                reason,
                bound_to,
            )
            .await?)
    }

    /// Enters an incident.
    ///
    /// # Errors
    /// When nothing is said, or writing fails.
    pub async fn record_incident(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        on: Date,
        text: Untrusted,
    ) -> Result<Incident, OversightError> {
        given("text", &text)?;
        Ok(self
            .register
            .record_incident(author, supplier, on, text)
            .await?)
    }

    /// Compares documents of a dossier with those that were assessed. What differs makes a new assessment due today. A supplier
    /// that was never assessed, or before documents were kept, has nothing to compare with.
    ///
    /// # Errors
    /// When reading or writing fails.
    pub async fn compare_documents(
        &self,
        supplier: &SupplierId,
        documents: &[Document],
        today: Date,
    ) -> Result<(), OversightError> {
        let Some(view) = self.register.supplier(supplier).await? else {
            return Ok(());
        };
        let known = &view.latest.facts.documents;
        if known.is_empty() {
            return Ok(());
        }
        let same =
            |id: &str, digest: Digest| known.iter().any(|one| one.id == id && one.digest == digest);
        let changed = documents
            .iter()
            .filter(|one| !same(&one.id, one.digest))
            .map(|one| &one.id);
        let gone = known
            .iter()
            .filter(|one| !documents.iter().any(|other| other.id == one.id))
            .map(|one| &one.id);
        for id in changed.chain(gone) {
            self.register.document_changed(supplier, id, today).await?;
        }
        Ok(())
    }

    /// Finds anew where suppliers stand of whom that is not known for a day: once a day for those whose state time changes, and
    /// after every change. Returns how many.
    ///
    /// # Errors
    /// When reading or writing fails.
    pub async fn refresh(&self, today: Date) -> Result<usize, OversightError> {
        let outdated = self.register.outdated(today).await?;
        for some in outdated.chunks(AT_ONCE) {
            let mut kept = Vec::with_capacity(some.len());
            for supplier in some {
                let entry = self.entry(supplier, today).await?;
                let ages_on = next_ageing(
                    &self.catalogue.policy,
                    &entry.view.latest.observations,
                    today,
                );
                kept.push((supplier.clone(), row(&entry.position, today), ages_on));
            }
            self.register.keep_positions(&kept).await?;
        }
        Ok(outdated.len())
    }

    /// All suppliers together, where they stand today.
    ///
    /// # Errors
    /// When reading or writing fails.
    pub async fn portfolio(&self, today: Date) -> Result<Portfolio, OversightError> {
        self.refresh(today).await?;
        let register = self.register;
        Ok(Portfolio {
            as_of: today,
            decisions: register.decisions_by_tier().await?,
            matrix: register.residual_matrix().await?,
            worst: register.worst_suppliers(10).await?,
            concentration: register.reliances(20).await?,
            overdue: register.overdue(today).await?,
            trend: register.trend(today, 24).await?,
            coverage: register.coverage_bands().await?,
        })
    }

    fn waivable(&self, subject: &Subject, entry: &Entry) -> Result<(), OversightError> {
        let not = |why| {
            Err(OversightError::NotWaivable {
                subject: subject.clone(),
                why,
            })
        };
        match subject {
            Subject::Supplier => not("a waiver is of one finding, risk or gate"),
            Subject::Finding { .. } => Ok(()),
            Subject::Gate { gate, system } => {
                let policy = self
                    .catalogue
                    .policy
                    .gates
                    .iter()
                    .find(|one| one.id == *gate);
                let verdict = entry.position.verdict.gates.iter();
                let mut holds = verdict.filter(|one| one.gate == *gate && one.system == *system);
                match policy {
                    Some(one) if !one.waivable => not("the policy lets nobody waive this gate"),
                    _ if holds.all(|one| {
                        matches!(one.status, GateStatus::Passed | GateStatus::NotApplicable)
                    }) =>
                    {
                        not("the gate does not stand against the supplier")
                    }
                    _ => Ok(()),
                }
            }
            Subject::Risk { system, scenario } => {
                let systems = entry
                    .position
                    .verdict
                    .systems
                    .iter()
                    .filter(|one| one.system == *system);
                let risk = systems
                    .flat_map(|one| &one.scenarios)
                    .find(|one| one.scenario == *scenario);
                match risk {
                    Some(risk) if risk.residual == Level::VeryHigh && !risk.established => {
                        not("too little is known of the risk; ask the supplier first")
                    }
                    _ => Ok(()),
                }
            }
        }
    }
}

/// What the register keeps of a position, valid from the day that was asked about.
fn row(position: &Position, today: Date) -> PositionRow {
    let waived = position
        .causes
        .iter()
        .filter(|cause| cause.waived_by.is_some())
        .count();
    let lapsed = position
        .treatments
        .iter()
        .filter(|(_, lapsed)| *lapsed)
        .count()
        + position
            .waivers
            .iter()
            .filter(|(_, state)| *state == WaiverState::Expired)
            .count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    PositionRow {
        as_of: today.min(position.as_of),
        holds_until: position.holds_until,
        decision: position.decision,
        level: position.verdict.level,
        tier: position.verdict.tier.tier,
        waived: count(waived),
        lapsed: count(lapsed),
    }
}

/// A person's words, which must be there and may not be endless.
fn given(what: &'static str, text: &Untrusted) -> Result<(), OversightError> {
    let text = text.expose();
    if text.trim().is_empty() {
        return Err(OversightError::NoReason { what });
    }
    if text.len() > LONGEST_TEXT {
        return Err(OversightError::TextTooLong {
            length: text.len(),
            most: LONGEST_TEXT,
        });
    }
    Ok(())
}

fn not_past(day: Date, entry: &Entry) -> Result<(), OversightError> {
    let today = entry.position.as_of;
    if day < today {
        return Err(OversightError::Past { day, today });
    }
    Ok(())
}
