r"""A table that leaves as CSV: what a spreadsheet would run as a formula is written as text.

A cell that begins with a sign of a formula, a tab or a line end gets an apostrophe in front; the first row of the file
says so.  Rows end as RFC 4180 asks, the text is UTF-8 with a mark at its beginning, by which spreadsheets know it.

Source: security-design D10.5; OWASP, CSV Injection (read 2026-11-26).

>>> row(["=1+1", "a,b"])
"'=1+1,\\"a,b\\"\\r\\n"
"""

import csv
import io
from collections.abc import Sequence

MARK = "\ufeff"
_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def row(cells: Sequence[str]) -> str:
    """Return one row with its line end."""
    written = io.StringIO()
    csv.writer(written).writerow([_harmless(cell) for cell in cells])
    return written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
