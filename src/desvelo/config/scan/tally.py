"""How many of which class, by whom: what a summary is made from, and no text."""

from collections import Counter
from dataclasses import dataclass, field

from desvelo.config.scan.people import People
from desvelo.config.scan.searching import Searched


@dataclass(frozen=True, slots=True)
class Sender:
    """A row of the summary."""

    name: str
    number: int
    messages: int
    data: int
    classes: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Tally:
    """Counts over all files of one call; its size is bounded by the classes times the people."""

    people: People
    messages: int = 0
    with_data: int = 0
    failed: int = 0
    files: list[str] = field(default_factory=list)
    period: tuple[str, str] = ("", "")
    _by: Counter[tuple[int, str]] = field(default_factory=Counter)
    _holding: Counter[str] = field(default_factory=Counter)
    _written: Counter[int] = field(default_factory=Counter)

    def add(self, one: Searched) -> None:
        """Count *one* entry; what holds no text counts for nothing."""
        if not one.entry.parts:
            return
        person = self.people.number(one.entry.sender)
        self.messages += 1
        self._written[person] += 1
        self.failed += one.failed
        if one.entry.sent_at:
            self.period = (self.period[0] or one.entry.sent_at, one.entry.sent_at)
        labels = [finding.label for _, _, finding in one.each()]
        self.with_data += bool(labels)
        self._holding.update(set(labels))
        self._by.update((person, label) for label in labels)

    @property
    def data(self) -> int:
        """How many findings in all."""
        return self._by.total()

    def classes(self) -> list[tuple[str, int, int]]:
        """Return (label, findings, messages), the most frequent first."""
        totals: Counter[str] = Counter()
        for (_person, label), count in self._by.items():
            totals[label] += count
        return [(label, totals[label], self._holding[label]) for label in sorted(totals, key=lambda x: (-totals[x], x))]

    def senders(self) -> list[Sender]:
        """Return a row for each sender, those with the most data first."""
        by_person: dict[int, list[tuple[str, int]]] = {person: [] for person in self._written}
        for (person, label), count in self._by.items():
            by_person[person].append((label, count))
        rows = [self._sender(person, counts) for person, counts in by_person.items()]
        return sorted(rows, key=lambda row: (-row.data, row.number))

    def _sender(self, person: int, counts: list[tuple[str, int]]) -> Sender:
        classes = tuple(sorted(counts, key=lambda each: (-each[1], each[0])))
        total = sum(count for _, count in classes)
        return Sender(self.people.name(person), person, self._written[person], total, classes)
