//! The words of the product: plain data, no I/O, no async.
//!
//! Every other room speaks in these types. A value that came from a supplier or a plugin is [`Untrusted`] text until an
//! encoder of the report room writes it out.

mod ai_act;
mod answer;
mod basis_points;
mod certificate;
mod context;
mod decision;
mod descriptor;
mod digest;
mod document;
mod evidence;
pub mod exit_code;
mod handshake;
mod ids;
mod level;
mod limits;
mod observation;
mod outcome;
mod oversight;
mod part;
mod probe;
mod provenance;
mod record;
mod reported;
mod supplier;
mod untrusted;
mod verification;

pub use ai_act::{AiActRole, Sector};
pub use answer::Answer;
pub use basis_points::Bp;
pub use certificate::CertificateClaim;
pub use context::{AiActClass, ContextFact, Rating, SystemContext};
pub use decision::{Decision, Tier};
pub use descriptor::{
    CapabilityWish, Choice, Condition, DeclaredPoint, Descriptor, DocumentWish, Question,
};
pub use digest::{Digest, DigestParseError};
pub use document::{
    Document, DocumentContent, DocumentKind, IndependentReview, MediaType, Place, Reading,
};
pub use evidence::{Ageing, Evidence, EvidenceClass, Severity};
pub use handshake::{HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, HandshakeRefusalKind};
pub use ids::{
    ControlId, EndpointId, IdError, PluginId, PointId, QuestionId, ScenarioId, SupplierId, SystemId,
};
pub use level::{Axis, Level};
pub use limits::{ActiveLimits, Limits, ReaderLimits};
pub use observation::{Fact, FactValue, Observation, Quantity};
pub use outcome::{PointOutcome, ReportedOutcome, UnknownReason};
pub use oversight::{
    Act, Answered, Care, Email, EmailError, Incident, Money, MoneyError, Person, PersonError,
    Remark, RemarkKind, Response, Role, Ruling, RulingKind, Subject, Treatment, TreatmentStatus,
    Waiver, WaiverAnswer,
};
pub use part::PluginPart;
pub use probe::{
    AddressClass, CertificateFacts, Credential, CredentialSource, Endpoint, Exchange, ProbeFailure,
    ProbeFailureKind, ProbeRequest, TlsFacts,
};
pub use provenance::{PluginRef, Provenance, SecurityFinding, Standing};
pub use record::{
    HostCall, InputDigest, LogLine, RECORD_FORMAT, RunError, RunId, RunOutcome, RunRecord, Usage,
};
pub use reported::{ReportedCertificateField, ReportedEvidence, ReportedObservation, ReportedSpan};
pub use supplier::{
    AiSystem, NotApplicableApproval, SubProcessor, Supplier, SupplierProfile, SupplierRole,
};
pub use untrusted::Untrusted;
pub use verification::Verification;
