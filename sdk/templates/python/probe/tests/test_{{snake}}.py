import unittest

from assay_sdk import Exchange, Failure
from assay_sdk.testing import FakeHost
from {{snake}} import PATH, POINT, {{camel}}


class Answers(unittest.TestCase):
    def test_the_file_is_asked_for_and_silence_is_never_safety(self):
        for reply, outcome in (
            (Exchange("", 200, body=b"Contact: mailto:security@example.com"), "pass"),
            (Exchange("", 404), "fail"),
            (Exchange("", 500), "unknown"),
            (Failure("", "timeout", "too slow"), "unknown"),
        ):
            host = FakeHost().endpoint("api", "http", "https://api.example")
            host.server(lambda request: reply if request.url == PATH else None)
            assessment = host.assess({{camel}}())
            self.assertEqual(assessment.of(POINT).outcome, outcome)
            self.assertEqual(assessment.problems(), [])

    def test_without_an_endpoint_it_is_unknown(self):
        self.assertEqual(FakeHost().assess({{camel}}()).of(POINT).outcome, "unknown")


if __name__ == "__main__":
    unittest.main()
