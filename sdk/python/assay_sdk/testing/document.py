"""Documents of a fake supplier."""

from __future__ import annotations

from typing import Optional

from ..records import DocumentInfo


class FakeDocument:
    """A document that a test hands to a plugin. It answers like the host: by bytes. Its digest is all zeros."""

    def __init__(
        self,
        id: str,
        text: str,
        *,
        kind: str = "other",
        media_type: str = "text/markdown",
        dated: Optional[str] = None,
        replaces: Optional[str] = None,
        in_force: bool = False,
        readable: bool = True,
    ) -> None:
        self._bytes = text.encode("utf-8")
        self._readable = readable
        self._info = DocumentInfo(
            id=id,
            name=id,
            kind=kind,
            media_type=media_type,
            sha256="0" * 64,
            byte_length=len(self._bytes),
            text_length=len(self._bytes) if readable else None,
            dated=dated,
            replaces=replaces,
            extra=[("in-force", "true" if in_force else "false")],
        )

    def info(self) -> DocumentInfo:
        return self._info

    def text(self, start: int, length: int) -> Optional[str]:
        if not self._readable:
            return None
        rest = self._bytes[start:]
        if rest and rest[0] & 0xC0 == 0x80:
            return None  # within a character
        piece = rest[:length]
        # The end is moved back to a character boundary.
        while len(piece) < len(rest) and rest[len(piece)] & 0xC0 == 0x80:
            piece = piece[:-1]
        return piece.decode("utf-8")

    def bytes(self, start: int, length: int) -> bytes:
        return self._bytes[start : start + length]
