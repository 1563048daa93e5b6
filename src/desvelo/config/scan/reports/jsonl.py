"""JSON lines: one per entry, with the spans of its message, for programs and for ``score.py``.

``{"id", "spans": [[start, end, label], ...]}``; ``fields`` holds the spans of what stands beside the message, by
column or key.  An entry without an id of its own is called ``file:line``.
"""

import json
from typing import IO

from desvelo.config.scan.searching import Searched, covered
from desvelo.config.scan.tally import Tally

Span = tuple[int, int, str]


class JsonLines:
    """Writes as entries come."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def take(self, one: Searched) -> None:
        """Write the line of *one* entry; an entry without texts has none."""
        if one.entry.parts:
            line = json.dumps(_line(one), ensure_ascii=False) + "\n"
            self._file.write(line.encode("utf-8", "backslashreplace"))

    def end(self, tally: Tally) -> None:
        """Write nothing more: a program counts for itself."""


def _line(one: Searched) -> dict[str, object]:
    spans: list[Span] = []
    fields: dict[str, list[Span]] = {}
    offset = one.entry.offset
    for field, _value, found in one.each():
        (fields.setdefault(covered(field), []) if field else spans).append(
            (offset + found.start, offset + found.end, found.label)
        )
    told: dict[str, object] = {"id": one.entry.given_id or f"{one.file}:{one.entry.line}", "spans": spans}
    return {**told, "fields": fields} if fields else told
