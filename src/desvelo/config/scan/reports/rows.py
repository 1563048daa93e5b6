"""One finding as a row: where it is, what it is, how it is known, and the little that may be shown of it."""

from collections.abc import Iterator
from typing import NamedTuple

from desvelo.config.scan.people import People
from desvelo.config.scan.searching import Searched, covered
from desvelo.kernel.detection.catalogue import shipped


class Row(NamedTuple):
    """A finding without its value; *start* and *end* count code points of the text at *line* and *field*."""

    file: str
    line: int
    id: str
    field: str
    sent_at: str
    sender: str
    label: str
    start: int
    end: int
    hint: str
    certainty: str
    detector: str
    rule: str


def rows(one: Searched, people: People) -> Iterator[Row]:
    """Yield a row for each finding of *one* entry."""
    entry = one.entry
    sender = people.name(people.number(entry.sender))
    for field, value, found in one.each():
        yield Row(
            one.file, entry.line, covered(entry.given_id), covered(field), covered(entry.sent_at), sender, found.label,
            entry.offset + found.start, entry.offset + found.end,
            shipped().label(found.label).hint(value), found.certainty.name.lower(), found.detector, found.rule,
        )  # fmt: skip
