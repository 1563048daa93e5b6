"""A table (CSV) with a row for each finding, as ``rows.Row`` names them.

A cell that a spreadsheet would read as a formula gets an apostrophe: the names of senders and columns come from
strangers.

Source: OWASP ASVS 5.0.0, 1.2.10.
"""

import csv
import io
from typing import IO

from desvelo.config.scan.people import People
from desvelo.config.scan.reports.rows import Row, rows
from desvelo.config.scan.searching import Searched
from desvelo.config.scan.tally import Tally

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


class Sheet:
    """Writes as entries come."""

    def __init__(self, file: IO[bytes], people: People) -> None:
        self._file = file
        self._people = people
        self._write(Row._fields)

    def take(self, one: Searched) -> None:
        """Write a row for each finding of *one* entry."""
        for row in rows(one, self._people):
            self._write(row)

    def end(self, tally: Tally) -> None:
        """Write nothing more: the rows are the answer."""

    def _write(self, cells: tuple[object, ...]) -> None:
        line = io.StringIO()
        csv.writer(line).writerow([_harmless(cell) for cell in cells])
        self._file.write(line.getvalue().encode("utf-8", "backslashreplace"))


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
