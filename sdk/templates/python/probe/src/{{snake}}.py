"""{{title}}: does the API say how to report a vulnerability (RFC 9116)?"""

from typing import List

from assay_sdk import Descriptor, Failure, Observation, Run, Severity

POINT = "security-txt"
PATH = "/.well-known/security.txt"


class {{camel}}:
    def describe(self) -> Descriptor:
        return (
            Descriptor("{{name}}", "0.1.0", title="{{title}}", kind="probe")
            .point(POINT)
            .capability("probe", "It asks each endpoint for one file")
        )

    def assess(self, run: Run) -> List[Observation]:
        endpoints = run.endpoints()
        if not endpoints:
            ask = "Allow an endpoint to be probed."
            return [Observation.unknown(POINT, title="no endpoint", remediation=ask)]
        answer = run.send(endpoints[0].get(PATH))
        if isinstance(answer, Failure):
            seen = Observation.unknown(POINT, title="no answer")
        elif answer.status == 200 and "Contact:" in answer.text():
            seen = Observation.pass_(POINT, title="there is a security.txt")
        elif answer.status == 404:
            seen = Observation.fail(POINT, title="there is no security.txt", severity=Severity.LOW)
        else:
            seen = Observation.unknown(POINT, title="the answer tells nothing")
        return [seen.exchange(answer)]
