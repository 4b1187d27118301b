"""{{title}}: does the supplier promise to report incidents within 72 hours?"""

import re
from typing import List

from assay_sdk import Descriptor, Observation, Question, Run, Severity, is_placeholder

POINT = "breach-notice"
QUESTION = "{{name}}-hours"


class {{camel}}:
    def describe(self) -> Descriptor:
        question = Question.number(
            QUESTION,
            "Within how many hours do you report an incident to customers?",
            guidance="A whole number of hours, counted from when you become aware.",
        )
        return (
            Descriptor("{{name}}", "0.1.0", title="{{title}}", kind="questionnaire")
            .point(POINT, "iso42001.a.8.4")
            .question(question)
            .capability("answers", "It reads the answer")
        )

    def assess(self, run: Run) -> List[Observation]:
        ask = "State the hours as a number."
        answer = run.answer(QUESTION)
        if answer is None or is_placeholder(answer.value):
            return [Observation.unknown(POINT, title="no answer", remediation=ask)]
        if not re.fullmatch(r"\s*[0-9]{1,6}\s*", answer.value):
            title = "the answer is no number of hours"
            return [Observation.unknown(POINT, title=title, remediation=ask).answer(QUESTION)]
        hours = int(answer.value)
        seen = Observation.pass_(POINT) if hours <= 72 else Observation.fail(POINT, severity=Severity.HIGH)
        return [seen.fact(POINT, hours, "h").answer(QUESTION)]
