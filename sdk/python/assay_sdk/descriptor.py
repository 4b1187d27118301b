"""A plugin's description of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple, TypedDict

from .records import Extra

if TYPE_CHECKING:
    # For type checkers only: Python 3.10 does not have it, and a plugin needs no package at run time.
    from typing_extensions import Unpack


@dataclass
class DeclaredPoint:
    """A check point that the plugin answers, and the controls that an answer supports."""

    point: str
    controls: List[str] = field(default_factory=list)


@dataclass
class Choice:
    """What is written into the answer file, and what a person reads."""

    value: str
    label: str


@dataclass
class Condition:
    """The question is asked only if another has one of these answers."""

    question: str
    any_of: List[str]


@dataclass
class DocumentWish:
    """A document that the plugin would read."""

    kind: str
    why: str


@dataclass
class CapabilityWish:
    """An imported interface, and why the plugin needs it. For people: the host reads the imports themselves."""

    interface: str
    why: str


class Asked(TypedDict, total=False):
    """What can be said of a question beside its id and text; `Question` says what each is."""

    guidance: str
    evidence: str
    show_if: Optional[Condition]
    controls: List[str]


@dataclass
class Question:
    """A question that the plugin needs answered; `choice`, `yes_no`, `number`, `date` and `in_words` make one."""

    id: str
    text: str
    answer_kind: str
    #: What a good answer looks like.
    guidance: str = ""
    choices: List[Choice] = field(default_factory=list)
    #: The evidence that should come with it, in words.
    evidence: str = ""
    show_if: Optional[Condition] = None
    controls: List[str] = field(default_factory=list)
    extra: Extra = field(default_factory=list)

    @classmethod
    def choice(cls, id: str, text: str, choices: Sequence[Tuple[str, str]], **more: Unpack[Asked]) -> Question:
        """A question with choices: pairs of what is written into the answer file and what a person reads."""
        return cls(id, text, "choice", choices=[Choice(*pair) for pair in choices], **more)

    @classmethod
    def yes_no(cls, id: str, text: str, **more: Unpack[Asked]) -> Question:
        """A question that is answered with yes or no."""
        return cls(id, text, "yes-no", **more)

    @classmethod
    def number(cls, id: str, text: str, **more: Unpack[Asked]) -> Question:
        """A question that is answered with a number."""
        return cls(id, text, "number", **more)

    @classmethod
    def date(cls, id: str, text: str, **more: Unpack[Asked]) -> Question:
        """A question that is answered with a date, `YYYY-MM-DD`."""
        return cls(id, text, "date", **more)

    @classmethod
    def in_words(cls, id: str, text: str, **more: Unpack[Asked]) -> Question:
        """A question that is answered in words."""
        return cls(id, text, "text", **more)


@dataclass
class Descriptor:
    """What the plugin is, which points it answers and what it needs."""

    #: Lower-case words joined by hyphens.
    id: str
    #: Semantic version.
    version: str
    #: A claim: the host treats a plugin whose digest nobody vouched for like the supplier's own.
    publisher: str = ""
    #: One line.
    title: str = ""
    #: A few sentences.
    summary: str = ""
    #: `questionnaire`, `probe`, `contract` or another word.
    kind: str = ""
    points: List[DeclaredPoint] = field(default_factory=list)
    questions: List[Question] = field(default_factory=list)
    documents: List[DocumentWish] = field(default_factory=list)
    capabilities: List[CapabilityWish] = field(default_factory=list)
    #: JSON Schema of the settings, or empty when there are none.
    settings_schema: str = ""
    extra: Extra = field(default_factory=list)

    def point(self, point: str, *controls: str) -> Descriptor:
        """Declares a check point. An observation of a point that is not declared is dropped and held against the plugin."""
        self.points.append(DeclaredPoint(point, list(controls)))
        return self

    def question(self, question: Question) -> Descriptor:
        """Adds a question."""
        self.questions.append(question)
        return self

    def document(self, kind: str, why: str) -> Descriptor:
        """Names a kind of document that the plugin would read, and why."""
        self.documents.append(DocumentWish(kind, why))
        return self

    def capability(self, interface: str, why: str) -> Descriptor:
        """Names an imported interface, and why the plugin needs it."""
        self.capabilities.append(CapabilityWish(interface, why))
        return self
