import unittest

from assay_sdk.testing import FakeHost
from german_model_notice import POINT, GermanModelNotice


def read(text, settings="", **more):
    more.setdefault("kind", "contract")
    host = FakeHost(settings=settings).document("vertrag.md", f"# Vertrag über KI-Dienste\n\n{text}\n", **more)
    assessment = host.assess(GermanModelNotice())
    assert assessment.problems() == [], assessment.problems()
    return assessment.of(POINT)


class Clauses(unittest.TestCase):
    def test_a_long_notice_with_the_old_version_until_then_passes(self):
        clause = "Der Anbieter kündigt die Änderung eines Modells 90 Tage vorher an; bis dahin bleibt es nutzbar."
        seen = read("§ 1 Gegenstand. Für Übersetzungen.\n\n" + clause)
        self.assertEqual(seen.outcome, "pass")
        self.assertEqual(seen.facts[0].value.value, 90)
        self.assertIn("kündigt die Änderung eines Modells 90 Tage", seen.evidence[0].value.text)

    def test_words_and_units_are_counted_in_days(self):
        for words, days in (("drei Monate", 90), ("6 Wochen", 42), ("einen Monat", 30), ("14 Kalendertage", 14)):
            seen = read(f"Modellversionen werden frühestens {words} nach Ankündigung abgeschaltet.")
            self.assertEqual(seen.facts[0].value.value, days, words)
            self.assertEqual(seen.outcome, "partial" if days >= 30 else "fail", words)

    def test_a_change_without_notice_fails(self):
        seen = read("Der Anbieter kann Modelle jederzeit ohne Ankündigung ersetzen.")
        self.assertEqual((seen.outcome, seen.severity), ("fail", "high"))

    def test_silence_and_other_texts_are_unknown(self):
        self.assertEqual(read("Das Modell wird in Köln betrieben.").outcome, "unknown")
        self.assertEqual(read("Preise ändern sich mit einer Frist von 30 Tagen.").outcome, "unknown")
        clause = "Modelle werden mit einer Frist von 90 Tagen eingestellt."
        self.assertEqual(read(clause, kind="report").outcome, "unknown")
        self.assertEqual(read(clause, readable=False).outcome, "unknown")

    def test_the_buyer_sets_how_many_days_are_enough(self):
        clause = "Modelle werden mit einer Frist von 60 Tagen ersetzt und bis dahin weiterhin bereitgestellt."
        self.assertEqual(read(clause).outcome, "pass")
        self.assertEqual(read(clause, settings='{"minimum-days": 90}').outcome, "fail")


if __name__ == "__main__":
    unittest.main()
