"""What a plugin is."""

from __future__ import annotations

from typing import List, Protocol

from .descriptor import Descriptor
from .observation import Observation
from .run import Run


class Plugin(Protocol):
    """A plugin: a class of the project's module that is named in pyproject.toml."""

    def describe(self) -> Descriptor:
        """What the plugin is. The same for every run; it may not call the host."""
        ...

    def assess(self, run: Run) -> List[Observation]:
        """Assesses one supplier; raises `CannotAssess` when nothing useful can be said."""
        ...
