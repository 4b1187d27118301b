"""Requests to endpoints, offers of handshakes, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple, TypedDict, Union

from .records import Extra

if TYPE_CHECKING:
    # For type checkers only: Python 3.10 does not have it, and a plugin needs no package at run time.
    from typing_extensions import Unpack


class Sent(TypedDict, total=False):
    """What can be said of a request beside its method and URL; `Request` says what each is."""

    headers: List[Tuple[str, str]]
    body: Optional[bytes]
    credential: Optional[str]
    max_body: int


@dataclass
class Certificate:
    """A certificate as the host parsed it."""

    subject: str
    issuer: str
    serial: str
    #: RFC 3339, UTC.
    not_before: str
    not_after: str
    names: List[str]
    sha256: str
    key: str
    signature: str
    extra: Extra = field(default_factory=list)

    def value_of(self, name: str) -> Optional[str]:
        """A field by the name that the contract uses; `name` is the first of the names."""
        if name == "name":
            return self.names[0] if self.names else None
        fields = ("subject", "issuer", "not-before", "not-after", "serial", "sha256", "key", "signature")
        return getattr(self, name.replace("-", "_")) if name in fields else None


@dataclass
class TlsFacts:
    """What the host saw of TLS on one connection."""

    version: str
    cipher: str
    #: As the server sent it, its own certificate first.
    chain: List[Certificate]
    #: `verified`, `unchecked`, or the rule that is violated.
    verification: str
    verification_error: Optional[str] = None
    extra: Extra = field(default_factory=list)


@dataclass
class Endpoint:
    """An endpoint that the dossier allows to be probed."""

    id: str
    #: `openai` for an OpenAI-style API, `http` for any other, ...
    kind: str
    base_url: str
    plain_http_url: Optional[str] = None
    methods: List[str] = field(default_factory=lambda: ["GET", "HEAD"])
    #: Names of the credentials that the host can inject here. Never their values.
    credentials: List[str] = field(default_factory=list)
    system: Optional[str] = None
    contracted_models: List[str] = field(default_factory=list)
    #: How many requests one run of an active probe may send here; 0 is a passive look only. The host counts.
    active_requests: int = 0
    extra: Extra = field(default_factory=list)

    def get(self, url: str, **more: Unpack[Sent]) -> Request:
        """A GET request to `url`: absolute, or a path that is joined to the base URL."""
        return Request(self.id, "GET", url, **more)

    def request(self, method: str, url: str, **more: Unpack[Sent]) -> Request:
        """A request of any method that the dossier grants."""
        return Request(self.id, method, url, **more)


@dataclass
class Request:
    """A request; it asks for at most 64 KiB of answer unless it says otherwise."""

    endpoint: str
    method: str
    url: str
    headers: List[Tuple[str, str]] = field(default_factory=list)
    body: Optional[bytes] = None
    #: The name of a credential for the host to inject. The plugin never sees the secret.
    credential: Optional[str] = None
    max_body: int = 64 * 1024
    extra: Extra = field(default_factory=list)


@dataclass
class Exchange:
    """An answer that the host recorded."""

    #: The host's id for its recording, to be cited as evidence.
    id: str
    status: int
    headers: List[Tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    #: True when the body was longer than the cap.
    truncated: bool = False
    #: Where a redirect points; the host did not go there.
    redirect_to: Optional[str] = None
    tls: Optional[TlsFacts] = None
    connect_us: int = 1_000
    first_byte_us: int = 2_000
    total_us: int = 3_000
    remote_address: str = "192.0.2.1:443"
    extra: Extra = field(default_factory=list)

    def header(self, name: str) -> Optional[str]:
        """The first header of this name; names are compared without case (RFC 9110, 5.1)."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)

    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 become the replacement character."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Failure:
    """A request that got no answer. It is evidence as well."""

    id: str
    #: `denied`, `quota`, `resolve`, `refused`, `timeout`, `tls`, `protocol`, `offline` or `invalid-request`.
    kind: str
    message: str
    tls: Optional[TlsFacts] = None
    extra: Extra = field(default_factory=list)


@dataclass
class Offer:
    """An offer of a TLS handshake: the highest version, and cipher suites by their IANA numbers, most wanted first."""

    endpoint: str
    version: str
    cipher_suites: Sequence[int]
    extra: Extra = field(default_factory=list)


@dataclass
class Acceptance:
    """What a server chose of an offer."""

    id: str
    tls: TlsFacts
    cipher_suite: int
    dh_bits: Optional[int] = None
    extra: Extra = field(default_factory=list)


@dataclass
class Refusal:
    """No handshake was agreed on."""

    id: str
    kind: str
    message: str
    alert: Optional[int] = None
    extra: Extra = field(default_factory=list)

    @property
    def is_the_servers(self) -> bool:
        """True when the server itself turned the offer down. Anything else says nothing about what it would accept."""
        return self.kind in ("alert", "closed")


#: What the host recorded of one request or offer, answered or not. All of it is evidence.
Recorded = Union[Exchange, Failure, Acceptance, Refusal]
