"""Reading documents and quoting them."""

from __future__ import annotations

import re
from typing import Any, List, Optional

from .records import DocumentInfo, Span

#: Bytes of text that are asked for at a time, so that one call of the host never copies a whole contract.
CHUNK = 64 * 1024


class Document:
    """A document of the supplier. Its text stays with the host until it is asked for."""

    def __init__(self, info: DocumentInfo, handle: Any) -> None:
        #: Name, kind, type, digest, length, date, and which document it replaces.
        self.info = info
        self._handle = handle

    def text(self) -> Optional[Text]:
        """The whole text, or none when the host could not read the document as text."""
        if self.info.text_length is None:
            return None
        pieces: List[str] = []
        at = 0
        while True:
            piece = self._handle.text(at, CHUNK)
            if piece is None:
                return None
            if piece == "":
                return Text(self.info.id, "".join(pieces))
            pieces.append(piece)
            at += len(piece.encode("utf-8"))

    def bytes(self, start: int, length: int) -> bytes:
        """Bytes from `start`, at most `length`; empty at the end."""
        return self._handle.bytes(start, length)


class Text:
    """The text of a document, tied to its exact bytes.

    Search in `str(text)`, then make evidence of what was found with `quote` or `quote_match`. Python counts characters and
    the contract counts bytes of UTF-8; `quote` converts. HTML is text with its markup.
    """

    def __init__(self, document: str, text: str) -> None:
        self._document = document
        self._text = text

    def __str__(self) -> str:
        return self._text

    def quote(self, start: int, end: int) -> Span:
        """Evidence for `str(text)[start:end]`. White space at both ends is left out, and the range is cut to the text."""
        start = min(max(start, 0), len(self._text))
        end = min(max(end, start), len(self._text))
        quote = self._text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        first = len(self._text[:start].encode("utf-8"))
        return Span(self._document, first, first + len(quote.encode("utf-8")), quote)

    def quote_match(self, match: re.Match[str], group: int = 0) -> Span:
        """Evidence for what a regular expression found in `str(text)`."""
        return self.quote(*match.span(group))
