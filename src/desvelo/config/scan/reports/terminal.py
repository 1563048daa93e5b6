"""The summary in the terminal: columns of plain text, as wide as they have to be."""

import unicodedata

from desvelo.config.scan.reports.summary import Summary, Table

_WIDEST = 48
_GAP = "  "


def text(made: Summary) -> str:
    """Return the summary, ready to print."""
    facts = [("", *fact) for fact in made.facts]
    blocks = [made.title, _lines([fact[1:] for fact in facts], frozenset())]
    blocks += [f"{table.title}\n{_table(table)}" for table in made.tables]
    return "\n\n".join([*blocks, *made.notes]) + "\n"


def _table(table: Table) -> str:
    return _lines([table.columns, *table.rows], table.numbers)


def _lines(rows: list[tuple[str, ...]], numbers: frozenset[int]) -> str:
    """Set *rows* in columns; the last one takes what it needs."""
    cells = [[_cut(cell) for cell in row[:-1]] + [row[-1]] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        _GAP.join(
            _set(cell, width, right=index in numbers)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def _set(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"


def _width(cell: str) -> int:
    """Return how many columns a terminal gives *cell*: two for wide letters and most emoji, none for accents."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell
    )
