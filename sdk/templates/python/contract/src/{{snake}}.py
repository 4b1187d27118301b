"""{{title}}: within how many hours does the contract promise notice of a breach?"""

import re
from typing import List

from assay_sdk import Descriptor, Observation, Run, Severity

POINT = "breach-notice"
CLAUSE = re.compile(r"\bbreach\b[^.\n]*?([0-9]{1,4}) hours[^.\n]*\.?")


class {{camel}}:
    def describe(self) -> Descriptor:
        return (
            Descriptor("{{name}}", "0.1.0", title="{{title}}", kind="contract")
            .point(POINT, "iso42001.a.8.4")
            .document("contract", "The clause on notice of a breach")
            .capability("documents", "It reads the contract")
        )

    def assess(self, run: Run) -> List[Observation]:
        for document in run.documents():
            text = document.text()
            found = CLAUSE.search(str(text)) if text else None
            if text is None or found is None:
                continue
            hours = int(found[1])
            seen = Observation.pass_(POINT) if hours <= 72 else Observation.fail(POINT, severity=Severity.HIGH)
            return [seen.fact(POINT, hours, "h").quote(text.quote_match(found))]
        ask = "Put the hours within which a breach is reported into the contract."
        return [Observation.unknown(POINT, title="no clause was found", remediation=ask)]
