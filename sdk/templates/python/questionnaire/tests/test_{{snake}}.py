import unittest

from assay_sdk.testing import FakeHost
from {{snake}} import POINT, QUESTION, {{camel}}


class Answers(unittest.TestCase):
    def test_hours_are_compared_and_what_is_no_number_is_unknown(self):
        for value, outcome in (("24", "pass"), ("96", "fail"), ("soon", "unknown"), ("-1", "unknown")):
            assessment = FakeHost().answer(QUESTION, value).assess({{camel}}())
            self.assertEqual(assessment.of(POINT).outcome, outcome, value)
            self.assertEqual(assessment.problems(), [])


if __name__ == "__main__":
    unittest.main()
