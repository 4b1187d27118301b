"""The records of the contract that a plugin reads, field by field as `wit/0.1.0` has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional, Tuple, Union

#: Room to grow: pairs that this version of the contract does not know.
Extra = List[Tuple[str, str]]


@dataclass(frozen=True)
class Quantity:
    """A decimal number without floating point: `value` divided by 10^`decimals`, in `unit`."""

    value: int
    decimals: int = 0
    unit: str = ""


#: A value that was read, not judged. A pair is a kind of value that this version does not know: its kind, then its text.
FactValue = Union[Quantity, str, bool, Tuple[str, str]]


@dataclass(frozen=True)
class Fact:
    """One extracted fact, for example `breach-notice = 72 h`."""

    name: str
    value: FactValue


@dataclass(frozen=True)
class Span:
    """A place in the text of a document, as byte offsets into its UTF-8 text. `Text.quote` makes one."""

    document: str
    start: int
    end: int
    text: str


@dataclass
class Profile:
    """The supplier as the buyer's dossier describes it."""

    id: str
    legal_name: str
    also_known_as: List[str] = field(default_factory=list)
    #: ISO 3166-1 alpha-2.
    country: Optional[str] = None
    website: Optional[str] = None
    #: `developer`, `provider`, `deployer`, `integrator`, `data-supplier`.
    roles: List[str] = field(default_factory=list)
    extra: Extra = field(default_factory=list)


@dataclass
class AiSystem:
    """One of the supplier's AI systems."""

    id: str
    name: str
    purpose: Optional[str] = None
    data_used: Optional[str] = None
    decisions_influenced: Optional[str] = None
    people_affected: Optional[str] = None
    upstream_models: List[str] = field(default_factory=list)
    extra: Extra = field(default_factory=list)


@dataclass
class SubProcessor:
    """Somebody to whom the supplier hands data."""

    name: str
    purpose: Optional[str] = None
    country: Optional[str] = None
    extra: Extra = field(default_factory=list)


@dataclass
class CertificateClaim:
    """A certificate that the supplier claims to hold. A claim: nothing here has been verified."""

    standard: str
    number: Optional[str] = None
    holder: Optional[str] = None
    scope: Optional[str] = None
    certification_body: Optional[str] = None
    accreditation_body: Optional[str] = None
    issued_on: Optional[str] = None
    expires_on: Optional[str] = None
    #: The id of the document that shows it.
    document: Optional[str] = None
    extra: Extra = field(default_factory=list)


@dataclass
class Answer:
    """What the supplier answered to one question."""

    question: str
    #: The chosen value or the text, as written.
    value: str
    comment: Optional[str] = None
    #: Ids of documents that the answer points to.
    documents: List[str] = field(default_factory=list)
    #: `YYYY-MM-DD`.
    answered_on: Optional[str] = None
    answered_by: Optional[str] = None
    extra: Extra = field(default_factory=list)


@dataclass
class DocumentInfo:
    """Name, kind, type, digest, length and date of a document."""

    id: str
    name: str
    #: `contract`, `terms`, `dpa`, `privacy-policy`, `policy`, `report`, `certificate` or `other`.
    kind: str
    media_type: str
    sha256: str
    byte_length: int
    #: Bytes of UTF-8 text, or none when the host could not read it as text.
    text_length: Optional[int]
    #: The date that the dossier gives it, `YYYY-MM-DD`.
    dated: Optional[str] = None
    #: The id of the document of which it is the newer version.
    replaces: Optional[str] = None
    extra: Extra = field(default_factory=list)

    @property
    def in_force(self) -> bool:
        """True when the dossier says that it is in force."""
        return ("in-force", "true") in [tuple(pair) for pair in self.extra]


@dataclass
class Seen:
    """What another plugin observed and the host has checked."""

    #: The host's id within this run.
    id: str
    point: str
    system: Optional[str]
    outcome: str
    title: str
    facts: List[Fact]
    #: What it rests on: `answer`, `quote`, `exchange`, `certificate`, `profile`, each named once.
    evidence: List[str]
    #: The id of the plugin.
    plugin: str
    extra: Extra = field(default_factory=list)


@dataclass
class PastObservation:
    """What this plugin itself saw of a point the last time."""

    as_of: str
    outcome: str
    facts: List[Fact]
    extra: Extra = field(default_factory=list)
