"""What came out of a plugin, and whether the host would take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Tuple

from ..descriptor import Descriptor
from ..observation import CertificateField, Evidence, Observation
from ..probe import Recorded
from ..records import Span

if TYPE_CHECKING:
    from .host import FakeHost


class Assessment:
    """One finished assessment."""

    def __init__(self, descriptor: Descriptor, observations: List[Observation], host: FakeHost) -> None:
        self.descriptor = descriptor
        #: Everything that was observed.
        self.observations = observations
        #: The host, with what it recorded and what was logged.
        self.host = host

    def of(self, point: str) -> Observation:
        """The observation of a point; it fails when there is none, or more than one."""
        found = [seen for seen in self.observations if seen.point == point]
        if len(found) != 1:
            points = [seen.point for seen in self.observations]
            raise AssertionError(f"{len(found)} observations of `{point}` among {points}")
        return found[0]

    def problems(self) -> List[str]:
        """Why the host would drop observations: points that were not declared, systems that do not exist, evidence that is
        not where the plugin says."""
        problems = []
        declared = {declared.point for declared in self.descriptor.points}
        systems = {system.id for system in self.host.systems}
        for seen in self.observations:
            if seen.point not in declared:
                problems.append(f"{seen.point}: the point is not declared")
            if seen.system is not None and seen.system not in systems:
                problems.append(f"{seen.point}: there is no system `{seen.system}`")
            for evidence in seen.evidence:
                if not self._is_there(evidence):
                    problems.append(f"{seen.point}: the evidence is not there: {evidence}")
        return problems

    def _is_there(self, evidence: Evidence) -> bool:
        value = evidence.value
        if evidence.kind == "answer":
            return value in self.host.answers
        if evidence.kind == "quote" and isinstance(value, Span):
            return self._stands(value)
        if evidence.kind == "exchange":
            return self._recorded(value) is not None
        if evidence.kind == "certificate" and isinstance(value, CertificateField):
            return self._was_seen(value)
        if evidence.kind == "profile" and isinstance(value, tuple):
            return self._says(value)
        return evidence.kind == "observation" and any(seen.id == value for seen in self.host.observed)

    def _stands(self, span: Span) -> bool:
        document = self.host.documents.get(span.document)
        if document is None or document.info().text_length is None or not 0 <= span.start <= span.end:
            return False
        return document.bytes(span.start, span.end - span.start) == span.text.encode("utf-8")

    def _recorded(self, id: object) -> Optional[Recorded]:
        return next((reply for _, reply in self.host.recorded if reply.id == id), None)

    def _was_seen(self, cited: CertificateField) -> bool:
        tls = getattr(self._recorded(cited.exchange), "tls", None)
        if tls is None or cited.index >= len(tls.chain):
            return False
        certificate = tls.chain[cited.index]
        named = cited.field == "name" and cited.value in certificate.names
        return named or certificate.value_of(cited.field) == cited.value

    def _says(self, cited: Tuple[str, str]) -> bool:
        """True when the profile has this value at this path. A list has a value when one of its items is it."""
        path, value = cited
        parts = path.split("/")
        host = self.host
        found: object = None
        if len(parts) == 2 and parts[0] == "profile":
            found = host.profile
        elif len(parts) == 4 and parts[0] == "systems" and parts[2] == "context":
            named = next((system for system in host.systems if system.id == parts[1]), None)
            return named is not None and (parts[3], value) in named.extra
        elif len(parts) == 3 and parts[0] == "systems":
            found = next((system for system in host.systems if system.id == parts[1]), None)
        elif len(parts) == 3 and parts[0] in ("sub-processors", "certificates") and parts[1].isdigit():
            items: List[object] = list(getattr(host, parts[0].replace("-", "_")))
            found = items[int(parts[1])] if int(parts[1]) < len(items) else None
        held = getattr(found, parts[-1].replace("-", "_"), None)
        return value in held if isinstance(held, list) else held is not None and held == value
