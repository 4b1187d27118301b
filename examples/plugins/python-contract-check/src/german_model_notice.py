"""Reads in German contracts how long before the change or end of a model the customer is told.

The contract plugin that comes with assay reads English. This one reads one clause in German, as an example of a check that
a user writes because it is missing.
"""

import json
import re
from typing import Iterator, List, Optional, Tuple

from assay_sdk import Descriptor, Observation, Run, Severity, Text

POINT = "model-change-notice"
KINDS = ("contract", "terms", "dpa")

#: A sentence ends at a full stop before a capital letter, so that "Abs. 2" and "z. B." end none; or at a blank line.
END = re.compile(r"(?<=[.;])\s+(?=[A-ZÄÖÜ§])|\n\s*\n")
MODEL = re.compile(r"\b(?:KI-)?Modell(?:e|en|s|version|versionen)?\b", re.IGNORECASE)
CHANGE = re.compile(
    r"änder|ersetz|ablös|abkündig|einstell|eingestellt|abschalt|abgeschaltet|zurückgezogen|zurückzieh|außer Betrieb",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"(?P<number>\d{1,3}|ein(?:en|em|e|er)?|zwei|drei|vier|sechs|zwölf)\s+(?:Kalender)?"
    r"(?P<unit>tage?n?|wochen?|monate?n?|jahre?n?)\b",
    re.IGNORECASE,
)
WITHOUT = re.compile(r"ohne\s+(?:vorherige\s+)?(?:Ankündigung|Mitteilung|Vorankündigung)|jederzeit", re.IGNORECASE)
STAYS = re.compile(
    r"bis\s+(?:dahin|zum\s+Ablauf)|weiterhin|weiter\s+(?:genutzt|nutzen|verwend)|bleibt\s+(?:\w+\s+)?verfügbar", re.IGNORECASE
)

WORDS = {"zwei": 2, "drei": 3, "vier": 4, "sechs": 6, "zwölf": 12}
DAYS = {"t": 1, "w": 7, "m": 30, "j": 365}

SETTINGS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "minimum-days": {
            "type": "integer",
            "minimum": 1,
            "maximum": 730,
            "default": 30,
            "description": "Days of notice below which the clause fails",
        }
    },
}


class GermanModelNotice:
    def describe(self) -> Descriptor:
        return (
            Descriptor(
                "german-model-notice",
                "0.1.0",
                publisher="Assay examples",
                title="Notice before a model changes, in German contracts",
                kind="contract",
                settings_schema=json.dumps(SETTINGS),
            )
            .point(POINT, "dd.change-notice", "iso42001.a.6.2.5")
            .document("contract", "The clause on changes and withdrawal of models")
            .capability("documents", "It reads the contract")
        )

    def assess(self, run: Run) -> List[Observation]:
        minimum = (run.settings or {}).get("minimum-days", 30)
        documents = run.documents()
        replaced = {document.info.replaces for document in documents}
        for document in documents:
            if document.info.kind not in KINDS or document.info.id in replaced:
                continue
            text = document.text()
            seen = text and clause(text, minimum)
            if seen:
                return [seen]
        return [
            Observation.unknown(
                POINT,
                title="no German clause on changes of a model was found",
                remediation="Bitte nennen Sie die Frist, mit der Sie Änderung und Ende einer Modellversion ankündigen.",
            )
        ]


def clause(text: Text, minimum: int) -> Optional[Observation]:
    """What the first clause about changes of a model says, or none when there is no such clause."""
    for start, end in sentences(str(text)):
        words = str(text)[start:end]
        if not (MODEL.search(words) and CHANGE.search(words)):
            continue
        quote = text.quote(start, end)
        period = PERIOD.search(words)
        if period is None:
            if WITHOUT.search(words):
                title = "a model may change without notice"
                return Observation.fail(POINT, title=title, severity=Severity.HIGH).quote(quote)
            continue
        days = days_of(period)
        if days < minimum:
            seen = Observation.fail(POINT, title=f"{days} days of notice, fewer than {minimum}")
        elif STAYS.search(words):
            seen = Observation.pass_(POINT, title=f"{days} days of notice, and the old version stays until then")
        else:
            seen = Observation.partial(
                POINT,
                title=f"{days} days of notice; nothing says that the old version stays until then",
                severity=Severity.LOW,
                remediation="Bitte sichern Sie zu, dass die bisherige Version bis zum Ablauf der Frist nutzbar bleibt.",
            )
        return seen.fact("model-change-notice", days, "d").quote(quote)
    return None


def sentences(text: str) -> Iterator[Tuple[int, int]]:
    """Where each sentence starts and ends."""
    start = 0
    for gap in END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def days_of(period: "re.Match[str]") -> int:
    """A period in days; a month counts 30."""
    number = period["number"].lower()
    count = int(number) if number.isdigit() else WORDS.get(number, 1)
    return count * DAYS[period["unit"][0].lower()]
