"""The report as a PDF for an archive and for screen readers (PDF/A-2b, PDF/UA-1), set by typst.

The template is ours; what comes from a file enters as JSON and is text to typst, whatever it says.  Both standards
refuse a letter that the font does not have, so such letters become a box.
"""

import json
import unicodedata
from pathlib import Path
from typing import IO, Any

from desvelo.config.scan import wording
from desvelo.config.scan.reports.gathering import Gathering
from desvelo.config.scan.reports.summary import Table, summary
from desvelo.config.scan.searching import Searched
from desvelo.config.scan.tally import Tally
from desvelo.config.scan.wording import Words

MOST_ROWS = 500
_TEMPLATE = Path(__file__).with_name("document.typ")
_LAST_LATIN = "\u024f"
_ALSO = frozenset("–—‘’“”•…€")
_BOX = "□"
_WIDTHS = {4: [4, 2, 2, 7], 6: [3, 2, 2, 2, 2, 2]}


class Document:
    """Gathers, and writes at the end."""

    def __init__(self, file: IO[bytes], gathering: Gathering, *, said: Words, names: dict[str, str]) -> None:
        self._file = file
        self._gathering = gathering
        self._said = said
        self._names = names

    def take(self, one: Searched) -> None:
        """Keep the findings of *one* entry."""
        self._gathering.take(one)

    def end(self, tally: Tally) -> None:
        """Set the document."""
        made = summary(tally, self._said, self._names)
        tables = [*made.tables, *([self._gathering.table()] if made.tables else [])]
        told = {
            "title": made.title,
            "language": wording.tag(self._said).split("-")[0],
            "facts": made.facts,
            "notes": [*made.notes, *filter(None, [self._gathering.missing()])],
            "tables": [_table(table) for table in tables],
        }
        self._file.write(_pdf(told))


def _pdf(told: dict[str, Any]) -> bytes:
    import typst  # noqa: PLC0415  30 MB that only this answer needs

    inputs = {"data": json.dumps(_printable(told))}
    made: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["a-2b", "ua-1"],
        ignore_system_fonts=True,
    )
    return made


def _table(table: Table) -> dict[str, Any]:
    widths = _WIDTHS[len(table.columns)]
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": table.rows,
        "widths": widths,
        "numbers": sorted(table.numbers),
    }


def _printable(told: Any) -> Any:
    """Return *told* with every text in letters the font has."""
    if isinstance(told, str):
        return "".join(map(_letter, unicodedata.normalize("NFC", told)))
    if isinstance(told, dict):
        return {key: _printable(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_printable(value) for value in told]
    return told


def _letter(char: str) -> str:
    return char if (char <= _LAST_LATIN and char.isprintable()) or char in _ALSO else _BOX
