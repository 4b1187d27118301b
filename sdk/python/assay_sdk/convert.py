"""Between the records that componentize-py generates and those of this package.

The generated classes have the same fields by the same names, so records are copied by name; only variants, whose cases are
classes of their own there, need to be told apart.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from . import probe, records
from .observation import CertificateField, Evidence, Observation
from .records import Fact, Quantity, Span

_RECORDS = {
    cls.__name__: cls
    for module in (records, probe)
    for cls in vars(module).values()
    if isinstance(cls, type) and is_dataclass(cls)
}


def lift(value: Any) -> Any:
    """A value of the host as one of this package; what is none of its records stays as it is."""
    if isinstance(value, list):
        return [lift(item) for item in value]
    name = type(value).__name__
    if name in ("Ok", "Err") or name.startswith("FactValue_"):
        return lift(value.value)
    own = _RECORDS.get(name)
    if own is None or isinstance(value, own):
        return value
    return own(**{known.name: lift(getattr(value, known.name)) for known in fields(own)})


def lower_observation(seen: Observation, types: Any) -> Any:
    """An observation as the generated module `types` has it."""
    return types.Observation(
        point=seen.point,
        system=seen.system,
        outcome=seen.outcome.value,
        severity=seen.severity.value,
        evidence_class=seen.evidence_class.value,
        confidence=seen.confidence,
        title=seen.title,
        detail=seen.detail,
        remediation=seen.remediation,
        facts=[_lower_fact(fact, types) for fact in seen.facts],
        evidence=[_lower_evidence(evidence, types) for evidence in seen.evidence],
        extra=seen.extra,
    )


def _lower_fact(fact: Fact, types: Any) -> Any:
    value = fact.value
    if isinstance(value, Quantity):
        lowered = types.FactValue_Number(types.Quantity(value.value, value.decimals, value.unit))
    elif isinstance(value, bool):
        lowered = types.FactValue_YesNo(value)
    elif isinstance(value, str):
        lowered = types.FactValue_Text(value)
    else:
        lowered = types.FactValue_Other(value)
    return types.Fact(fact.name, lowered)


def _lower_evidence(evidence: Evidence, types: Any) -> Any:
    value: Any = evidence.value
    if isinstance(value, Span):
        value = types.Span(value.document, value.start, value.end, value.text)
    elif isinstance(value, CertificateField):
        value = types.CertificateField(value.exchange, value.index, value.field, value.value)
    case = getattr(types, f"Evidence_{evidence.kind.capitalize()}", None)
    # Evidence of a kind that the contract does not know earns nothing; it is handed over all the same, for the record.
    return case(value) if case else types.Evidence_Other((evidence.kind, str(value)))
