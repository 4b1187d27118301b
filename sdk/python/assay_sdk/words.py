"""The words that the contract spells as strings, as types, so that a plugin cannot misspell one."""

from enum import Enum


class Outcome(str, Enum):
    """What was seen about a check point."""

    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    #: It could not be told.
    UNKNOWN = "unknown"
    #: It does not apply; counts only with an approval in the dossier.
    NOT_APPLICABLE = "not-applicable"


class Severity(str, Enum):
    """How bad a partial or a fail is."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class EvidenceClass(str, Enum):
    """The evidence class that a plugin asks for. The host takes the lower of this and what the evidence allows."""

    #: Nothing.
    E0 = "E0"
    #: The supplier says so.
    E1 = "E1"
    #: A dated document of the supplier.
    E2 = "E2"
    #: Seen by the host: a contract in force, an exchange with the API.
    E3 = "E3"
    #: Independent: an accredited report or certificate.
    E4 = "E4"
    #: Verified cryptographically or by a test that anybody can repeat.
    E5 = "E5"


class Level(str, Enum):
    """The level of a line of log."""

    DEBUG = "debug"
    INFO = "info"
    WARN = "warn"
