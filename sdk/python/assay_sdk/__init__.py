"""What a plugin author imports. `README.md` beside this package explains it."""

from .descriptor import CapabilityWish, Choice, Condition, DeclaredPoint, Descriptor, DocumentWish, Question
from .document import Document, Text
from .observation import CertificateField, Evidence, Observation
from .placeholder import is_placeholder
from .plugin import Plugin
from .probe import (
    Acceptance,
    Certificate,
    Endpoint,
    Exchange,
    Failure,
    Offer,
    Recorded,
    Refusal,
    Request,
    TlsFacts,
)
from .records import (
    AiSystem,
    Answer,
    CertificateClaim,
    DocumentInfo,
    Fact,
    FactValue,
    PastObservation,
    Profile,
    Quantity,
    Seen,
    Span,
    SubProcessor,
)
from .run import CannotAssess, Run
from .words import EvidenceClass, Level, Outcome, Severity

__all__ = [
    "Acceptance",
    "AiSystem",
    "Answer",
    "CannotAssess",
    "CapabilityWish",
    "Certificate",
    "CertificateClaim",
    "CertificateField",
    "Choice",
    "Condition",
    "DeclaredPoint",
    "Descriptor",
    "Document",
    "DocumentInfo",
    "DocumentWish",
    "Endpoint",
    "Evidence",
    "EvidenceClass",
    "Exchange",
    "Fact",
    "FactValue",
    "Failure",
    "Level",
    "Observation",
    "Offer",
    "Outcome",
    "PastObservation",
    "Plugin",
    "Profile",
    "Quantity",
    "Question",
    "Recorded",
    "Refusal",
    "Request",
    "Run",
    "Seen",
    "Severity",
    "Span",
    "SubProcessor",
    "Text",
    "TlsFacts",
    "is_placeholder",
]
