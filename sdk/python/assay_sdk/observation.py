"""Building observations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, List, Optional, Tuple, TypedDict, Union

from .probe import Recorded
from .records import Extra, Fact, FactValue, Quantity, Seen, Span
from .words import EvidenceClass, Outcome, Severity

if TYPE_CHECKING:
    # For type checkers only: Python 3.10 does not have it, and a plugin needs no package at run time.
    from typing_extensions import Unpack


class Details(TypedDict, total=False):
    """What can be said of an observation beside its point and outcome; `Observation` says what each is."""

    title: str
    detail: str
    remediation: str
    system: Optional[str]
    severity: Severity
    evidence_class: EvidenceClass
    confidence: int


@dataclass(frozen=True)
class CertificateField:
    """One field of a certificate that the host saw during an exchange."""

    exchange: str
    #: 0 is the server's own certificate.
    index: int
    field: str
    value: str


@dataclass(frozen=True)
class Evidence:
    """Evidence by reference: the host looks it up and drops the observation when it is not there."""

    #: `answer`, `quote`, `exchange`, `certificate`, `profile` or `observation`.
    kind: str
    value: Union[str, Span, CertificateField, Tuple[str, str]]


@dataclass
class Observation:
    """What a plugin saw about one check point.

    It is built by naming point and outcome and adding what else there is to say. It asks for evidence class E1 (E0 for an
    unknown), full confidence, and medium severity for a partial or a fail. All of these are requests: the host takes the
    lower of the request and what the evidence allows.

    >>> seen = Observation.fail("breach-notice", title="notice takes longer than 72 h", severity=Severity.HIGH)
    >>> seen.fact("breach-notice", 96, "h").answer("breach-notice").outcome.value
    'fail'
    """

    point: str
    outcome: Outcome
    title: str = ""
    detail: str = ""
    #: What the supplier would have to do or send. For an unknown: what to ask next.
    remediation: str = ""
    #: The AI system that it is about; without it, the supplier as a whole.
    system: Optional[str] = None
    severity: Severity = None  # type: ignore[assignment]  # set below, by the outcome
    evidence_class: EvidenceClass = None  # type: ignore[assignment]  # set below, by the outcome
    #: Basis points, 0 to 10000.
    confidence: int = 10_000
    facts: List[Fact] = field(default_factory=list)
    evidence: List[Evidence] = field(default_factory=list)
    extra: Extra = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outcome = Outcome(self.outcome)
        if self.severity is None:
            bad = self.outcome in (Outcome.PARTIAL, Outcome.FAIL)
            self.severity = Severity.MEDIUM if bad else Severity.INFO
        if self.evidence_class is None:
            unknown = self.outcome is Outcome.UNKNOWN
            self.evidence_class = EvidenceClass.E0 if unknown else EvidenceClass.E1
        self.severity = Severity(self.severity)
        self.evidence_class = EvidenceClass(self.evidence_class)
        if not 0 <= self.confidence <= 10_000:
            raise ValueError(f"confidence is in basis points, 0 to 10000, not {self.confidence}")

    @classmethod
    def pass_(cls, point: str, **more: Unpack[Details]) -> Observation:
        """The expectation is met."""
        return cls(point, Outcome.PASS, **more)

    @classmethod
    def partial(cls, point: str, **more: Unpack[Details]) -> Observation:
        """It is met in part."""
        return cls(point, Outcome.PARTIAL, **more)

    @classmethod
    def fail(cls, point: str, **more: Unpack[Details]) -> Observation:
        """It is not met."""
        return cls(point, Outcome.FAIL, **more)

    @classmethod
    def unknown(cls, point: str, **more: Unpack[Details]) -> Observation:
        """It could not be told. Say in `remediation` what to ask next."""
        return cls(point, Outcome.UNKNOWN, **more)

    @classmethod
    def not_applicable(cls, point: str, **more: Unpack[Details]) -> Observation:
        """It does not apply."""
        return cls(point, Outcome.NOT_APPLICABLE, **more)

    def fact(self, name: str, value: Union[int, FactValue], unit: str = "", decimals: int = 0) -> Observation:
        """A value that was read. A number is an integer with a unit: 99.95 % is `fact(name, 9995, "%", decimals=2)`."""
        # A bool is an int to Python, and not to the contract.
        if isinstance(value, int) and not isinstance(value, bool):
            value = Quantity(value, decimals, unit)
        elif isinstance(value, float):
            raise TypeError("a fact has no floating point: give an integer and its decimals")
        self.facts.append(Fact(name, value))
        return self

    def answer(self, question: str) -> Observation:
        """Cites the answer to a question."""
        return self.cite(Evidence("answer", question))

    def quote(self, span: Span) -> Observation:
        """Cites a quote; `Text.quote` makes one."""
        return self.cite(Evidence("quote", span))

    def exchange(self, recorded: Recorded) -> Observation:
        """Cites an exchange, a failed attempt or an offered handshake that the host recorded."""
        return self.cite(Evidence("exchange", recorded.id))

    def certificate(self, recorded: Recorded, index: int, name: str) -> Observation:
        """Cites a field of a certificate that the host saw; `index` 0 is the server's own certificate.

        Without such a certificate or field nothing is cited, and the host lowers the evidence class accordingly.
        """
        tls = getattr(recorded, "tls", None)
        if tls is None or not 0 <= index < len(tls.chain):
            return self
        value = tls.chain[index].value_of(name)
        if value is None:
            return self
        return self.cite(Evidence("certificate", CertificateField(recorded.id, index, name, value)))

    def profile(self, path: str, value: str) -> Observation:
        """Cites a statement of the supplier's profile by its path, for example `certificates/0/expires-on`."""
        return self.cite(Evidence("profile", (path, value)))

    def observation(self, seen: Seen) -> Observation:
        """Cites the evidence of another plugin's observation."""
        return self.cite(Evidence("observation", seen.id))

    def cite(self, evidence: Evidence) -> Observation:
        """Cites any evidence."""
        self.evidence.append(evidence)
        return self
