"""The report as one HTML file: no script, nothing loaded from anywhere, and a policy inside that forbids both."""

import base64
import hashlib
from html import escape
from typing import IO

from desvelo.config.scan import wording
from desvelo.config.scan.reports.gathering import Gathering
from desvelo.config.scan.reports.summary import Summary, Table, summary
from desvelo.config.scan.searching import Searched
from desvelo.config.scan.tally import Tally
from desvelo.config.scan.wording import Words

MOST_ROWS = 5_000
_POLICY = "default-src 'none'; style-src 'sha256-%s'"
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2530; --paper: #fbfaf8; --line: #d8d4cc; --soft: #5b6470; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --paper: #171a1f; --line: #3a3f47; --soft: #a7adb6; } }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 1rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } th, td { min-width: 7rem; }
.number { min-width: 0; padding-right: 2rem; text-align: right; font-variant-numeric: tabular-nums; }
p { max-width: 44rem; } .note { color: var(--soft); }
@media print { body { max-width: none; padding: 0; } thead { display: table-header-group; } }
"""


class Page:
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
        """Write the page."""
        made = summary(tally, self._said, self._names)
        self._file.write(_html(made, self._gathering, wording.tag(self._said)).encode("utf-8", "xmlcharrefreplace"))


def _html(made: Summary, gathering: Gathering, language: str) -> str:
    tables = [*made.tables, *([gathering.table()] if made.tables else [])]
    notes = [*made.notes, *filter(None, [gathering.missing()])]
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY % digest}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">',
            f"<title>{escape(made.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{escape(made.title)}</h1>\n<dl>",
            *(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in made.facts),
            "</dl>",
            *(f'<p class="note">{escape(note)}</p>' for note in notes),
            *map(_table, tables),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _table(table: Table) -> str:
    marks = ['class="number"' if index in table.numbers else "" for index in range(len(table.columns))]
    head = "".join(
        f'<th scope="col" {mark}>{escape(name)}</th>' for name, mark in zip(table.columns, marks, strict=True)
    )
    return "\n".join(
        [
            f"<h2>{escape(table.title)}</h2>",
            # What scrolls sideways must be reachable by keyboard (WCAG 2.1.1), and then it needs a name.
            f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.title)}">',
            f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>",
            *(_row(row, marks) for row in table.rows),
            "</tbody>\n</table>\n</div>",
        ]
    )


def _row(row: tuple[str, ...], marks: list[str]) -> str:
    cells = zip(row, marks, strict=True)
    return "<tr>" + "".join(f"<td {mark}>{escape(cell)}</td>" for cell, mark in cells) + "</tr>"
