"""A host for native tests: an author tests a plugin with `python -m unittest`, without WebAssembly and without `assay`.

>>> from assay_sdk import Descriptor, Observation
>>> class Polite:
...     def describe(self):
...         return Descriptor("polite", "0.1.0").point("greeting")
...     def assess(self, run):
...         answer = run.answer("greeting")
...         if answer is None:
...             return [Observation.unknown("greeting", remediation="say hello")]
...         polite = answer.value == "hello"
...         return [(Observation.pass_ if polite else Observation.fail)("greeting").answer("greeting")]
>>> seen = FakeHost().answer("greeting", "hello").assess(Polite())
>>> seen.of("greeting").outcome.value, seen.problems()
('pass', [])

The fake host hands out what the test gave it and checks evidence in the way the real one does. It sets no limits, and it
does not judge evidence classes: an observation that comes out as E3 here may count as E1 there.
"""

from .assessment import Assessment
from .document import FakeDocument
from .host import FakeHost

__all__ = ["Assessment", "FakeDocument", "FakeHost"]
