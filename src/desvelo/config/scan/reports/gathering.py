"""The first findings of a scan, kept for an answer that is made at the end; a bound, so that memory has one too."""

from itertools import islice

from desvelo.config.scan.people import People
from desvelo.config.scan.printing import printable
from desvelo.config.scan.reports.rows import rows
from desvelo.config.scan.reports.summary import Table
from desvelo.config.scan.searching import Searched
from desvelo.config.scan.wording import Words, number


class Gathering:
    """At most *most* rows, as people read them."""

    def __init__(self, *, most: int, people: People, said: Words, names: dict[str, str]) -> None:
        self._most = most
        self._people = people
        self._said = said
        self._names = names
        self._rows: list[tuple[str, ...]] = []
        self._count = 0

    def take(self, one: Searched) -> None:
        """Keep the findings of *one* entry while there is room."""
        self._count += sum(map(len, one.findings))
        if len(self._rows) < self._most:
            for row in islice(rows(one, self._people), self._most - len(self._rows)):
                place = f"{row.file}:{row.line}" + (f" ({row.field})" if row.field else "")
                name = self._names.get(row.label, row.label)
                cells = (place, row.sent_at, row.sender, name, row.hint, f"{row.detector} {row.rule}".strip())
                self._rows.append(tuple(printable(cell)[:200] for cell in cells))

    def table(self) -> Table:
        """Return what was kept, under a title that says so."""
        said = self._said
        columns = (
            said.pgettext("scan", "Place"),
            said.pgettext("scan", "When"),
            said.pgettext("scan", "Sender"),
            said.pgettext("scan", "Class"),
            said.pgettext("scan", "Shown of it"),
            said.pgettext("scan", "Found by"),
        )
        return Table(said.pgettext("scan", "Each of them"), columns, self._rows, frozenset())

    def missing(self) -> str:
        """Return the sentence about what had no room, or nothing."""
        if self._count <= self._most:
            return ""
        left = self._said.pgettext("scan", "%(count)s more are not listed here. The CSV has every one: --format csv")
        return left % {"count": number(self._count - self._most, self._said)}
