"""The fake host."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, Optional, Tuple, Union

from ..observation import Observation
from ..plugin import Plugin
from ..probe import Acceptance, Endpoint, Exchange, Failure, Offer, Recorded, Refusal, Request
from ..records import AiSystem, Answer, CertificateClaim, PastObservation, Profile, Seen, SubProcessor
from ..run import Run
from .assessment import Assessment
from .document import FakeDocument

Server = Callable[[Request], Optional[Union[Exchange, Failure]]]
Shaker = Callable[[Offer], Optional[Union[Acceptance, Refusal]]]


class FakeHost:
    """A host with one supplier, made by a test: Example AI, of which nothing else is known, assessed for 2026-06-01."""

    def __init__(self, as_of: str = "2026-06-01", settings: str = "", profile: Optional[Profile] = None) -> None:
        self._as_of = as_of
        self._settings = settings
        self.profile = profile or Profile("example-ai", "Example AI Ltd", roles=["provider"])
        self.systems: List[AiSystem] = []
        self.sub_processors: List[SubProcessor] = []
        self.certificates: List[CertificateClaim] = []
        self.answers: Dict[str, Answer] = {}
        self.documents: Dict[str, FakeDocument] = {}
        self.endpoints: List[Endpoint] = []
        self.observed: List[Seen] = []
        self.past: Dict[Tuple[str, Optional[str]], PastObservation] = {}
        self.recorded: List[Tuple[Union[Request, Offer], Recorded]] = []
        self.log: List[Tuple[str, str]] = []
        self._servers: List[Server] = []
        self._shakers: List[Shaker] = []

    def system(self, id: str, name: str, **more: Any) -> FakeHost:
        """Adds an AI system."""
        self.systems.append(AiSystem(id, name, **more))
        return self

    def sub_processor(self, name: str, **more: Any) -> FakeHost:
        """Adds a sub-processor."""
        self.sub_processors.append(SubProcessor(name, **more))
        return self

    def certificate(self, standard: str, **more: Any) -> FakeHost:
        """Adds a claimed certificate."""
        self.certificates.append(CertificateClaim(standard, **more))
        return self

    def answer(self, question: str, value: str, **more: Any) -> FakeHost:
        """Adds an answer."""
        self.answers[question] = Answer(question, value, **more)
        return self

    def document(self, id: str, text: str, **more: Any) -> FakeHost:
        """Adds a document; see `FakeDocument` for what can be said of it."""
        self.documents[id] = FakeDocument(id, text, **more)
        return self

    def endpoint(self, id: str, kind: str, base_url: str, **more: Any) -> FakeHost:
        """Adds an endpoint."""
        self.endpoints.append(Endpoint(id, kind, base_url, **more))
        return self

    def seen(self, plugin: str, point: str, outcome: str, evidence: str, **more: Any) -> FakeHost:
        """Adds what another plugin observed, resting on evidence of one kind (`answer`, `quote`, `exchange`, ...)."""
        id = f"o{len(self.observed) + 1}"
        one = Seen(id, point, None, outcome, title="", facts=[], evidence=[evidence], plugin=plugin)
        self.observed.append(replace(one, **more))
        return self

    def earlier(self, as_of: str, seen: Observation) -> FakeHost:
        """Gives the plugin what it saw before, as it would be read from the register."""
        past = PastObservation(as_of, seen.outcome.value, list(seen.facts))
        self.past[(seen.point, seen.system)] = past
        return self

    def server(self, server: Server) -> FakeHost:
        """Answers the requests for which `server` gives an `Exchange` or a `Failure`, whose ids are set here.

        The server that was added first is asked first; a request that nobody answers is refused.
        """
        self._servers.append(server)
        return self

    def handshakes(self, server: Shaker) -> FakeHost:
        """Answers the handshakes for which `server` gives an `Acceptance` or a `Refusal`."""
        self._shakers.append(server)
        return self

    def assess(self, plugin: Plugin) -> Assessment:
        """Runs a plugin against this supplier; what the plugin raises is raised."""
        descriptor = plugin.describe()
        run = Run(self._as_of, self._settings, self._interfaces())
        return Assessment(descriptor, plugin.assess(run), self)

    def _interfaces(self) -> Dict[str, Any]:
        """The interfaces of the contract, by the names that componentize-py gives their functions."""
        return {
            "supplier": SimpleNamespace(
                get_profile=lambda: self.profile,
                systems=lambda: self.systems,
                sub_processors=lambda: self.sub_processors,
                certificates=lambda: self.certificates,
            ),
            "answers": SimpleNamespace(
                get=self.answers.get,
                all=lambda: [self.answers[question] for question in sorted(self.answers)],
            ),
            "documents": SimpleNamespace(list=lambda: [self.documents[id] for id in sorted(self.documents)]),
            "probe": SimpleNamespace(endpoints=lambda: self.endpoints, send_many=self._send_many),
            "findings": SimpleNamespace(observed=lambda: self.observed),
            "handshake": SimpleNamespace(offer_many=self._offer_many),
            "history": SimpleNamespace(earlier=lambda point, system: self.past.get((point, system))),
            "log": SimpleNamespace(write=lambda level, message: self.log.append((level, message))),
        }

    def _send_many(self, requests: List[Request], max_parallel: int) -> List[Recorded]:
        return [self._exchange(request) for request in requests]

    def _exchange(self, request: Request) -> Recorded:
        replies = (server(request) for server in self._servers)
        nobody = Failure("", "refused", f"no exchange was prepared for {request.method} {request.url}")
        reply = replace(next((reply for reply in replies if reply is not None), nobody), id=self._next_id())
        if isinstance(reply, Exchange) and len(reply.body) > request.max_body:
            reply = replace(reply, body=reply.body[: request.max_body], truncated=True)
        self.recorded.append((request, reply))
        return reply

    def _offer_many(self, offers: List[Offer], max_parallel: int) -> List[Recorded]:
        return [self._handshake(offer) for offer in offers]

    def _handshake(self, offer: Offer) -> Recorded:
        replies = (shaker(offer) for shaker in self._shakers)
        nobody = Refusal("", "refused", "no handshake was prepared")
        reply = replace(next((reply for reply in replies if reply is not None), nobody), id=self._next_id())
        self.recorded.append((offer, reply))
        return reply

    def _next_id(self) -> str:
        return f"x{len(self.recorded) + 1}"
