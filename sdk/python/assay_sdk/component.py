"""Joins a plugin to the exports of the contract. `assay plugin build` writes the module that calls this."""

from __future__ import annotations

from typing import Any, Callable, Type

from .convert import lower_observation
from .plugin import Plugin
from .run import CannotAssess, Run


def component(plugin: Callable[[], Plugin], types: Any, error: Type[Exception], **interfaces: Any) -> type:
    """The class that componentize-py exports as `assessor`.

    `types` and `interfaces` are modules that componentize-py generates, and `error` its `Err`: this package imports none of
    them itself, so that it can be used and tested without them.
    """

    class Assessor:
        def describe(self) -> Any:
            # The generated code reads fields by name, and the descriptor has no variants.
            return plugin().describe()

        def assess(self, context: Any) -> Any:
            try:
                run = Run(context.as_of, context.settings, interfaces)
                return [lower_observation(seen, types) for seen in plugin().assess(run)]
            except CannotAssess as why:
                raise error(str(why)) from None
            except Exception as bug:
                # Without this the run would end in a trap that says nothing: there is no standard error to print to.
                raise error(f"the plugin has a bug: {type(bug).__name__}: {bug}, {_place(bug)}") from None

    return Assessor


def _place(bug: BaseException) -> str:
    """Where it was raised. `traceback` would look for the source in files, and a component has none."""
    at = bug.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"line {at.tb_lineno} of {at.tb_frame.f_code.co_name}" if at else "at an unknown place"
