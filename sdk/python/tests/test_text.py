"""Quotes are bytes of UTF-8, whatever Python counts."""

import re
import unittest

from assay_sdk import Observation
from assay_sdk.document import CHUNK, Text
from assay_sdk.testing import FakeHost
from assay_sdk.testing.document import FakeDocument

CONTRACT = "§ 7 Kündigung – « préavis » 𝔘nicode 😀: Der Anbieter kündigt jede Änderung 30 Tage vorher an.\n"


class Quotes(unittest.TestCase):
    def test_a_quote_after_letters_of_one_to_four_bytes_is_at_its_bytes(self) -> None:
        text = Text("dpa", CONTRACT)
        for word in ("§ 7", "Kündigung", "« préavis »", "𝔘nicode", "😀", "kündigt jede Änderung", "30 Tage"):
            at = CONTRACT.index(word)
            span = text.quote(at, at + len(word))
            self.assertEqual(span.text, word)
            self.assertEqual(CONTRACT.encode()[span.start : span.end].decode(), word)
            self.assertEqual(text.quote_match(re.search(re.escape(word), CONTRACT)), span)

    def test_white_space_is_left_out_and_a_range_is_cut_to_the_text(self) -> None:
        text = Text("dpa", " ä b \n")
        self.assertEqual(text.quote(-3, 99).text, "ä b")
        self.assertEqual((text.quote(0, 99).start, text.quote(0, 99).end), (1, 5))
        self.assertEqual(text.quote(4, 2).text, "")

    def test_a_text_that_is_longer_than_one_call_is_read_whole(self) -> None:
        # A character of three bytes lies across the border of the first piece.
        long = "a" * (CHUNK - 1) + "€" + "ß" * CHUNK

        class Reads:
            def assess(self, run):
                text = run.documents()[0].text()
                return [Observation.pass_("p").quote(text.quote(CHUNK - 1, CHUNK))] if str(text) == long else []

            def describe(self):
                from assay_sdk import Descriptor

                return Descriptor("reads", "0.1.0").point("p")

        assessment = FakeHost().document("dpa", long).assess(Reads())
        self.assertEqual(assessment.of("p").evidence[0].value.text, "€")
        self.assertEqual(assessment.problems(), [])

    def test_the_fake_host_answers_by_bytes_like_the_real_one(self) -> None:
        document = FakeDocument("d", "a€b")
        self.assertEqual(document.text(0, 2), "a")
        self.assertIsNone(document.text(2, 9))
        self.assertEqual(document.text(5, 9), "")
        self.assertEqual(document.text(1, 3), "€")


if __name__ == "__main__":
    unittest.main()
