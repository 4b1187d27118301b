"""What a plugin can ask the host during one run."""

from __future__ import annotations

import datetime
import json
from typing import Any, List, Mapping, Optional, Sequence, Union

from .convert import lift
from .document import Document
from .probe import Acceptance, Endpoint, Exchange, Failure, Offer, Refusal, Request
from .records import AiSystem, Answer, CertificateClaim, PastObservation, Profile, Seen, SubProcessor
from .words import Level


class CannotAssess(Exception):
    """Raised by `assess` to say in words why the plugin could not assess.

    Its points then count as not assessed, never as passed; for a single point that cannot be told, return
    `Observation.unknown` instead.
    """


class Run:
    """One run against one supplier. Every method is a call of the host.

    The component imports the interfaces that the project lists under `imports`, and no others.
    """

    def __init__(self, as_of: str, settings: str, interfaces: Mapping[str, Any]) -> None:
        #: The day for which the assessment is made. Judge the age of things by it, never by a clock.
        self.as_of = datetime.date.fromisoformat(as_of)
        self._settings = settings
        self._interfaces = interfaces

    def _host(self, interface: str) -> Any:
        try:
            return self._interfaces[interface]
        except KeyError:
            raise CannotAssess(
                f'the plugin uses `{interface}`, which its component does not import: add "{interface}" to `imports` under '
                "[tool.assay] in pyproject.toml"
            ) from None

    @property
    def settings(self) -> Any:
        """The settings, read from JSON; none when there are none."""
        return json.loads(self._settings) if self._settings else None

    def profile(self) -> Profile:
        """The supplier. Needs `supplier`."""
        return lift(self._host("supplier").get_profile())

    def systems(self) -> List[AiSystem]:
        """Its AI systems. Needs `supplier`."""
        return lift(self._host("supplier").systems())

    def sub_processors(self) -> List[SubProcessor]:
        """Its sub-processors. Needs `supplier`."""
        return lift(self._host("supplier").sub_processors())

    def certificates(self) -> List[CertificateClaim]:
        """The certificates that it claims to hold. Needs `supplier`."""
        return lift(self._host("supplier").certificates())

    def answer(self, question: str) -> Optional[Answer]:
        """The answer to one question, or none when the supplier was silent. Needs `answers`."""
        return lift(self._host("answers").get(question))

    def answers(self) -> List[Answer]:
        """Every answer, in the order of question ids. Needs `answers`."""
        return lift(self._host("answers").all())

    def documents(self) -> List[Document]:
        """Every document, in the order of ids. Their text is not read yet. Needs `documents`."""
        return [Document(lift(handle.info()), handle) for handle in self._host("documents").list()]

    def observed(self) -> List[Seen]:
        """What the other plugins observed and the host has checked. A plugin that asks runs after them. Needs `findings`."""
        return lift(self._host("findings").observed())

    def endpoints(self) -> List[Endpoint]:
        """The endpoints that may be probed. Needs `probe`."""
        return lift(self._host("probe").endpoints())

    def send(self, request: Request) -> Union[Exchange, Failure]:
        """Sends one request. A failure has an id and is evidence as well. Needs `probe`."""
        return self.send_many([request], 1)[0]

    def send_many(self, requests: Sequence[Request], max_parallel: int) -> List[Union[Exchange, Failure]]:
        """Sends requests, at most `max_parallel` at a time; answers come in the order of requests. Needs `probe`."""
        return lift(self._host("probe").send_many(list(requests), max_parallel))

    def offer_many(self, offers: Sequence[Offer], max_parallel: int) -> List[Union[Acceptance, Refusal]]:
        """Offers handshakes; answers come in the order of offers. Each counts as a request. Needs `handshake`."""
        return lift(self._host("handshake").offer_many(list(offers), max_parallel))

    def earlier(self, point: str, system: Optional[str] = None) -> Optional[PastObservation]:
        """What this plugin itself saw of a point before the day of this run, if it wrote facts then. Needs `history`."""
        return lift(self._host("history").earlier(point, system))

    def log(self, level: Level, message: str) -> None:
        """Writes a line for the people who run the assessment. Needs `log`."""
        self._host("log").write(Level(level).value, message)
