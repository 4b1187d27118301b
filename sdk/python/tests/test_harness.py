"""The fake host finds what the real one would drop."""

import doctest
import unittest

import assay_sdk.observation
import assay_sdk.placeholder
import assay_sdk.testing
from assay_sdk import Certificate, Descriptor, Exchange, Observation, Span, TlsFacts, is_placeholder
from assay_sdk.observation import Evidence
from assay_sdk.testing import FakeHost


class Says:
    """A plugin that says what a test wants it to say."""

    def __init__(self, say):
        self.say = say

    def describe(self):
        return Descriptor("says", "0.1.0").point("p")

    def assess(self, run):
        return self.say(run)


class Problems(unittest.TestCase):
    def problems(self, host, say):
        return host.assess(Says(say)).problems()

    def test_evidence_that_is_there_is_no_problem(self):
        host = FakeHost().answer("q", "yes").document("d", "schöne Worte").certificate("ISO/IEC 42001", number="7")
        host.endpoint("api", "http", "https://api.example").seen("other", "x", "pass", "answer")
        leaf = Certificate("CN=api", "CN=CA", "01", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", ["api"], "0" * 64, "EC", "x")
        tls = TlsFacts("TLSv1.3", "suite", [leaf], "verified")
        host.server(lambda request: Exchange("", 200, tls=tls, body=b"long answer") if request.url == "/" else None)

        def say(run):
            api = run.endpoints()[0]
            answered, refused = run.send_many([api.get("/", max_body=4), api.get("/other")], 2)
            self.assertEqual((answered.body, answered.truncated, refused.kind), (b"long", True, "refused"))
            seen = Observation.pass_("p").answer("q").quote(run.documents()[0].text().quote(0, 6))
            seen.exchange(answered).exchange(refused).certificate(answered, 0, "not-after").certificate(answered, 9, "subject")
            seen.profile("certificates/0/number", "7").profile("profile/roles", "provider").observation(run.observed()[0])
            return [seen]

        self.assertEqual(self.problems(host, say), [])

    def test_evidence_that_is_not_there_is_one(self):
        spoilt = [
            Evidence("answer", "q"),
            Evidence("quote", Span("d", 0, 3, "wor")),
            Evidence("quote", Span("d", -3, 3, "")),
            Evidence("exchange", "x9"),
            Evidence("profile", ("certificates/0/number", "8")),
            Evidence("profile", ("certificates/4/number", "8")),
            Evidence("observation", "o9"),
            Evidence("rumour", "I heard"),
        ]
        for evidence in spoilt:
            host = FakeHost().document("d", "schöne Worte").certificate("ISO/IEC 42001", number="7")
            found = self.problems(host, lambda run: [Observation.pass_("p").cite(evidence)])
            self.assertEqual(len(found), 1, evidence)

    def test_points_and_systems_have_to_be_known(self):
        found = self.problems(FakeHost(), lambda run: [Observation.pass_("other"), Observation.pass_("p", system="s")])
        self.assertEqual(found, ["other: the point is not declared", "p: there is no system `s`"])

    def test_a_number_is_exact(self):
        seen = Observation.pass_("p").fact("uptime", 9995, "%", decimals=2).fact("signed", True)
        self.assertEqual((seen.facts[0].value.value, seen.facts[0].value.decimals), (9995, 2))
        self.assertIs(seen.facts[1].value, True)
        with self.assertRaises(TypeError):
            Observation.pass_("p").fact("uptime", 99.95, "%")

    def test_an_earlier_observation_comes_back_with_its_facts(self):
        before = Observation.pass_("p").fact("hours", 24, "h")

        def say(run):
            past = run.earlier("p")
            self.assertEqual((past.as_of, past.facts[0].value.value), ("2026-01-01", 24))
            self.assertIsNone(run.earlier("p", "other system"))
            return []

        FakeHost().earlier("2026-01-01", before).assess(Says(say))

    def test_what_people_type_to_get_past_a_field_is_no_answer(self):
        for text in ("", " ", "—", "x", "xxx", "T.B.D.", "n / a", "Don’t know", "\u00a0", "[tbd]", "not sure!"):
            self.assertTrue(is_placeholder(text), text)
        for text in ("no", "none", "72", "11", "unknown to the public", "EU", "Not applicable to EU customers"):
            self.assertFalse(is_placeholder(text), text)


def load_tests(loader, tests, ignore):
    for module in (assay_sdk.observation, assay_sdk.placeholder, assay_sdk.testing):
        tests.addTests(doctest.DocTestSuite(module))
    return tests


if __name__ == "__main__":
    unittest.main()
