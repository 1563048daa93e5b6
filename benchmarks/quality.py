"""How much of what is there was found, counted as the shared ``score.py`` counts (a test compares the two).

Overlap: a datum is found when a finding with its label, or another right one, shares a character that is not a space.
Leak: the share of a datum that stays readable, whatever label covers the rest, averaged over the data.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.detection.scanning import scan

Record = dict[str, Any]


def read(path: Path) -> list[Record]:
    """Return the messages of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scanned(records: Iterable[Record]) -> Iterator[tuple[Record, tuple[Finding, ...]]]:
    """Scan every message as the desk would: after the company's last question and the customer's last message."""
    for record, context in in_context(records):
        yield record, scan(record["text"], context)


def in_context(records: Iterable[Record]) -> Iterator[tuple[Record, Context]]:
    """Yield every message with what stood before it."""
    conversation = question = previous = None
    for record in records:
        if record.get("conv") != conversation:
            conversation, question, previous = record.get("conv"), None, None
        incoming = record.get("dir", "in") == "in"
        yield record, Context(question=question, previous=previous) if incoming else Context()
        question, previous = (question, record["text"]) if incoming else (record["text"], None)


def predictions(records: Iterable[Record]) -> str:
    """Return what was found, in the form ``score.py`` reads."""
    found = (
        {"id": record["id"], "spans": [[each.start, each.end, each.label] for each in findings]}
        for record, findings in scanned(records)
    )
    return "".join(json.dumps(line) + "\n" for line in found)


@dataclass
class Tally:
    """What was counted over a set of messages, by label where that makes sense."""

    gold: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    leaks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    harmless: int = 0
    masked: int = 0
    lookalikes: int = 0
    alarms: int = 0

    def leak(self, label: str | None = None) -> float:
        """Return the mean share of a datum that stays readable."""
        shares = self.leaks[label] if label else [share for of_label in self.leaks.values() for share in of_label]
        return sum(shares) / len(shares) if shares else 0.0

    def f1(self, label: str | None = None) -> float:
        """Return the harmonic mean of precision and recall by overlap, over one label or all."""
        gold, hit, right, wrong = (
            (each[label] if label else sum(each.values())) for each in (self.gold, self.hit, self.right, self.wrong)
        )
        precision, recall = right / (right + wrong) if right + wrong else 0.0, hit / gold if gold else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def over_mask(self) -> float:
        """Return the share of harmless characters that are covered."""
        return self.masked / self.harmless if self.harmless else 0.0

    def alarm_rate(self) -> float:
        """Return the share of look-alikes in which anything is covered."""
        return self.alarms / self.lookalikes if self.lookalikes else 0.0


def tally(messages: Iterable[tuple[Record, tuple[Finding, ...]]]) -> Tally:
    """Count what was found against what is there."""
    count = Tally()
    for record, findings in messages:
        _count(count, record, findings)
    return count


def _count(count: Tally, record: Record, findings: tuple[Finding, ...]) -> None:
    text, ink = record["text"], {place for place, char in enumerate(record["text"]) if not char.isspace()}
    gold = [(ink & set(range(start, end)), label) for start, end, label in record["spans"]]
    ignored = {place for start, end in record.get("ignore", ()) for place in range(start, end)}
    accepted = [{label, *record.get("alt", {}).get(str(index), ())} for index, (_, label) in enumerate(gold)]
    said = [(ink & set(range(each.start, each.end)), each.label) for each in findings]
    covered = set().union(*(places for places, _ in said))
    for (places, label), right in zip(gold, accepted, strict=True):
        count.gold[label] += 1
        count.hit[label] += any(name in right and places & of for of, name in said)
        count.leaks[label].append(1 - len(places & covered) / len(places))
    for of, name in said:
        touched = [index for index, (places, _) in enumerate(gold) if places & of]
        good = any(name in accepted[index] for index in touched)
        count.right[name] += good
        count.wrong[name] += not good and (bool(touched) or not of <= ignored)
    free = ink - ignored - set().union(*(places for places, _ in gold)) if text else set()
    count.harmless += len(free)
    count.masked += len(free & covered)
    if record["kind"] == "hard_negative":
        count.lookalikes += 1
        count.alarms += bool(covered - ignored)
