//! What the register shows: plain data that the report room renders.
//!
//! Text of suppliers and plugins stays [`Untrusted`] here; only an encoder of the report room writes it out.

use assay_domain::{
    AiSystem, Bp, CertificateClaim, Decision, Digest, Document, DocumentKind, Endpoint, EndpointId,
    Level, NotApplicableApproval, Observation, PluginRef, PointId, RunId, SecurityFinding,
    Severity, SubProcessor, Supplier, SupplierId, SupplierProfile, SystemId, Tier, Untrusted,
    Usage,
};
use assay_scoring::{Participation, Reason, Verdict};
use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// Names one assessment: the supplier and the number of the assessment, counted from 1 for each supplier.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct AssessmentId {
    /// The supplier.
    pub supplier: SupplierId,
    /// 1 for the first assessment.
    pub number: u32,
}

/// `acme#3`, as a person writes it.
impl std::fmt::Display for AssessmentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.supplier, self.number)
    }
}

impl std::str::FromStr for AssessmentId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "not an assessment: write the supplier, `#` and a number".to_owned();
        let (supplier, number) = text.split_once('#').ok_or_else(wrong)?;
        match (supplier.parse(), number.parse()) {
            (Ok(supplier), Ok(number)) if number >= 1 => Ok(Self { supplier, number }),
            _ => Err(wrong()),
        }
    }
}

/// What the dossier said about the supplier on the day of an assessment. Endpoints are left out: their credentials have no
/// place in a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SupplierFacts {
    /// Who it is.
    pub profile: SupplierProfile,
    /// What is bought from it.
    pub systems: Vec<AiSystem>,
    /// Its sub-processors.
    pub sub_processors: Vec<SubProcessor>,
    /// Certificates that it claims.
    pub certificates: Vec<CertificateClaim>,
    /// Approvals that points do not apply.
    pub not_applicable: Vec<NotApplicableApproval>,
    /// What could be probed; unknown for what was stored before this was.
    #[serde(default)]
    pub endpoints: Vec<EndpointFacts>,
    /// Ids of terms of which a newer version was there too.
    #[serde(default)]
    pub replaced_terms: Vec<String>,
    /// The documents that were there.
    #[serde(default)]
    pub documents: Vec<DocumentFacts>,
}

/// An endpoint without anything that would let somebody use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EndpointFacts {
    /// Its id.
    pub id: EndpointId,
    /// `openai`, `http` or another word.
    pub kind: String,
    /// Scheme, host and port.
    pub origin: Untrusted,
    /// The system behind it.
    pub system: Option<SystemId>,
    /// How many requests of an active probe were granted.
    pub active_requests: Option<u32>,
}

/// A document without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentFacts {
    /// Its id: the path below `evidence/`.
    pub id: String,
    /// What it is for.
    pub kind: DocumentKind,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub byte_length: u64,
    /// Its date, as the dossier gives it.
    pub dated: Option<Date>,
    /// True when the buyer states that it is in force.
    pub in_force: bool,
}

impl SupplierFacts {
    /// What a dossier says.
    pub fn new(supplier: &Supplier, documents: &[Document]) -> Self {
        let document = |document: &Document| DocumentFacts {
            id: document.id.clone(),
            kind: document.kind,
            digest: document.digest,
            byte_length: document.byte_length,
            dated: document.dated,
            in_force: document.in_force,
        };
        Self {
            documents: documents.iter().map(document).collect(),
            ..Self::from(supplier)
        }
    }

    /// The supplier as far as scoring looks at it. Its endpoints are placeholders of which only kind, system and consent are true.
    pub fn supplier(&self) -> Supplier {
        let nowhere = Url::parse("https://not-kept.invalid").expect("the address is well-formed");
        let endpoint = |facts: &EndpointFacts| Endpoint {
            id: facts.id.clone(),
            kind: facts.kind.clone(),
            base_url: nowhere.clone(),
            plain_http_url: None,
            methods: Vec::new(),
            allow_addresses: Vec::new(),
            trusted_ca_pem: None,
            credentials: Vec::new(),
            system: facts.system.clone(),
            contracted_models: Vec::new(),
            active_requests: facts.active_requests,
        };
        Supplier {
            profile: self.profile.clone(),
            systems: self.systems.clone(),
            sub_processors: self.sub_processors.clone(),
            endpoints: self.endpoints.iter().map(endpoint).collect(),
            certificates: self.certificates.clone(),
            not_applicable: self.not_applicable.clone(),
            replaced_terms: self.replaced_terms.clone(),
        }
    }
}

impl From<&Supplier> for SupplierFacts {
    fn from(supplier: &Supplier) -> Self {
        let endpoint = |endpoint: &Endpoint| EndpointFacts {
            id: endpoint.id.clone(),
            kind: endpoint.kind.clone(),
            origin: endpoint.base_url.origin().ascii_serialization().into(),
            system: endpoint.system.clone(),
            active_requests: endpoint.active_requests,
        };
        Self {
            endpoints: supplier.endpoints.iter().map(endpoint).collect(),
            replaced_terms: supplier.replaced_terms.clone(),
            documents: Vec::new(),
            profile: supplier.profile.clone(),
            systems: supplier.systems.clone(),
            sub_processors: supplier.sub_processors.clone(),
            certificates: supplier.certificates.clone(),
            not_applicable: supplier.not_applicable.clone(),
        }
    }
}

/// How many findings are open (disputed ones included), by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OpenFindings {
    /// Critical.
    pub critical: u32,
    /// High.
    pub high: u32,
    /// Medium.
    pub medium: u32,
    /// Low.
    pub low: u32,
    /// Info.
    pub info: u32,
}

impl OpenFindings {
    /// How many have this severity.
    pub const fn of(&self, severity: Severity) -> u32 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }

    /// How many are open in all.
    pub const fn total(&self) -> u32 {
        self.critical + self.high + self.medium + self.low + self.info
    }
}

/// One line of `register list`: a supplier at its latest assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SupplierRow {
    /// The supplier.
    pub supplier: SupplierId,
    /// Its registered name.
    pub legal_name: Untrusted,
    /// The number of its latest assessment.
    pub assessment: u32,
    /// The day for which that assessment holds.
    pub as_of: Date,
    /// When it was stored, UTC, whole seconds.
    pub created_at: Timestamp,
    /// The decision.
    pub decision: Decision,
    /// The tier.
    pub tier: Tier,
    /// True when the tier rests on an unknown fact.
    pub tier_provisional: bool,
    /// The worst residual level.
    pub level: Level,
    /// The share of expected points that somebody could tell.
    pub coverage: Bp,
    /// The share of expected points that rest on E3 evidence or better.
    pub assurance: Bp,
    /// False when any plugin's run failed.
    pub complete: bool,
    /// Findings that are open now.
    pub open_findings: OpenFindings,
    /// The day on which the next assessment is due.
    pub reassess_on: Date,
}

/// One line of `register history`: an assessment of a supplier, with what it decided and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssessmentRow {
    /// Which assessment.
    pub id: AssessmentId,
    /// The day for which it holds.
    pub as_of: Date,
    /// When it was stored, UTC, whole seconds.
    pub created_at: Timestamp,
    /// The decision.
    pub decision: Decision,
    /// The tier.
    pub tier: Tier,
    /// The worst residual level.
    pub level: Level,
    /// The share of expected points that somebody could tell.
    pub coverage: Bp,
    /// The share of expected points that rest on E3 evidence or better.
    pub assurance: Bp,
    /// False when any plugin's run failed.
    pub complete: bool,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// The version of the host that made it.
    pub host_version: String,
    /// The digest of the verdict's canonical JSON: equal digests are equal verdicts.
    pub verdict_digest: Digest,
}

/// Everything about one assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssessmentView {
    /// Which assessment.
    pub id: AssessmentId,
    /// When it was stored, UTC, whole seconds.
    pub created_at: Timestamp,
    /// The version of the host that made it.
    pub host_version: String,
    /// What the dossier said then.
    pub facts: SupplierFacts,
    /// The verdict with its arithmetic.
    pub verdict: Verdict,
    /// The digest of the verdict's canonical JSON.
    pub verdict_digest: Digest,
    /// Which plugins took part and how that ended.
    pub participations: Vec<Participation>,
    /// The runs behind it, in the order of the participations.
    pub runs: Vec<RunRow>,
    /// Checked observations of these runs.
    pub observations: Vec<Observation>,
    /// What plugins did that they should not have done.
    pub security_findings: Vec<SecurityFinding>,
}

/// A supplier as the register knows it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SupplierView {
    /// The supplier.
    pub supplier: SupplierId,
    /// The latest assessment, with the latest facts and verdict.
    pub latest: AssessmentView,
    /// Findings that are open or disputed, worst first.
    pub open_findings: Vec<FindingView>,
    /// Findings that better evidence has closed, the latest first.
    pub closed_findings: Vec<FindingView>,
    /// All assessments, the latest first.
    pub history: Vec<AssessmentRow>,
    /// Runs that belong to no assessment: what an assessment left that was stopped before its end. They count for nothing.
    pub unfinished_runs: Vec<RunRow>,
}

/// Where a finding stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FindingState {
    /// Nothing of equal or better evidence says otherwise.
    Open,
    /// Open, and another source contradicts it.
    Disputed,
    /// Equal or better evidence from an equally independent source shows that it is mended.
    Closed,
}

impl FindingState {
    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Disputed => "disputed",
            Self::Closed => "closed",
        }
    }
}

/// Something that is or was wrong, over all assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    /// Its identity over assessments.
    pub fingerprint: Digest,
    /// The system, or none for the supplier as a whole.
    pub system: Option<SystemId>,
    /// The point.
    pub point: PointId,
    /// Where it stands.
    pub state: FindingState,
    /// How bad.
    pub severity: Severity,
    /// The assessment that saw it first.
    pub first_seen: u32,
    /// The latest assessment in which somebody saw it.
    pub last_observed: u32,
    /// True when it is open but the latest assessment did not see it again: silence does not close it.
    pub not_reobserved: bool,
    /// What was seen and still stands, for a dispute all sides; for a closed one, what was seen last.
    pub observations: Vec<Observation>,
    /// The assessment that closed it.
    pub closed_in: Option<u32>,
    /// The observation that closed it.
    pub closed_by: Option<Observation>,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunRow {
    /// Its id, as `assay replay` takes it.
    pub run: RunId,
    /// The supplier.
    pub supplier: SupplierId,
    /// The plugin.
    pub plugin: PluginRef,
    /// The day for which it was made.
    pub as_of: Date,
    /// `completed`, or the kind of error as a stable kebab-case word.
    pub outcome: String,
    /// What it used.
    pub usage: Usage,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assessment_id_reads_back() {
        let id: AssessmentId = "acme-ai#3".parse().unwrap();
        assert_eq!(id.to_string(), "acme-ai#3");
        for wrong in ["acme", "acme#", "acme#0", "#1", "acme#1#2", "acme#x"] {
            assert!(wrong.parse::<AssessmentId>().is_err(), "{wrong}");
        }
    }
}
