import unittest

from assay_sdk.testing import FakeHost
from {{snake}} import POINT, {{camel}}


class Clauses(unittest.TestCase):
    def test_the_clause_is_quoted_and_its_hours_are_compared(self):
        for clause, outcome in (
            ("The supplier reports a breach within 48 hours.", "pass"),
            ("The supplier reports a breach within 96 hours.", "fail"),
            ("The supplier reports a breach promptly.", "unknown"),
            ("Support answers within 4 hours.", "unknown"),
        ):
            text = f"# Contract “Größe”\n\nPrices are in €. {clause} The end."
            assessment = FakeHost().document("contract.md", text, kind="contract").assess({{camel}}())
            self.assertEqual(assessment.of(POINT).outcome, outcome, clause)
            self.assertEqual(assessment.problems(), [])


if __name__ == "__main__":
    unittest.main()
